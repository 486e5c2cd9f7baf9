import { sql } from 'kysely'
import type { Migration } from '../../database/part.ts'

/** The history of the counters' tables. */
export const migrations: readonly Migration[] = [
  async (database) => {
    const statements = [
      sql`create table counter_keys (
        id integer primary key, site text not null, dimension text not null, period text not null,
        total integer not null, other integer not null, unique (site, dimension, period)) strict`,
      sql`create table counter_values (
        key integer not null references counter_keys on delete cascade, value text not null, count integer not null,
        primary key (key, value)) strict, without rowid`,
      sql`create table counter_writers (
        key integer not null references counter_keys on delete cascade, writer text not null, sequence integer not null,
        day integer not null, primary key (key, writer)) strict, without rowid`,
      sql`create table counter_sketches (
        key integer primary key references counter_keys on delete cascade, registers blob not null) strict`,
      sql`create table counter_salts (
        site text not null, day text not null, salt text not null, primary key (site, day)) strict, without rowid`,
    ]
    for (const statement of statements) await statement.execute(database)
  },
]
