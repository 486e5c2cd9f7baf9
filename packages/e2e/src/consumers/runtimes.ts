import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import { npm } from './install.ts'

/** A Node that consumers are run on. */
export interface Runtime {
  title: string
  /** The path of its binary. */
  binary(): Promise<string>
  /** Its flag that forbids to write files and to start processes and worker threads. */
  permission: string
}

const atHand: Runtime = {
  title: `Node ${process.versions.node}`,
  binary: async () => process.execPath,
  permission: process.version.startsWith('v20.') ? '--experimental-permission' : '--permission',
}

let installed: Promise<string> | undefined

const latest: Runtime = {
  title: 'Node 24',
  binary: () => {
    installed ??= install('node@24')
    return installed
  },
  permission: '--permission',
}

export const runtimes: readonly Runtime[] = [atHand, latest]

/** The path of a Node of npm's, whose package `node` carries the binary. */
async function install(node: string): Promise<string> {
  const folder = join(inject('consumers'), node)
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), '{ "private": true }')
  const { code, stderr } = await npm(['install', '--prefer-offline', node], folder)
  if (code !== 0) throw new Error(`${node} could not be installed: ${stderr}`)
  return join(folder, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
}
