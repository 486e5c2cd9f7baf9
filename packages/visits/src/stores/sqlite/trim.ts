import { sql, type Transaction } from 'kysely'
import type { CounterTables } from './tables.ts'

/** Folds all but the greatest counts into `(other)`, once there are more than twice as many; the sum stays. */
export async function trim(database: Transaction<CounterTables>, key: number, most: number): Promise<void> {
  const { size } = await database
    .selectFrom('counter_values')
    .select(({ fn }) => fn.countAll<number>().as('size'))
    .where('key', '=', key)
    .executeTakeFirstOrThrow()
  if (size <= 2 * most) return
  const folded = await database
    .deleteFrom('counter_values')
    .where('key', '=', key)
    .where('value', 'in', (smallest) =>
      smallest
        .selectFrom('counter_values')
        .select('value')
        .where('key', '=', key)
        .orderBy('count')
        .limit(size - most),
    )
    .returning('count')
    .execute()
  const sum = folded.reduce((all, { count }) => all + count, 0)
  await database
    .updateTable('counter_keys')
    .set({ other: sql`other + ${sum}` })
    .where('id', '=', key)
    .execute()
}
