import { resolve } from 'node:path'
import { inWords, isPlain } from '../in-words.ts'
import { Database } from './database.ts'
import type { Place, PostgresPlace } from './place.ts'

/** An SQLite file that the site's processes on one machine share. */
export interface SqliteFile {
  /** Its path; made where there is none. Beside it SQLite keeps two more, `-wal` and `-shm`. Default: `visits.sqlite`. */
  readonly file?: string
}

/** What users, journal and experiments may be kept in: an SQLite file, or PostgreSQL by `pg`. */
export type DatabaseOption = SqliteFile | PostgresPlace

export const isSqliteFile = (value: unknown): value is SqliteFile =>
  isPlain(value) && problemsOfFile('', value).length === 0

/** What is wrong with what names an SQLite file, a sentence each. */
export function problemsOfFile(subject: string, place: object): string[] {
  return Object.entries(place).flatMap(([name, value]) => {
    if (name !== 'file') return [`${subject}.${name} is no part of it: there is file`]
    if (typeof value === 'string' && value !== '') return []
    return [`${subject}.file must be a path, like "visits.sqlite" (got ${inWords(value)})`]
  })
}

export const isDatabase = (value: unknown): value is DatabaseOption => isSqliteFile(value) || isPostgresPlace(value)

/** What the option `database` must be, with an example. */
export const databaseRule =
  'a file, like { file: "visits.sqlite" }, or PostgreSQL, like { postgres: "postgres://site:password@localhost/site" } or ' +
  "{ postgres: { host: 'localhost', database: 'site' } }, as plain data without functions"

/** The databases of one site: the same file is one database, whoever opens it. */
export class Databases {
  readonly #opened = new Map<string, Database>()

  open(option: DatabaseOption): Database {
    const place = placeOf(option)
    const key = JSON.stringify(place)
    const database = this.#opened.get(key) ?? new Database(place)
    this.#opened.set(key, database)
    return database
  }
}

function placeOf(option: DatabaseOption): Place {
  return 'postgres' in option ? option : { file: resolve(option.file ?? 'visits.sqlite') }
}

function isPostgresPlace(value: unknown): value is PostgresPlace {
  if (!isPlain(value) || Object.keys(value).join() !== 'postgres') return false
  const { postgres } = value as { postgres: unknown }
  if (typeof postgres === 'string') return /^postgres(?:ql)?:\/\//.test(postgres) && URL.canParse(postgres)
  return isPlain(postgres) && travels(postgres)
}

// It goes to another thread, where functions cannot.
function travels(value: unknown): boolean {
  try {
    structuredClone(value)
    return true
  } catch {
    return false
  }
}
