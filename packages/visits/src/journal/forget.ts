import { sql, type Transaction } from 'kysely'
import type { JournalTables } from './tables.ts'

const day = 86_400_000

// So many at a time that nobody waits long.
const atOnce = 10_000

/** Takes out what is older than is kept: hits, then users and labels that none is left of. */
export async function forget(
  database: Transaction<JournalTables>,
  { site, keepDays }: { site: string; keepDays: number },
): Promise<void> {
  const oldest = Date.now() - keepDays * day
  await sql`
    delete from journal_hits where id in (
      select hits.id from journal_users as users join journal_hits as hits on hits.person = users.id
      where users.site = ${site} and hits.time < ${oldest} limit ${atOnce})`.execute(database)
  // A day more, as a day is not over at the same time everywhere.
  const oldestDay = Math.floor(oldest / day) - 1
  await sql`
    delete from journal_users where site = ${site} and day < ${oldestDay}
      and not exists (select 1 from journal_hits where person = journal_users.id)`.execute(database)
  await database.deleteFrom('journal_labels').where('site', '=', site).where('day', '<', oldestDay).execute()
}
