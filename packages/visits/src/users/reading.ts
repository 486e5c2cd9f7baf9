import { sql } from 'kysely'
import type { Task } from '../database/part.ts'
import type { UserTables } from './tables.ts'
import type { Measure, UserCount } from './user-count.ts'

export interface UserQuery {
  readonly site: string
  /** Days since 1970. */
  readonly from: number
  readonly to: number
  readonly by: Measure
  readonly limit: number
  /** Milliseconds that end a visit. */
  readonly pause: number
}

/** The users of some days, those with the most of a measure first. */
export const ranked: Task<UserTables, UserQuery, UserCount[]> = {
  access: 'read only',
  async run(database, { site, from, to, by, limit, pause }) {
    // Over more than a few days the users' own order is quicker than the index of days: a plus keeps SQLite from it.
    const day = to - from > 7 ? sql`+day` : sql`day`
    // A visit over midnight is one of both days, and counts once here.
    const { rows } = await sql<UserCount>`
      select counted.*, (
        select name from user_days where site = ${site} and user_id = counted.id order by day desc limit 1) as name
      from (
        select user_id as id, sum(hits) as hits,
          sum(visits - case when before_at > first_at - ${sql.lit(pause)} then 1 else 0 end) as visits,
          sum(minutes) as minutes, count(*) as days, max(last_at) as "lastSeen"
        from (
          select user_id, hits, visits, minutes, first_at, last_at,
            lag(last_at) over (partition by user_id order by day) as before_at
          from user_days where site = ${site} and ${day} between ${sql.lit(from)} and ${sql.lit(to)}) as seen
        group by user_id
        order by ${sql.ref(by)} desc, id limit ${sql.lit(limit)}) as counted
      order by ${sql.ref(by)} desc, id`.execute(database)
    return rows
  },
}

/** A day of a user, as an export has it. */
export interface ExportedDay {
  /** Like `2026-11-27`. */
  readonly day: string
  readonly name: string
  readonly hits: number
  /** From the first request of each visit to its last, in milliseconds since 1970. */
  readonly visits: readonly (readonly [start: number, end: number])[]
}

/** All that is kept of one user. */
export const exported: Task<UserTables, { site: string; id: string }, ExportedDay[]> = {
  access: 'read only',
  async run(database, { site, id }) {
    const rows = await database
      .selectFrom('user_days')
      .select(['day', 'name', 'hits', 'spans'])
      .where('site', '=', site)
      .where('user_id', '=', id)
      .orderBy('day')
      .execute()
    return rows.map(({ day, name, hits, spans }) => ({
      day: new Date(day * 86_400_000).toISOString().slice(0, 10),
      name,
      hits,
      visits: JSON.parse(spans),
    }))
  },
}
