import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'libsql'
import { afterAll, describe, expect, test } from 'vitest'
import { sqliteStore } from '../../dist/stores/sqlite/sqlite-store.js'
import type { CounterStore, StoreSettings } from '../../src/stores/counter-store.ts'
import { counterStoreSuite } from './suite.ts'

counterStoreSuite('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'visits-'))
  const fileOf = (site: string) => join(folder, site === 'newer' ? 'newer.sqlite' : 'visits.sqlite')
  return {
    open: (settings) => sqliteStore({ file: fileOf(settings.site) }, settings),
    async makeNewer(site) {
      const database = new Sqlite(fileOf(site))
      database.exec(`create table analytical_schema (part text primary key, version integer not null);
        insert into analytical_schema values ('counters', 99)`)
      database.close()
    },
    async close() {
      rmSync(folder, { recursive: true })
    },
  }
})

describe('counters in an SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'visits-'))
  const file = join(folder, 'visits.sqlite')
  const opened: CounterStore[] = []
  afterAll(async () => {
    await Promise.all(opened.map((store) => store.close()))
    rmSync(folder, { recursive: true })
  })

  function open(settings: Partial<StoreSettings> = {}, path = file): CounterStore {
    const usual = { site: 'main', keys: 'spread', values: 1_000, keepDays: 90, warn: () => {} } as const
    const store = sqliteStore({ file: path }, { ...usual, ...settings })
    opened.push(store)
    return store
  }

  const count = (store: CounterStore, period: string, value: string, dimension: 'paths' | 'browsers' = 'paths') =>
    store.apply({
      key: { dimension, period },
      writer: `writer of ${value}`,
      sequence: 1,
      after: 0,
      counts: new Map([[value, 1]]),
    })

  test('a day goes when a day comes that is more than keepDays later; totals and other sites stay', async () => {
    const store = open({ site: 'keeping', keepDays: 30 })
    const neighbour = open({ site: 'neighbour', keepDays: 30 })
    const days = ['2026-01-01', '2026-01-02', '2026-01-31', '2026-02-01']
    for (const day of [...days, 'total']) await count(neighbour, day, '/')
    for (const day of ['total', ...days]) await count(store, day, '/')
    expect(await store.sums('paths', [...days, 'total'])).toEqual([0, 1, 1, 1, 1])
    await count(neighbour, '2026-02-02', '/', 'browsers')
    expect(await neighbour.sums('browsers', ['2026-02-02'])).toEqual([1])
  })

  test('one day of a clock that is years ahead takes no other day with it', async () => {
    const store = open({ site: 'ahead', keepDays: 30 })
    const days = ['2026-01-01', '2026-01-02', '2031-06-01', '2026-01-03']
    for (const day of days) await count(store, day, '/')
    expect(await store.sums('paths', days)).toEqual([1, 1, 1, 1])
  })

  test('a process that starts while the clock is ahead leaves the others their numbers: nothing counts twice', async () => {
    const path = join(folder, 'writers.sqlite')
    const store = open({}, path)
    await count(store, 'total', '/of-who-runs')
    // As if that had been 40 days ago: the clock has gone so far ahead.
    const database = new Sqlite(path)
    database.exec('update counter_writers set day = day - 40')
    database.close()
    await count(store, 'total', '/of-who-starts')
    expect((await count(store, 'total', '/of-who-runs')).outcome).toBe('already applied')
  })

  test('what a forgotten day held is gone from the file', async () => {
    const store = open({ site: 'tidy', keepDays: 30 }, join(folder, 'tidy.sqlite'))
    await count(store, '2026-01-01', '/a-path-of-january')
    await count(store, '2026-03-01', '/')
    await count(store, '2026-03-02', '/')
    await store.close()
    const database = new Sqlite(join(folder, 'tidy.sqlite'))
    const rows = ['counter_keys', 'counter_values', 'counter_writers'].map(
      (table) => database.prepare(`select count(*) as rows from ${table}`).all([])[0] as { rows: number },
    )
    database.close()
    expect(rows).toEqual([{ rows: 2 }, { rows: 2 }, { rows: 2 }])
    expect(fileHolds(join(folder, 'tidy.sqlite'), 'a-path-of-january')).toBe(false)
  })

  test('salts are kept for as long as they are asked for, and then gone from the file', async () => {
    const path = join(folder, 'salts.sqlite')
    const store = open({ site: 'salts' }, path)
    await store.salt('2026-11-26', 'salt-of-the-26th')
    for (const day of ['2026-11-26', '2026-11-27', '2026-11-28']) await store.salt(day, `another of ${day}`)
    expect(await store.salt('2026-11-26', 'too late')).toBe('salt-of-the-26th')
    await store.salt('2026-11-29', 'asked for on the 28th, as the day to come')
    await store.close()
    expect(fileHolds(path, 'salt-of-the-26th')).toBe(false)
  })

  test('one file serves for years: what was counted is there after closing and opening', async () => {
    const store = open({ site: 'again' })
    await count(store, '2026-11-27', '/')
    await store.close()
    await store.close()
    expect((await store.top('paths', ['2026-11-27'], 5)).rows).toEqual([{ value: '/', count: 1 }])
  })

  test('nobody but the user that runs the site can read the file', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('closing leaves one file with everything in it', async () => {
    const path = join(folder, 'alone.sqlite')
    const store = open({}, path)
    await count(store, '2026-11-27', '/')
    await store.close()
    expect(statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBe(0)
    const database = new Sqlite(path)
    expect(database.prepare('select total from counter_keys').all([])).toEqual([{ total: 1 }])
    database.close()
  })

  test('190,000 junk paths: the top 100 are right, the file stays small, the sum is true', async () => {
    const path = join(folder, 'junk.sqlite')
    const store = open({ values: 1_000 }, path)
    let sent = 0
    for (let sequence = 1; sequence <= 100; sequence++) {
      const junk = Array.from({ length: 1_900 }, (_, index) => [`/junk/${sequence}/${index}`, 1] as const)
      const pages = Array.from({ length: 100 }, (_, index) => [`/page/${index}`, 100 - index] as const)
      const counts = new Map([...junk, ...pages])
      for (const number of counts.values()) sent += number
      const key = { dimension: 'paths', period: '2026-11-27' } as const
      await store.apply({ key, writer: 'writer', sequence, after: sequence - 1, counts })
    }
    const { rows, other, total } = await store.top('paths', ['2026-11-27'], 10_000)
    expect(rows.slice(0, 100)).toEqual(
      Array.from({ length: 100 }, (_, index) => ({ value: `/page/${index}`, count: (100 - index) * 100 })),
    )
    expect(rows.length).toBeLessThanOrEqual(2_000)
    expect(total).toBe(sent)
    expect(rows.reduce((sum, row) => sum + row.count, other)).toBe(sent)
    await store.close()
    expect(statSync(path).size).toBeLessThan(1_000_000)
  })
})

const fileHolds = (path: string, text: string): boolean => readFileSync(path).includes(text)
