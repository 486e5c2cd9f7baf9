import { sql } from 'kysely'
import type { Dialect } from '../dialect.ts'

/** SQL as SQLite writes it. */
export const sqlite: Dialect = {
  id: sql`integer primary key`,
  rows: (list) => sql`json_each(${JSON.stringify(list)})`,
  // A transaction that may write has the file to itself.
  lock: async () => {},
}
