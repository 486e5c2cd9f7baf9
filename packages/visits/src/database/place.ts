/** An SQLite file, by its whole path. */
interface FilePlace {
  readonly file: string
}

/** A PostgreSQL database: an address like `postgres://site:secret@db.example/site`, or plain data as `pg` takes it. */
export interface PostgresPlace {
  readonly postgres: string | PostgresConfig
}

/** How to reach a PostgreSQL database: these fields, and any other of `pg`'s configuration that is plain data. */
export interface PostgresConfig {
  readonly connectionString?: string
  readonly host?: string
  readonly port?: number
  readonly database?: string
  readonly user?: string
  readonly password?: string
  readonly ssl?: boolean | Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

/** Where a database is. It travels to the thread that works on it. */
export type Place = FilePlace | PostgresPlace

export const isPostgres = (place: Place): place is PostgresPlace => 'postgres' in place
