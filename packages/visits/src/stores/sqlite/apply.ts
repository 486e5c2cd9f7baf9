import { sql, type Transaction } from 'kysely'
import { other } from '../../counting/dimension.ts'
import type { Task } from '../../database/part.ts'
import type { Answer, Batch, StoreSettings } from '../counter-store.ts'
import { today } from './days.ts'
import { forgetOldDays, forgetOldWriters } from './forgetting.ts'
import { mergeSketch } from './sketches.ts'
import type { CounterTables } from './tables.ts'
import { trim } from './trim.ts'

export interface Applying extends Pick<StoreSettings, 'site' | 'values' | 'keepDays'> {
  readonly batches: readonly Batch[]
}

/** Takes batches of different keys, all or none. */
export const apply: Task<CounterTables, Applying, Answer[]> = {
  access: 'read write',
  async run(database, { batches, ...settings }) {
    const answers: Answer[] = []
    for (const batch of batches) answers.push(await applyOne(database, settings, batch))
    return answers
  },
}

type Database = Transaction<CounterTables>

async function applyOne(database: Database, settings: Omit<Applying, 'batches'>, batch: Batch): Promise<Answer> {
  const held = await heldOf(database, settings.site, batch)
  if (held.sequence >= batch.sequence) {
    if (held.day < today()) await hold(database, held.key as number, batch.writer, held.sequence)
    return { outcome: 'already applied' }
  }
  if (held.sequence !== batch.after) return { outcome: 'behind', at: held.sequence }

  const isSketch = batch.key.dimension === 'visitors'
  const key = await addToKey(database, settings.site, batch, isSketch ? { total: 0, other: 0 } : sumsOf(batch.counts))
  if (isSketch) await mergeSketch(database, key, batch.counts)
  else await addToValues(database, key, batch.counts, settings.values)
  if (held.key === undefined) await forgetOldDays(database, settings, batch.key)
  if (held.sequence === 0) await forgetOldWriters(database, key)
  await hold(database, key, batch.writer, batch.sequence)
  return { outcome: 'applied' }
}

async function heldOf(database: Database, site: string, { key, writer }: Batch) {
  const row = await database
    .selectFrom('counter_keys as keys')
    .leftJoin('counter_writers as writers', (join) =>
      join.onRef('writers.key', '=', 'keys.id').on('writers.writer', '=', writer),
    )
    .select(['keys.id', 'writers.sequence', 'writers.day'])
    .where('site', '=', site)
    .where('dimension', '=', key.dimension)
    .where('period', '=', key.period)
    .executeTakeFirst()
  return { key: row?.id, sequence: row?.sequence ?? 0, day: row?.day ?? 0 }
}

async function addToKey(
  database: Database,
  site: string,
  { key: { dimension, period } }: Batch,
  sums: { total: number; other: number },
): Promise<number> {
  const { id } = await database
    .insertInto('counter_keys')
    .values({ site, dimension, period, ...sums })
    .onConflict((conflict) =>
      conflict.columns(['site', 'dimension', 'period']).doUpdateSet({
        total: sql`total + excluded.total`,
        other: sql`other + excluded.other`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

function sumsOf(counts: ReadonlyMap<string, number>) {
  let total = 0
  for (const count of counts.values()) total += count
  return { total, other: counts.get(other) ?? 0 }
}

async function addToValues(
  database: Database,
  key: number,
  counts: ReadonlyMap<string, number>,
  most: number,
): Promise<void> {
  const rows = [...counts].filter(([value]) => value !== other).map(([value, count]) => [value.toWellFormed(), count])
  if (rows.length === 0) return
  // One statement for any number of rows, as SQLite takes longer to read a long one than to run it.
  await sql`
    insert into counter_values (key, value, count)
    select ${key}, row.value ->> 0, row.value ->> 1 from json_each(${JSON.stringify(rows)}) as row where true
    on conflict do update set count = count + excluded.count`.execute(database)
  await trim(database, key, most)
}

async function hold(database: Database, key: number, writer: string, sequence: number): Promise<void> {
  const held = { sequence, day: today() }
  await database
    .insertInto('counter_writers')
    .values({ key, writer, ...held })
    .onConflict((conflict) => conflict.columns(['key', 'writer']).doUpdateSet(held))
    .execute()
}
