import type { Transaction } from 'kysely'
import { registers } from '../../counting/sketch.ts'
import type { CounterTables } from './tables.ts'

/** Raises registers of a sketch; a lower rank changes nothing. */
export async function mergeSketch(
  database: Transaction<CounterTables>,
  key: number,
  ranks: ReadonlyMap<string, number>,
): Promise<void> {
  const kept = await database
    .selectFrom('counter_sketches')
    .select('registers')
    .where('key', '=', key)
    .executeTakeFirst()
  const sketch = new Uint8Array(registers)
  if (kept !== undefined) sketch.set(new Uint8Array(kept.registers))
  for (const [register, rank] of ranks) {
    const index = Number(register)
    sketch[index] = Math.max(sketch[index] ?? 0, rank)
  }
  await database
    .insertInto('counter_sketches')
    .values({ key, registers: sketch })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ registers: sketch }))
    .execute()
}
