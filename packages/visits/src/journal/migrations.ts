import { sql } from 'kysely'
import type { Migration } from '../database/part.ts'

/** The history of the journal's tables. */
export const migrations: readonly Migration[] = [
  async (database, { id }) => {
    const statements = [
      sql`create table journal_users (
        id ${id}, site text not null, user_id text not null, name text not null, chosen text not null,
        day integer not null, unique (site, user_id))`,
      sql`create table journal_labels (
        id ${id}, site text not null, kind text not null, what text not null, day integer not null,
        unique (site, kind, what))`,
      sql`create table journal_hits (
        id ${id}, person bigint not null references journal_users on delete cascade, label bigint not null,
        time bigint not null, status integer)`,
      // All that a report reads of a hit: it need not look for each in its place among those of others.
      sql`create index journal_hits_by_person on journal_hits (person, time, id, label, status)`,
    ]
    for (const statement of statements) await statement.execute(database)
  },
]
