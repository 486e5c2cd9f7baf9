import type { Transaction } from 'kysely'
import { type Key, type Period, total } from '../../counting/dimension.ts'
import type { StoreSettings } from '../counter-store.ts'
import { daysBefore, today } from './days.ts'
import type { CounterTables } from './tables.ts'

// So many at a time that nobody waits long, and that a shorter `keepDays` is through in a few days.
const atOnce = 20
const writerDays = 35

/**
 * When a dimension's first count of a new day comes, its oldest days go: by the day that came before it, as a day of its own may be
 * a clock's that is far ahead for a moment.
 */
export async function forgetOldDays(
  database: Transaction<CounterTables>,
  { site, keepDays }: Pick<StoreSettings, 'site' | 'keepDays'>,
  { dimension, period }: Key,
): Promise<void> {
  if (period === total) return
  const { before } = await database
    .selectFrom('counter_keys')
    .select(({ fn }) => fn.max<Period | null>('period').as('before'))
    .where('site', '=', site)
    .where('dimension', '=', dimension)
    .where('period', '<', period)
    .executeTakeFirstOrThrow()
  if (before === null) return
  await database
    .deleteFrom('counter_keys')
    .where('id', 'in', (old) =>
      old
        .selectFrom('counter_keys')
        .select('id')
        .where('site', '=', site)
        .where('dimension', '=', dimension)
        .where('period', '<', daysBefore(before, keepDays - 1))
        .orderBy('period')
        .limit(atOnce),
    )
    .execute()
}

/**
 * Each start of a process leaves its sequence number behind; those not heard of for 35 days go. Who is heard of last says what
 * day it is, where the clock is ahead of that: without its number a process that runs would bring again what is counted.
 */
export async function forgetOldWriters(database: Transaction<CounterTables>, key: number): Promise<void> {
  const { heard } = await database
    .selectFrom('counter_writers')
    .select(({ fn }) => fn.max<number | null>('day').as('heard'))
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (heard === null) return
  await database
    .deleteFrom('counter_writers')
    .where('key', '=', key)
    .where('day', '<', Math.min(heard, today()) - writerDays)
    .execute()
}
