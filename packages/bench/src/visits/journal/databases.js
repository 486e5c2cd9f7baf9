import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'libsql'
import pg from 'pg'

/**
 * What is measured: `option` for visits, and the database as a site would have it by hand. `insert` writes one row and waits for
 * it; `atOnce` is how many of them a site has under way.
 */

export function sqliteDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-sqlite-'))
  const file = join(folder, 'visits.sqlite')
  const database = new Sqlite(file)
  // As visits open it.
  database.pragma('journal_mode = wal')
  database.pragma('synchronous = full')
  let insert
  return {
    name: 'SQLite',
    option: { file },
    atOnce: 1,
    async run(sql) {
      database.exec(sql)
    },
    async insert(values) {
      insert ??= database.prepare('insert into by_hand values (?, ?, ?, ?)')
      insert.run(values)
    },
    async stop() {
      database.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export function postgresDatabase(url) {
  const pool = new pg.Pool({ connectionString: url })
  return {
    name: 'PostgreSQL',
    option: { postgres: url },
    atOnce: 10,
    run: (sql) => pool.query(sql),
    insert: (values) => pool.query('insert into by_hand values ($1, $2, $3, $4)', values),
    stop: () => pool.end(),
  }
}
