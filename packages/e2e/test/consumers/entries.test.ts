import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { entries, manifests } from '../../src/consumers/entries.ts'
import { type Consumer, consumer } from '../../src/consumers/install.ts'
import { run } from '../../src/consumers/run.ts'
import { runtimes } from '../../src/consumers/runtimes.ts'

const names = entries.map(({ name }) => name)

let project: Consumer

beforeAll(async () => {
  project = await consumer('plain')
})

test('the modules are those of the packages', () => {
  expect(names).toEqual(expect.arrayContaining(['analytical', 'analytical/providers/clicky', '@analytical/testing']))
})

describe.each(runtimes)('on $title', ({ binary, permission }) => {
  let byImport: Record<string, string[]>

  beforeAll(async () => {
    byImport = await exportsOf('import-each.js', [permission, '--no-warnings', '--allow-fs-read=*'])
  })

  test('every module can be imported, and writes no file', () => {
    expect(Object.keys(byImport)).toEqual(names)
    expect(names.filter((name) => byImport[name]?.length === 0)).toEqual([])
  })

  test('every module can be required, with the same exports', async () => {
    const byRequire = await exportsOf('require-each.cjs')
    const marked = (keys: string[]) => keys.filter((key) => key !== '__esModule')
    expect(Object.fromEntries(Object.entries(byRequire).map(([name, keys]) => [name, marked(keys)]))).toEqual(byImport)
  })

  const commands = manifests.flatMap(({ name, bin = {} }) => {
    return Object.entries(bin).map(([command, file]) => ({ command, file: join('node_modules', name, file) }))
  })
  test.each(commands)('the command $command says what it does', async ({ command, file }) => {
    expect(existsSync(join(project.folder, 'node_modules/.bin', command))).toBe(true)
    const { code, stdout, stderr } = await run(await binary(), [file, '--help'], project.folder)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(command)
  })

  async function exportsOf(script: string, flags: readonly string[] = []): Promise<Record<string, string[]>> {
    const { code, stdout, stderr } = await run(await binary(), [...flags, script, ...names], project.folder)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return JSON.parse(stdout)
  }
})
