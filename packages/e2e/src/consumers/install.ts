import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { published } from '../../../../scripts/published.js'
import { tarballOf } from '../tarballs.ts'
import { type Ended, run } from './run.ts'

const sources = new URL('../../consumers/', import.meta.url)
const installed = new Map<string, Promise<Consumer>>()

/** A project that uses the published packages, installed by npm outside of the repository. */
export interface Consumer {
  folder: string
  /** What `npm install` printed. */
  install: Ended
}

/**
 * A copy of the project `consumers/<name>` with the tarballs of all published packages installed, once in each process.
 *
 * @param more Further packages to install, like `express@5.3.0`.
 */
export function consumer(name: string, more: readonly string[] = []): Promise<Consumer> {
  const known = installed.get(name) ?? install(name, more)
  installed.set(name, known)
  return known
}

async function install(name: string, more: readonly string[]): Promise<Consumer> {
  const tarballs = await Promise.all(published.map(tarballOf))
  const folder = join(inject('consumers'), name)
  await mkdir(folder, { recursive: true })
  await cp(fileURLToPath(new URL(name, sources)), folder, { recursive: true })
  return { folder, install: await npm(['install', '--prefer-offline', ...tarballs, ...more], folder) }
}

/** npm, without what it says of itself. */
export function npm(args: readonly string[], cwd: string): Promise<Ended> {
  return run('npm', [...args, '--no-audit', '--no-fund', '--no-update-notifier'], cwd)
}
