import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { sqliteStore } from '../../dist/stores/sqlite/sqlite-store.js'
import { start } from './processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'visits-'))
afterAll(() => rmSync(folder, { recursive: true }))

const script = fileURLToPath(new URL('starting-process.js', import.meta.url))
const rounds = 8

function total(file: string): Promise<number> {
  const store = sqliteStore({ file }, { site: 'main', keys: 'spread', values: 100, keepDays: 90, warn: () => {} })
  onTestFinished(() => store.close())
  return store.top('paths', ['total'], 10).then(({ total }) => total)
}

test('eight processes that start at the same moment on a file that is not there count all, and have nothing to say', async () => {
  const processes = Array.from({ length: 8 }, () => start(process.execPath, [script]))
  const haveWritten = (lines: number) =>
    Promise.all(processes.map((each) => each.until((output) => output.split('\n').length > lines)))
  await haveWritten(1)
  for (let round = 1; round <= rounds; round++) {
    for (const { child } of processes) child.stdin?.write(`${join(folder, `${round}.sqlite`)}\n`)
    await haveWritten(round + 1)
  }
  expect(new Set(processes.map(({ output }) => output()))).toEqual(new Set([`ready\n${'applied\n'.repeat(rounds)}`]))
  expect(await total(join(folder, '1.sqlite'))).toBe(8)
  expect(await total(join(folder, `${rounds}.sqlite`))).toBe(8)
})
