import type { Transaction } from 'kysely'
import { type Key, total } from '../../counting/dimension.ts'
import type { StoreSettings } from '../counter-store.ts'
import { daysBefore, today } from './days.ts'
import type { CounterTables } from './tables.ts'

// So many at a time that nobody waits long, and that a shorter `keepDays` is through in a few days.
const atOnce = 20
const writerDays = 35

/** When a dimension's first count of a new day comes, its oldest days go. */
export async function forgetOldDays(
  database: Transaction<CounterTables>,
  { site, keepDays }: Pick<StoreSettings, 'site' | 'keepDays'>,
  { dimension, period }: Key,
): Promise<void> {
  if (period === total) return
  await database
    .deleteFrom('counter_keys')
    .where('id', 'in', (old) =>
      old
        .selectFrom('counter_keys')
        .select('id')
        .where('site', '=', site)
        .where('dimension', '=', dimension)
        .where('period', '<', daysBefore(period, keepDays))
        .orderBy('period')
        .limit(atOnce),
    )
    .execute()
}

/** Each start of a process leaves its sequence number behind; those not heard of for 35 days go. */
export async function forgetOldWriters(database: Transaction<CounterTables>, key: number): Promise<void> {
  await database
    .deleteFrom('counter_writers')
    .where('key', '=', key)
    .where('day', '<', today() - writerDays)
    .execute()
}
