import { sql } from 'kysely'
import type { Migration } from '../database/part.ts'

/** The history of the users' tables. */
export const migrations: readonly Migration[] = [
  async (database) => {
    await sql`create table user_days (
      site text not null, user_id text not null, day integer not null, name text not null, hits bigint not null,
      visits integer not null, minutes integer not null, first_at bigint not null, last_at bigint not null,
      spans text not null, primary key (site, user_id, day))`.execute(database)
    await sql`create index user_days_by_day on user_days (site, day)`.execute(database)
  },
]
