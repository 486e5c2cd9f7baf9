import type { Transaction } from 'kysely'
import type { Task } from '../database/part.ts'
import type { Chosen, JournalHit } from './journal-hit.ts'
import type { JournalTables } from './tables.ts'

type Database = Transaction<JournalTables>

/** Whose hits, and from when until when: milliseconds since 1970, the end not among them. */
export interface HitsQuery {
  readonly site: string
  /** The users' ids, or why they are followed. */
  readonly users: readonly string[] | Chosen
  readonly from: number
  readonly until: number
}

/** A user of the journal, and what they did, by time and in the order it came in. */
export interface UserHits {
  readonly id: string
  readonly name: string
  readonly chosen: Chosen
  readonly hits: readonly JournalHit[]
}

// Of so many users the hits are in memory at a time.
const usersAtOnce = 50

/** Reads hits user by user, from within a task. Users without hits in that time come too. */
export async function* hitsByUser(database: Database, query: HitsQuery): AsyncGenerator<UserHits> {
  const users = await usersOf(database, query)
  const labels = new Map<number, Label>()
  for (let at = 0; at < users.length; at += usersAtOnce) {
    const some = users.slice(at, at + usersAtOnce)
    const rows = await database
      .selectFrom('journal_hits')
      .select(['person', 'label', 'time', 'status'])
      .where(
        'person',
        'in',
        some.map(({ id }) => id),
      )
      .where('time', '>=', query.from)
      .where('time', '<', query.until)
      .orderBy('person')
      .orderBy('time')
      .orderBy('id')
      .execute()
    await learn(database, labels, rows)
    const hits = new Map<number, JournalHit[]>(some.map(({ id }) => [id, []]))
    for (const row of rows) hits.get(row.person)?.push(hitOf(row, labels))
    for (const { id, user_id, name, chosen } of some) yield { id: user_id, name, chosen, hits: hits.get(id) ?? [] }
  }
}

/** The last hits of a user in some time, oldest first. */
export const timeline: Task<
  JournalTables,
  { site: string; id: string; from: number; until: number; limit: number },
  JournalHit[]
> = {
  access: 'read only',
  async run(database, { site, id, from, until, limit }) {
    const rows = await database
      .selectFrom('journal_hits as hits')
      .innerJoin('journal_users as users', 'users.id', 'hits.person')
      .select(['hits.label', 'hits.time', 'hits.status'])
      .where('users.site', '=', site)
      .where('users.user_id', '=', id)
      .where('hits.time', '>=', from)
      .where('hits.time', '<', until)
      .orderBy('hits.time', 'desc')
      .orderBy('hits.id', 'desc')
      .limit(limit)
      .execute()
    const labels = new Map<number, Label>()
    await learn(database, labels, rows)
    return rows.reverse().map((row) => hitOf(row, labels))
  },
}

/** The place of a hit in a user's, for what comes after it. */
export interface HitPlace {
  readonly time: number
  readonly id: number
}

// The site's thread takes some milliseconds for so many.
const pageHits = 5_000

/** All hits of a user, a page at a time, oldest first; `next` is undefined at the end. */
export const page: Task<
  JournalTables,
  { site: string; id: string; after: HitPlace | undefined },
  { hits: JournalHit[]; next: HitPlace | undefined }
> = {
  access: 'read only',
  async run(database, { site, id, after = { time: Number.MIN_SAFE_INTEGER, id: 0 } }) {
    const rows = await database
      .selectFrom('journal_hits as hits')
      .innerJoin('journal_users as users', 'users.id', 'hits.person')
      .select(['hits.id', 'hits.label', 'hits.time', 'hits.status'])
      .where('users.site', '=', site)
      .where('users.user_id', '=', id)
      .where(({ eb, refTuple, tuple }) => eb(refTuple('hits.time', 'hits.id'), '>', tuple(after.time, after.id)))
      .orderBy('hits.time')
      .orderBy('hits.id')
      .limit(pageHits)
      .execute()
    const labels = new Map<number, Label>()
    await learn(database, labels, rows)
    const last = rows.length < pageHits ? undefined : rows.at(-1)
    return { hits: rows.map((row) => hitOf(row, labels)), next: last && { time: last.time, id: last.id } }
  },
}

type Label = Pick<JournalHit, 'kind' | 'what'>
type HitRow = Pick<JournalTables['journal_hits'], 'label' | 'time' | 'status'>

const unknown: Label = { kind: 'request', what: '(forgotten)' }

const hitOf = ({ time, label, status }: HitRow, labels: ReadonlyMap<number, Label>): JournalHit => ({
  time,
  ...(labels.get(label) ?? unknown),
  status: status ?? undefined,
})

function usersOf(database: Database, { site, users }: HitsQuery) {
  const all = database.selectFrom('journal_users').select(['id', 'user_id', 'name', 'chosen']).where('site', '=', site)
  const some = typeof users === 'string' ? all.where('chosen', '=', users) : all.where('user_id', 'in', [...users, ''])
  return some.orderBy('id').execute()
}

/** Reads the labels that are not known yet: a few for any number of hits. */
async function learn(database: Database, labels: Map<number, Label>, rows: readonly HitRow[]): Promise<void> {
  const missing = [...new Set(rows.map(({ label }) => label))].filter((label) => !labels.has(label))
  for (let at = 0; at < missing.length; at += 1_000) {
    const found = await database
      .selectFrom('journal_labels')
      .select(['id', 'kind', 'what'])
      .where('id', 'in', missing.slice(at, at + 1_000))
      .execute()
    for (const { id, kind, what } of found) labels.set(id, { kind, what })
  }
}
