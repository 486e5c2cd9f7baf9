import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { Delivery } from '../../dist/database/delivering/delivery.js'
import { numbered } from '../../dist/database/delivering/numbered.js'
import { Problems } from '../../dist/problems.js'
import type { Numbered } from '../../src/database/delivering/numbered.ts'
import type { Engine } from '../../src/database/engine.ts'
import type { Migration, Part, Task } from '../../src/database/part.ts'

/** A real database to test. */
export interface TestedDatabase {
  /** Opens the database of a test once more. */
  open(name: string): Promise<Engine>
  close(): Promise<void>
}

interface Tables {
  notes: { id: number; text: string; stars?: number | undefined }
}

const makeNotes: Migration = async (database, dialect) => {
  await sql`create table notes (id ${dialect.id}, text text)`.execute(database)
}
const addStars: Migration = async (database) => {
  await sql`alter table notes add column stars integer not null default 1`.execute(database)
}
const fail: Migration = async (database) => {
  await sql`drop table notes`.execute(database)
  throw new Error('this migration does not work')
}

const notes = (...migrations: Migration[]): Part<Tables> => ({ name: 'notes', migrations, tasks: {} })

const write: Task<Tables, readonly string[], void> = {
  access: 'read write',
  run: async (database, texts, dialect) => {
    await sql`insert into notes (text) select value ->> 0 from ${dialect.rows(texts.map((text) => [text]))} as row`.execute(
      database,
    )
  },
}
const read: Task<Tables, undefined, Tables['notes'][]> = {
  access: 'read only',
  run: (database) => database.selectFrom('notes').selectAll().orderBy('id').execute(),
}
const writeOnce = numbered(write.run) as Task<Tables, Numbered<readonly string[]>, string>

/** What every database must hold to. */
export function databaseSuite(name: string, start: () => Promise<TestedDatabase>): void {
  describe(`a database in ${name}`, () => {
    let tested: TestedDatabase
    beforeAll(async () => {
      tested = await start()
    })
    afterAll(() => tested.close())

    async function open(database: string): Promise<Engine> {
      const engine = await tested.open(database)
      onTestFinished(() => engine.close())
      return engine
    }
    const textsOf = async (engine: Engine, part = notes(makeNotes)) =>
      (await engine.run(part, read, undefined)).map(({ text }) => text)

    test('tables of an older version are brought to this one, with what they hold', async () => {
      await (await open('older')).run(notes(makeNotes), write, ['of version 1'])
      await (await open('older')).run(notes(makeNotes, addStars), write, ['of version 2'])
      expect(await (await open('older')).run(notes(makeNotes, addStars), read, undefined)).toEqual([
        { id: 1, text: 'of version 1', stars: 1 },
        { id: 2, text: 'of version 2', stars: 1 },
      ])
    })

    test('a migration that fails leaves them as they were', async () => {
      await (await open('failing')).run(notes(makeNotes), write, ['kept'])
      await expect((await open('failing')).run(notes(makeNotes, fail), read, undefined)).rejects.toThrow('not work')
      expect(await textsOf(await open('failing'))).toEqual(['kept'])
    })

    test('newer ones are refused, also where they became newer while the database was open', async () => {
      const engine = await open('newer')
      const old = notes(makeNotes)
      await engine.run(old, write, ['of version 1'])
      await (await open('newer')).run(notes(makeNotes, addStars), read, undefined)
      const refusal = {
        name: 'StoreRefused',
        message: expect.stringContaining(
          'notes are of schema 2, and this version of @analytical/visits writes schema 1',
        ),
      }
      await expect(engine.run(old, write, ['too late'])).rejects.toMatchObject(refusal)
      await expect((await open('newer')).run(old, read, undefined)).rejects.toMatchObject(refusal)
    })

    test('a list of any length and any text arrives whole', async () => {
      const engine = await open('long')
      const odd = ['', ' ', "' or 1=1 --", '{"a":1}', '日本/🎈', '\\u0041', '%s', '\n', 'x'.repeat(10_000)]
      const texts = [...odd, ...Array.from({ length: 5_000 }, (_, index) => `${index}`)]
      await engine.run(notes(makeNotes), write, texts)
      expect(await textsOf(engine)).toEqual(texts)
    })

    test('a batch that is sent again is written once', async () => {
      const engine = await open('once')
      const another = await open('once')
      const send = (from: Engine, sequence: number, ...batch: string[]) =>
        from.run(notes(makeNotes), writeOnce, { writer: 'writer', sequence, batch })
      expect(await send(engine, 1, 'first')).toBe('applied')
      expect(await send(engine, 1, 'first')).toBe('already applied')
      expect(await send(another, 2, 'second')).toBe('applied')
      expect(await send(another, 1, 'first')).toBe('already applied')
      expect(await textsOf(engine)).toEqual(['first', 'second'])
    })

    test('a batch that fails leaves no number behind: it can be sent again', async () => {
      const engine = await open('half')
      const half = numbered<Tables, string>(async (database, text) => {
        await database.insertInto('notes').values({ id: 1, text }).execute()
        throw new Error('the second half fails')
      })
      const part = notes(makeNotes)
      const batch = { writer: 'writer', sequence: 1 }
      await expect(engine.run(part, half, { ...batch, batch: 'half' })).rejects.toThrow('second half')
      await engine.failed(new Error('the second half fails'))
      expect(await engine.run(part, writeOnce, { ...batch, batch: ['whole'] })).toBe('applied')
      expect(await textsOf(engine)).toEqual(['whole'])
    })

    test('a delivery sends what fails again, under its number, and what comes in meanwhile after it', async () => {
      const engine = await open('delivery')
      const waiting: string[] = ['one', 'two']
      const answers = ['lost', 'away', 'there', 'there']
      const told: string[] = []
      const problems = new Problems((error) => told.push(error.message))
      const delivery = new Delivery<string[]>({
        what: 'notes',
        database: { name, patience: 10_000 },
        problems,
        flushEvery: 60_000,
        pending: {
          get size() {
            return waiting.length
          },
          take: () => (waiting.length === 0 ? undefined : { batch: waiting.splice(0, 2), size: 2 }),
        },
        async send(batch) {
          const answer = answers.shift()
          if (answer === 'away') throw new Error('it is away')
          const outcome = await engine.run(notes(makeNotes), writeOnce, batch)
          if (answer === 'lost') throw new Error('the answer got lost')
          return outcome as never
        },
      })
      await delivery.flush()
      waiting.push('three', 'four')
      expect(delivery.waiting).toBe(4)
      expect(problems.list).toEqual([`notes wait here, ${name} takes none now: the answer got lost`])
      await delivery.flush()
      await Promise.all([delivery.flush(), delivery.flush()])
      expect(delivery.waiting).toBe(0)
      expect(problems.list).toEqual([])
      expect(told).toHaveLength(1)
      expect(await textsOf(engine)).toEqual(['one', 'two', 'three', 'four'])
    })
  })
}
