import { createHash } from 'node:crypto'
import { type QueryExecutorProvider, sql, type Transaction } from 'kysely'
import type { Dialect } from './dialect.ts'

interface Erasures {
  analytical_erasures: { site: string; person: string; until: number }
}

const kept = 35 * 86_400_000

/** Who has been erased: what other processes still hold of them is not written any more. */
export async function createErasures(database: QueryExecutorProvider): Promise<void> {
  await sql`create table if not exists analytical_erasures (
    site text not null, person text not null, until bigint not null, primary key (site, person))`.execute(database)
}

/** Notes that everything of a user up to this moment, in milliseconds, is erased. Nothing is written until this is done. */
export async function noteErasure<Tables>(
  database: Transaction<Tables>,
  site: string,
  user: string,
  until: number,
  dialect: Dialect,
): Promise<void> {
  await dialect.lock(database, 'erasing', 'alone')
  const table = database as unknown as Transaction<Erasures>
  await table
    .deleteFrom('analytical_erasures')
    .where('until', '<', until - kept)
    .execute()
  await table
    .insertInto('analytical_erasures')
    .values({ site, person: hashOf(user), until })
    .onConflict((conflict) => conflict.columns(['site', 'person']).doUpdateSet({ until }))
    .execute()
}

/**
 * Tells what was erased, to be asked before anything of users is written: until when, in milliseconds, for each user of whom
 * something was; others are not in it.
 */
export async function erasedOf<Tables>(
  database: Transaction<Tables>,
  site: string,
  users: readonly string[],
  dialect: Dialect,
): Promise<ReadonlyMap<string, number>> {
  await dialect.lock(database, 'erasing', 'shared')
  const rows = await (database as unknown as Transaction<Erasures>)
    .selectFrom('analytical_erasures')
    .select(['person', 'until'])
    .where('site', '=', site)
    .execute()
  if (rows.length === 0) return new Map()
  const until = new Map(rows.map((row) => [row.person, row.until]))
  return new Map(users.map((user) => [user, until.get(hashOf(user)) ?? 0] as const).filter(([, time]) => time > 0))
}

// Of somebody who asked to be forgotten no name is kept.
const hashOf = (user: string) => createHash('sha256').update(user).digest('base64url')
