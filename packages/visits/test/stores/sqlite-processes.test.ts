import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { sqliteStore } from '../../dist/stores/sqlite/sqlite-store.js'
import type { CounterStore } from '../../src/stores/counter-store.ts'
import { type Started, start, startCounting } from './processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'visits-'))
afterAll(() => rmSync(folder, { recursive: true }))

const settings = { site: 'main', keys: 'spread', values: 1_000, keepDays: 90, warn: () => {} } as const
const day = '2026-11-27'

function open(file: string): CounterStore {
  const store = sqliteStore({ file }, settings)
  onTestFinished(() => store.close())
  return store
}

const count = (store: CounterStore, sequence: number) =>
  store.apply({
    key: { dimension: 'paths', period: day },
    writer: 'writer',
    sequence,
    after: sequence - 1,
    counts: new Map([['/', 1]]),
  })

/** Runs a module's text in a process, which says what became of it. */
const run = (code: string) =>
  start(process.execPath, [
    '--input-type=module',
    '--eval',
    `import { sqliteStore } from ${JSON.stringify(new URL('../../dist/stores/sqlite/sqlite-store.js', import.meta.url))}
     const open = (name) => sqliteStore({ file: ${JSON.stringify(folder)} + '/' + name }, ${JSON.stringify(settings)})
     ${code}`,
  ])

const lastAnswered = ({ output }: Started) =>
  Number(
    output()
      .match(/^\d+(?= )/gm)
      ?.at(-1) ?? 0,
  )

describe('processes that count in one SQLite file', () => {
  test('four that start at once on a file that is not there lose nothing', async () => {
    const file = join(folder, 'four.sqlite')
    const writers = ['one', 'two', 'three', 'four']
    const processes = writers.map((writer) => startCounting(file, writer, 100))
    const codes = await Promise.all(processes.map(({ ended }) => ended))
    expect(codes, processes.map(({ output }) => output()).join('')).toEqual([0, 0, 0, 0])
    // On a busy machine one may wait too long for the others: it says so, and sends again.
    for (const { output } of processes) {
      expect(output()).toMatch(/^(\d+ applied, applied\n|.+ cannot be used: another process keeps it locked\n){100,}$/)
    }
    const { rows, total } = await open(file).top('paths', [day], 10)
    expect(total).toBe(4 * 100 * 3)
    expect(Object.fromEntries(rows.map(({ value, count }) => [value, count]))).toEqual({
      '/': 800,
      '/one': 100,
      '/two': 100,
      '/three': 100,
      '/four': 100,
    })
  })

  test('what a killed process was told is counted is in the file, and nothing half', async () => {
    const file = join(folder, 'killed.sqlite')
    const store = open(file)
    let told = 0
    for (const [round, kills] of [5, 17, 40, 80].entries()) {
      const counting = startCounting(file, `round-${round}`, 1_000_000)
      await counting.until((output) => output.includes(`${kills} applied`))
      counting.child.kill('SIGKILL')
      expect(await counting.ended).toBe('SIGKILL')
      const [ofDay = 0] = await store.sums('paths', [day], `/round-${round}`)
      const [ofAll = 0] = await store.sums('paths', ['total'], `/round-${round}`)
      expect(ofDay).toBe(ofAll)
      // The answer to the last one may not have got out.
      expect(ofDay - lastAnswered(counting)).toBeOneOf([0, 1])
      told += ofDay
    }
    const { rows, other, total } = await store.top('paths', [day], 100)
    expect(total).toBe(told * 3)
    expect(rows.reduce((sum, { count }) => sum + count, other)).toBe(total)
  })

  test('one that comes and goes takes nothing away from another, whose two threads are at the file', async () => {
    const file = join(folder, 'shared.sqlite')
    const store = open(file)
    await count(store, 1)
    expect(await open(file).sums('paths', [day])).toEqual([1])
    const seenElsewhere = async () => {
      const { ended, output } = run(`
        const store = open('shared.sqlite')
        const asked = store.sums('paths', ['${day}'])
        const alive = setInterval(() => {}, 1_000)
        console.log(...await asked)
        await store.close()
        clearInterval(alive)`)
      return [await ended, output()]
    }
    expect(await seenElsewhere()).toEqual([0, '1\n'])
    await count(store, 2)
    await count(store, 3)
    expect(await seenElsewhere()).toEqual([0, '3\n'])
  })
})

describe('the thread of the SQLite file', () => {
  test('starts with the first use, and loads nothing native before', async () => {
    const { ended, output } = run(`
      let workers = 0
      process.on('worker', () => workers++)
      const store = open('first.sqlite')
      console.log(workers, process.report.getReport().sharedObjects.filter((path) => path.includes('libsql')).length)
      const asked = store.salt('2026-11-27', 'salt')
      const alive = setInterval(() => {}, 1_000)
      console.log(await asked, workers)
      clearInterval(alive)`)
    expect([await ended, output()]).toEqual([0, '0 0\nsalt 1\n'])
  })

  test('does not keep a process alive', async () => {
    const { ended, output } = run(`
      const alive = setInterval(() => {}, 1_000)
      await open('idle.sqlite').salt('2026-11-27', 'salt')
      clearInterval(alive)
      process.on('exit', () => console.log('ended by itself'))`)
    expect([await ended, output()]).toEqual([0, 'ended by itself\n'])
  })

  test('a process that waits for the end of its store sees it', async () => {
    const { ended, output } = run(`
      const store = open('closing.sqlite')
      void store.salt('2026-11-27', 'salt')
      await store.close()
      console.log('closed')`)
    expect([await ended, output()]).toEqual([0, 'closed\n'])
  })

  test('a process that ends while it works ends as it was told to', async () => {
    for (let round = 0; round < 4; round++) {
      const { ended, output } = run(`
        setInterval(() => {}, 1_000)
        const stores = [1, 2, 3, 4].map((number) => open('busy-' + number + '.sqlite'))
        const askOn = (store) => store.salt('2026-11-27', 'salt').then(() => askOn(store))
        await Promise.all(stores.map((store) => store.salt('2026-11-27', 'salt')))
        for (const store of stores) for (let index = 0; index < 20; index++) askOn(store)
        setTimeout(() => process.exit(7), ${10 + round * 10})`)
      expect([await ended, output()]).toEqual([7, ''])
    }
  })

  test('one that dies fails what waits for it, comes back with the next batch, and nothing counts twice', async () => {
    const workers: Worker[] = []
    const remember = (worker: Worker) => workers.push(worker)
    process.on('worker', remember)
    onTestFinished(() => void process.off('worker', remember))
    const store = open(join(folder, 'dying.sqlite'))
    await count(store, 1)
    for (let sequence = 2; sequence <= 6; sequence++) {
      const sent = count(store, sequence).catch((error: Error) => error.message)
      // No request: a fault in the thread's own code.
      const worker = workers.at(-1) as Worker
      const ended = new Promise((resolve) => worker.once('exit', resolve))
      worker.postMessage(null)
      expect([{ outcome: 'applied' }, expect.stringMatching(/dying\.sqlite ended/)]).toContainEqual(await sent)
      await ended
      await count(store, sequence)
    }
    expect(workers).toHaveLength(6)
    expect(await store.sums('paths', [day])).toEqual([6])
  })
})
