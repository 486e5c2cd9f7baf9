import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'libsql'
import pg from 'pg'

/**
 * What is measured: `options` for visits, and the database as a site would have it by hand. `insert` writes one row and waits for
 * it; `atOnce` is how many of them a site has under way.
 */

export function sqliteDatabase() {
  const { store, remove } = countersFile()
  const database = new Sqlite(store.file)
  // As visits open it.
  database.pragma('journal_mode = wal')
  database.pragma('synchronous = full')
  let insert
  return {
    name: 'SQLite',
    options: { store },
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
      remove()
    },
  }
}

export function postgresDatabase(url) {
  const { store, remove } = countersFile()
  const pool = new pg.Pool({ connectionString: url })
  return {
    name: 'PostgreSQL',
    options: { store, database: { postgres: url } },
    atOnce: 10,
    run: (sql) => pool.query(sql),
    insert: (values) => pool.query('insert into by_hand values ($1, $2, $3, $4)', values),
    async stop() {
      await pool.end()
      remove()
    },
  }
}

function countersFile() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-visits-'))
  return { store: { file: join(folder, 'visits.sqlite') }, remove: () => rmSync(folder, { recursive: true }) }
}
