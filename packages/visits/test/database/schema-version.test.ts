import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { DatabaseFile } from '../../dist/database/database-file.js'
import type { Migration, Part, Task } from '../../src/database/part.ts'

interface Tables {
  notes: { text: string; stars?: number | undefined }
}

const folder = mkdtempSync(join(tmpdir(), 'visits-'))
afterAll(() => rmSync(folder, { recursive: true }))

const makeNotes: Migration = async (database) => void (await sql`create table notes (text text)`.execute(database))
const addStars: Migration = async (database) => {
  await sql`alter table notes add column stars integer not null default 1`.execute(database)
}
const fail: Migration = async (database) => {
  await sql`drop table notes`.execute(database)
  throw new Error('this migration does not work')
}

const notes = (...migrations: Migration[]): Part<Tables> => ({ name: 'notes', migrations, tasks: {} })

const write: Task<Tables, string, void> = {
  access: 'read write',
  run: async (database, text) => void (await database.insertInto('notes').values({ text }).execute()),
}
const read: Task<Tables, undefined, Tables['notes'][]> = {
  access: 'read only',
  run: (database) => database.selectFrom('notes').selectAll().execute(),
}

/** The file of a test, opened once more. */
function open(name: string): DatabaseFile {
  const file = new DatabaseFile(join(folder, name))
  onTestFinished(() => file.close())
  return file
}

describe('tables of another version', () => {
  test('older ones are brought to this one, with what they hold', async () => {
    await open('older').run(notes(makeNotes), write, 'of version 1')
    await open('older').run(notes(makeNotes, addStars), write, 'of version 2')
    expect(await open('older').run(notes(makeNotes, addStars), read, undefined)).toEqual([
      { text: 'of version 1', stars: 1 },
      { text: 'of version 2', stars: 1 },
    ])
  })

  test('a migration that fails leaves them as they were', async () => {
    await open('failing').run(notes(makeNotes), write, 'kept')
    await expect(open('failing').run(notes(makeNotes, fail), read, undefined)).rejects.toThrow('does not work')
    expect(await open('failing').run(notes(makeNotes), read, undefined)).toEqual([{ text: 'kept' }])
  })

  test('newer ones are refused, also where they became newer while the file was open', async () => {
    const file = open('newer')
    const old = notes(makeNotes)
    await file.run(old, write, 'of version 1')
    await open('newer').run(notes(makeNotes, addStars), read, undefined)
    const refusal = {
      name: 'StoreRefused',
      message: expect.stringContaining('notes are of schema 2, and this version of @analytical/visits writes schema 1'),
    }
    await expect(file.run(old, write, 'too late')).rejects.toMatchObject(refusal)
    await expect(open('newer').run(old, read, undefined)).rejects.toMatchObject(refusal)
  })
})
