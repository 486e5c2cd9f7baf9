import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import Sqlite from 'libsql'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { DatabaseFile } from '../../dist/database/sqlite/database-file.js'
import { inPlainWords } from '../../dist/database/sqlite/in-plain-words.js'
import { counters } from '../../dist/stores/sqlite/counters.js'
import { sqliteStore } from '../../dist/stores/sqlite/sqlite-store.js'
import type { CounterStore } from '../../src/stores/counter-store.ts'
import { startCounting } from './processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'visits-'))
afterAll(() => rmSync(folder, { recursive: true }))

const settings = { site: 'main', keys: 'spread', values: 1_000, keepDays: 90, warn: () => {} } as const
const day = '2026-11-27'

function open(file: string): CounterStore {
  const store = sqliteStore({ file }, settings)
  onTestFinished(() => store.close())
  return store
}

const batch = (sequence: number, counts: Iterable<[string, number]> = [['/', 1]]) => ({
  key: { dimension: 'paths', period: day } as const,
  writer: 'writer',
  sequence,
  after: sequence - 1,
  counts: new Map(counts),
})

/** Why a batch was not taken. */
const refusalOf = (store: CounterStore) =>
  store.apply(batch(1)).then(
    (answer) => answer.outcome,
    (error: Error) => error.message,
  )

const withoutFile = { recursive: true, force: true }

describe('an SQLite file that cannot be used', () => {
  const bad: [what: string, make: (file: string) => unknown, message: string, mend: (file: string) => void][] = [
    [
      'in a folder that is not there',
      () => {},
      'the folder <folder> does not exist: create it, or name another one',
      (file) => mkdirSync(join(file, '..')),
    ],
    [
      'that is a link to a folder that is not there',
      (file) => {
        mkdirSync(join(file, '..'))
        symlinkSync('elsewhere/visits.sqlite', file)
      },
      'it is a link to elsewhere/visits.sqlite, whose folder does not exist: create that, or name another one, like { file: "/var/lib/site/visits.sqlite" }',
      (file) => mkdirSync(join(file, '../elsewhere')),
    ],
    [
      'in a file',
      (file) => writeFileSync(join(file, '..'), 'Dear diary'),
      '<folder> is no folder: name another one, like { file: "/var/lib/site/visits.sqlite" }',
      (file) => {
        rmSync(join(file, '..'))
        mkdirSync(join(file, '..'))
      },
    ],
    [
      'that is a folder',
      (file) => mkdirSync(file, { recursive: true }),
      'it is a folder: name a file in it, like { file: "/var/lib/site/visits.sqlite" }',
      (file) => rmSync(file, withoutFile),
    ],
    [
      'that is no database',
      (file) => {
        mkdirSync(join(file, '..'))
        writeFileSync(file, 'Dear diary, '.repeat(1_000))
      },
      'it is no SQLite database: move it away, or name another one, like { file: "/var/lib/site/visits.sqlite" }',
      (file) => renameSync(file, `${file}.txt`),
    ],
    [
      'that is damaged',
      async (file) => {
        mkdirSync(join(file, '..'))
        const store = open(file)
        await store.apply(batch(1))
        await store.close()
        const pages = readFileSync(file)
        writeFileSync(file, pages.fill(7, 4096))
      },
      'it is damaged: move it away, or name another one, like { file: "/var/lib/site/visits.sqlite" }',
      (file) => rmSync(file, withoutFile),
    ],
  ]
  for (const [index, [what, make, message, mend]] of bad.entries()) {
    test(`one ${what} is told in one sentence, and used once it is mended`, async () => {
      const inside = join(folder, String(index))
      const file = join(inside, 'visits.sqlite')
      await make(file)
      const store = open(file)
      const sentence = `${file} cannot be used: ${message.replace('<folder>', inside)}`
      expect(await refusalOf(store)).toContain(sentence)
      await expect(store.top('paths', [day], 1)).rejects.toThrow(sentence)
      mend(file)
      expect(await refusalOf(store)).toBe('applied')
    })
  }

  test('one in a folder that may not be written to is told, and used once it may', async () => {
    const inside = join(folder, 'locked')
    const file = join(inside, 'visits.sqlite')
    const store = open(file)
    // Has the thread loaded what it is made of, before the user is another.
    expect(await refusalOf(store)).toContain('does not exist')
    mkdirSync(inside, { mode: 0o500 })
    await asNobody(async () => {
      expect(await refusalOf(store)).toBe(
        `${file} cannot be used: the user that runs the site may not write to it: allow it for the file and ${inside}`,
      )
    })
    rmSync(inside, withoutFile)
    mkdirSync(inside)
    expect(await refusalOf(store)).toBe('applied')
  })

  test('one whose folder alone may not be written to is told, as SQLite keeps more beside it', async () => {
    const inside = join(folder, 'beside')
    const file = join(inside, 'visits.sqlite')
    const store = open(file)
    expect(await refusalOf(store)).toContain('does not exist')
    mkdirSync(inside)
    writeFileSync(file, '')
    chmodSync(folder, 0o711)
    chmodSync(file, 0o666)
    chmodSync(inside, 0o555)
    await asNobody(async () => {
      expect(await refusalOf(store)).toBe(
        `${file} cannot be used: the user that runs the site may not write to it: allow it for the file and ${inside}`,
      )
    })
    chmodSync(inside, 0o755)
    expect(await refusalOf(store)).toBe('applied')
  })

  test.runIf(existsSync('/proc'))('one in a folder that takes no files is told', async () => {
    expect(await refusalOf(open('/proc/visits.sqlite'))).toBe(
      '/proc/visits.sqlite cannot be used: no file can be made in /proc: name another one, like { file: "/var/lib/site/visits.sqlite" }',
    )
  })

  test('every other failure has its sentence too', () => {
    const words = (code: string) =>
      inPlainWords(Object.assign(new Error('as SQLite says it'), { code }), '/srv/v.sqlite')
    expect(words('EROFS')).toBe('/srv/v.sqlite cannot be used: the file system of /srv is read-only')
    expect(words('SQLITE_READONLY_DBMOVED')).toContain('may not write to it')
    expect(words('UNKNOWN_SQLITE_ERROR_1544')).toContain('may not write to it')
    expect(words('SQLITE_BUSY_SNAPSHOT')).toBe('/srv/v.sqlite cannot be used: another process keeps it locked')
    expect(words('SQLITE_IOERR_FSYNC')).toBe('/srv/v.sqlite cannot be used: as SQLite says it')
  })
})

describe('an SQLite file that changes under the store', () => {
  test('one that another process has brought to a newer schema meanwhile is refused, with both versions', async () => {
    const file = join(folder, 'newer.sqlite')
    const store = open(file)
    await store.apply(batch(1))
    const other = new Sqlite(file)
    other.exec('update analytical_schema set version = version + 1')
    other.close()
    await expect(store.apply(batch(2))).rejects.toMatchObject({
      name: 'StoreRefused',
      message: `${file} cannot be used: its counters are of schema 2, and this version of @analytical/visits writes schema 1: update @analytical/visits, or give it another database`,
    })
  })

  test('one that was deleted is made anew, and says that it holds nothing', async () => {
    const file = join(folder, 'deleted.sqlite')
    const store = open(file)
    await store.apply(batch(1))
    for (const name of [file, `${file}-wal`, `${file}-shm`]) rmSync(name, { force: true })
    expect(await store.apply(batch(2))).toEqual({ outcome: 'behind', at: 0 })
    expect(await store.apply(batch(1))).toEqual({ outcome: 'applied' })
    expect(existsSync(file)).toBe(true)
    expect(await store.sums('paths', [day])).toEqual([1])
  })

  test('one that an older copy was put in place of says up to where that goes', async () => {
    const file = join(folder, 'replaced.sqlite')
    const store = open(file)
    for (const sequence of [1, 2, 3]) await store.apply(batch(sequence))
    await store.close()
    copyFileSync(file, `${file}.older`)
    for (const sequence of [4, 5, 6]) await store.apply(batch(sequence, [[`/${sequence}`, 1]]))
    renameSync(`${file}.older`, file)
    expect(await store.apply(batch(7))).toEqual({ outcome: 'behind', at: 3 })
    for (const sequence of [4, 5, 6, 7]) {
      expect(await store.apply(batch(sequence))).toEqual({ outcome: 'applied' })
    }
    expect(await store.sums('paths', [day])).toEqual([7])
    await store.close()
    const database = new Sqlite(file)
    expect(database.prepare('pragma integrity_check').all([])).toEqual([{ integrity_check: 'ok' }])
    database.close()
  })
})

describe('a full disk', () => {
  const values = (count: number) => Array.from({ length: count }, (_, index): [string, number] => [`/path/${index}`, 1])

  test('takes nothing half, and all once there is space', async () => {
    const file = new DatabaseFile(join(folder, 'full.sqlite'))
    onTestFinished(() => file.close())
    const apply = (sequence: number, count: number) =>
      file.run(counters, counters.tasks.apply, { ...settings, batches: [batch(sequence, values(count))] })
    const limitPages = (pages: number) =>
      file.run(
        counters,
        { access: 'read only', run: (database) => sql.raw(`pragma max_page_count = ${pages}`).execute(database) },
        undefined as never,
      )
    const sums = () => file.run(counters, counters.tasks.sums, { ...asked, value: undefined })
    const asked = { site: 'main', dimension: 'paths', periods: [day] } as const

    await apply(1, 10)
    await limitPages(1)
    const failure = await apply(2, 2_000).catch((error) => error)
    expect(inPlainWords(failure, '/srv/v.sqlite')).toBe('/srv/v.sqlite cannot be used: the disk is full')
    expect(await sums()).toEqual([10])
    await limitPages(10_000)
    expect(await apply(2, 2_000)).toEqual([{ outcome: 'applied' }])
    expect(await sums()).toEqual([2_010])
  })

  test('stops a process from counting, not from running, and what it was told is counted is there', async () => {
    const file = join(folder, 'limited.sqlite')
    const limited = startCounting(file, 'limited', 1_000_000, { fileBlocks: 500 })
    await limited.until((output) => output.includes(`${file} cannot be used`))
    const told = Number(
      limited
        .output()
        .match(/^\d+(?= applied)/gm)
        ?.at(-1),
    )
    limited.child.kill('SIGKILL')
    expect(await limited.ended).toBe('SIGKILL')
    const store = open(file)
    expect(told).toBeGreaterThan(0)
    expect((await store.sums('paths', [day], '/limited'))[0]).toBeGreaterThanOrEqual(told)
    expect(await store.sums('paths', [day], '/limited')).toEqual(await store.sums('paths', ['total'], '/limited'))
    expect(await refusalOf(store)).toBe('applied')
  })
})

/** Acts as a user who owns nothing, where this one may do everything. */
async function asNobody(act: () => Promise<void>): Promise<void> {
  if (process.getuid?.() !== 0) return act()
  process.seteuid?.('nobody')
  try {
    await act()
  } finally {
    process.seteuid?.(0)
  }
}
