import { type QueryExecutorProvider, sql, type Transaction } from 'kysely'
import type { Dialect } from '../dialect.ts'
import type { Task } from '../part.ts'

/** A batch with its number: however often it is sent, it is written once. */
export interface Numbered<Batch> {
  /** One process's stream of batches, anew at each of its starts. */
  readonly writer: string
  /** 1 for the writer's first batch. */
  readonly sequence: number
  readonly batch: Batch
}

/** `already applied` where an earlier answer was lost. */
export type Delivered = 'applied' | 'already applied'

interface Deliveries {
  analytical_deliveries: { writer: string; sequence: number; day: number }
}

const writerDays = 35

export async function createDeliveries(database: QueryExecutorProvider): Promise<void> {
  await sql`create table if not exists analytical_deliveries (
    writer text primary key, sequence bigint not null, day integer not null)`.execute(database)
}

/** A task that writes each batch once: its number is stored in the same transaction. */
export function numbered<Tables, Batch>(
  write: (database: Transaction<Tables>, batch: Batch, dialect: Dialect) => Promise<unknown>,
): Task<Tables, Numbered<Batch>, Delivered> {
  return {
    access: 'read write',
    async run(database, { writer, sequence, batch }, dialect) {
      if (!(await isNew(database as unknown as Transaction<Deliveries>, writer, sequence))) return 'already applied'
      await write(database, batch, dialect)
      return 'applied'
    },
  }
}

// Where the same batch is being written at this moment, PostgreSQL waits here for what becomes of it.
async function isNew(database: Transaction<Deliveries>, writer: string, sequence: number): Promise<boolean> {
  const day = Math.floor(Date.now() / 86_400_000)
  const taken = await database
    .insertInto('analytical_deliveries')
    .values({ writer, sequence, day })
    .onConflict((conflict) =>
      conflict.column('writer').doUpdateSet({ sequence, day }).where('analytical_deliveries.sequence', '<', sequence),
    )
    .returning('sequence')
    .executeTakeFirst()
  if (taken !== undefined && sequence === 1) await forgetOldWriters(database, day)
  return taken !== undefined
}

/** Each start of a process leaves its number behind; those not heard of for 35 days go. */
async function forgetOldWriters(database: Transaction<Deliveries>, today: number): Promise<void> {
  await database
    .deleteFrom('analytical_deliveries')
    .where('day', '<', today - writerDays)
    .execute()
}
