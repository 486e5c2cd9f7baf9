import { sql, type Transaction } from 'kysely'
import { numbered } from '../database/delivering/numbered.ts'
import type { Dialect } from '../database/dialect.ts'
import { erasedOf } from '../database/erasures.ts'
import { mergeSpans, minutesOf, type Span } from './spans.ts'
import type { UserTables } from './tables.ts'

/** What one process has seen of users since its last batch; a user and day once. */
export interface UserBatch {
  readonly site: string
  readonly keepDays: number
  /** Milliseconds that end a visit. */
  readonly pause: number
  readonly days: readonly UserDay[]
}

export interface UserDay {
  readonly id: string
  readonly name: string
  /** Days since 1970, in the site's time zone. */
  readonly day: number
  readonly hits: number
  readonly spans: readonly Span[]
}

type Database = Transaction<UserTables>

/** Adds to what the database has of these days. */
export const write = numbered<UserTables, UserBatch>(async (database, batch, dialect) => {
  const erased = await erasedOf(database, batch.site, [...new Set(batch.days.map(({ id }) => id))], dialect)
  const days = batch.days
    .filter(({ id, spans }) => (erased.get(id) ?? 0) < Math.min(...spans.map(([start]) => start)))
    // Two processes that write the same users take them in the same order, and so never wait for each other.
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.day - b.day))
  if (days.length > 0) await addTo(database, batch, days, dialect)
  await forget(database, batch)
})

async function addTo(database: Database, { site, pause }: UserBatch, days: readonly UserDay[], dialect: Dialect) {
  // Takes the rows for this transaction, and tells which visits they hold.
  const { rows } = await sql<{ user_id: string; day: number; spans: string }>`
    insert into user_days (site, user_id, day, name, hits, visits, minutes, first_at, last_at, spans)
    select ${site}, value ->> 0, cast(value ->> 1 as integer), value ->> 2, cast(value ->> 3 as bigint), 0, 0, 0, 0, '[]'
    from ${dialect.rows(days.map(({ id, day, name, hits }) => [id, day, name, hits]))} as row where true
    on conflict (site, user_id, day) do update set hits = user_days.hits + excluded.hits, name = excluded.name
    returning user_id, day, spans`.execute(database)
  const held = new Map(rows.map(({ user_id, day, spans }) => [`${day} ${user_id}`, JSON.parse(spans) as Span[]]))
  const merged = days.map(({ id, day, spans }) => {
    const all = mergeSpans([...(held.get(`${day} ${id}`) ?? []), ...spans], pause)
    return [id, day, all.length, minutesOf(all), all[0]?.[0], all.at(-1)?.[1], JSON.stringify(all)]
  })
  await sql`
    update user_days set
      visits = cast(value ->> 2 as integer), minutes = cast(value ->> 3 as integer),
      first_at = cast(value ->> 4 as bigint), last_at = cast(value ->> 5 as bigint), spans = value ->> 6
    from ${dialect.rows(merged)} as row
    where site = ${site} and user_id = value ->> 0 and day = cast(value ->> 1 as integer)`.execute(database)
}

// So many at a time that nobody waits long.
const atOnce = 1_000

async function forget(database: Database, { site, keepDays }: UserBatch): Promise<void> {
  const oldest = Math.floor(Date.now() / 86_400_000) - keepDays
  await sql`
    delete from user_days where (site, user_id, day) in (
      select site, user_id, day from user_days where site = ${site} and day < ${oldest} limit ${atOnce})`.execute(
    database,
  )
}
