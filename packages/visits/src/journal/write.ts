import { sql, type Transaction } from 'kysely'
import { numbered } from '../database/delivering/numbered.ts'
import type { Dialect } from '../database/dialect.ts'
import { erasedOf } from '../database/erasures.ts'
import { forget } from './forget.ts'
import type { Chosen, JournalHit } from './journal-hit.ts'
import type { JournalTables } from './tables.ts'

/** Hits, dictionary-coded: who and what are numbers in them. */
export interface JournalBatch {
  readonly site: string
  readonly keepDays: number
  /** Whether old hits are to go. */
  readonly forgets: boolean
  readonly users: readonly { readonly id: string; readonly name: string; readonly chosen: Chosen }[]
  readonly labels: readonly { readonly kind: JournalHit['kind']; readonly what: string }[]
  /** Four numbers for each hit: its user's and label's place in these lists, its time, and its status, `-1` for none. */
  readonly hits: readonly number[]
}

type Database = Transaction<JournalTables>

/** Writes hits, but for those of users who were erased since. */
export const write = numbered<JournalTables, JournalBatch>(async (database, batch, dialect) => {
  const erased = await erasedOf(
    database,
    batch.site,
    batch.users.map(({ id }) => id),
    dialect,
  )
  const until = batch.users.map(({ id }) => erased.get(id) ?? 0)
  const hits: [user: number, label: number, time: number, status: number | null][] = []
  for (let at = 0; at < batch.hits.length; at += 4) {
    const [user = 0, label = 0, time = 0, status = -1] = batch.hits.slice(at, at + 4)
    if (time > (until[user] ?? 0)) hits.push([user, label, time, status === -1 ? null : status])
  }
  if (hits.length > 0) await writeHits(database, batch, hits, dialect)
  if (batch.forgets) await forget(database, batch)
})

async function writeHits(
  database: Database,
  { site, users, labels }: JournalBatch,
  hits: readonly (readonly [user: number, label: number, time: number, status: number | null])[],
  dialect: Dialect,
): Promise<void> {
  const day = Math.floor(Date.now() / 86_400_000)
  const present = new Set(hits.map(([user]) => user))
  const written = users.filter((_, index) => present.has(index))
  const people = await sql<{ id: number; user_id: string }>`
    insert into journal_users (site, user_id, name, chosen, day)
    select ${site}, value ->> 0, value ->> 1, value ->> 2, ${sql.lit(day)}
    from ${dialect.rows(inOrder(written.map(({ id, name, chosen }) => [id, name, chosen])))} as row where true
    on conflict (site, user_id) do update set name = excluded.name, chosen = excluded.chosen, day = excluded.day
    returning id, user_id`.execute(database)
  const named = await sql<{ id: number; kind: string; what: string }>`
    insert into journal_labels (site, kind, what, day)
    select ${site}, value ->> 0, value ->> 1, ${sql.lit(day)}
    from ${dialect.rows(inOrder(labels.map(({ kind, what }) => [kind, what])))} as row where true
    on conflict (site, kind, what) do update set day = excluded.day
    returning id, kind, what`.execute(database)
  const person = new Map(people.rows.map(({ id, user_id }) => [user_id, id]))
  const label = new Map(named.rows.map(({ id, kind, what }) => [`${kind} ${what}`, id]))
  const personOf = users.map(({ id }) => person.get(id))
  const labelOf = labels.map(({ kind, what }) => label.get(`${kind} ${what}`))
  const coded = hits.map(([user, what, time, status]) => [personOf[user], labelOf[what], time, status])
  await sql`
    insert into journal_hits (person, label, time, status)
    select cast(value ->> 0 as bigint), cast(value ->> 1 as bigint), cast(value ->> 2 as bigint),
      cast(value ->> 3 as integer)
    from ${dialect.rows(coded)} as row`.execute(database)
}

// Two processes that write the same rows take them in the same order, and so never wait for each other.
const inOrder = (rows: readonly (readonly string[])[]) =>
  rows.toSorted(([a = '', b = ''], [c = '', d = '']) => (a === c ? (b < d ? -1 : 1) : a < c ? -1 : 1))
