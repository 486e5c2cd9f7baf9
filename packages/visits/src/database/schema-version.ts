import { type Kysely, sql, type Transaction } from 'kysely'
import { StoreRefused } from '../stores/counter-store.ts'
import { createDeliveries } from './delivering/numbered.ts'
import type { Dialect } from './dialect.ts'
import { createErasures } from './erasures.ts'
import type { Migration, Part } from './part.ts'

interface Versions {
  analytical_schema: { part: string; version: number }
}

/**
 * Brings a part's tables to this version, in one transaction, whatever other processes begin at the same moment. Rejects with
 * a {@link StoreRefused} where they are of a newer one.
 */
export async function migrate<Tables>(database: Kysely<Tables>, part: Part<Tables>, dialect: Dialect): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await dialect.lock(transaction, 'schema', 'alone')
    await sql`create table if not exists analytical_schema (part text primary key, version integer not null)`.execute(
      transaction,
    )
    await createDeliveries(transaction)
    await createErasures(transaction)
    const version = await versionOf(transaction, part)
    refuseNewer(version, part)
    for (const migration of part.migrations.slice(version))
      await (migration as Migration)(transaction as never, dialect)
    await writeVersion(transaction, part)
  })
}

/** Refuses tables that another process has brought to a newer version since they were opened. */
export async function requireVersion<Tables>(database: Transaction<Tables>, part: Part<Tables>): Promise<void> {
  refuseNewer(await versionOf(database, part), part)
}

function refuseNewer<Tables>(version: number, { name, migrations }: Part<Tables>): void {
  if (version > migrations.length) {
    throw new StoreRefused(
      `its ${name} are of schema ${version}, and this version of @analytical/visits writes schema ${migrations.length}: ` +
        'update @analytical/visits, or give it another database',
    )
  }
}

const versions = (database: unknown) => database as Transaction<Versions>

async function versionOf<Tables>(database: Transaction<Tables>, { name }: Part<Tables>): Promise<number> {
  const row = await versions(database)
    .selectFrom('analytical_schema')
    .select('version')
    .where('part', '=', name)
    .executeTakeFirst()
  return row?.version ?? 0
}

async function writeVersion<Tables>(database: Transaction<Tables>, { name, migrations }: Part<Tables>): Promise<void> {
  const version = migrations.length
  await versions(database)
    .insertInto('analytical_schema')
    .values({ part: name, version })
    .onConflict((conflict) => conflict.column('part').doUpdateSet({ version }))
    .execute()
}
