import { sql, type Transaction } from 'kysely'
import { numbered } from '../../database/delivering/numbered.ts'
import type { Dialect } from '../../database/dialect.ts'
import { erasedOf } from '../../database/erasures.ts'
import type { Conversion, Definition, Exposure, Records } from '../recording/exposure.ts'
import { personIn } from '../visitors/units.ts'
import type { ExperimentTables } from './tables.ts'

type Database = Transaction<ExperimentTables>

/** Writes who was shown what and who reached a goal. What was recorded first stands. */
export const record = numbered<ExperimentTables, Records>(async (database, batch, dialect) => {
  const { site, definitions } = batch
  const { exposures, conversions } = await withoutErased(database, batch, dialect)
  for (const definition of definitions) await define(database, site, definition)
  if (exposures.length > 0) await expose(database, site, exposures, dialect)
  if (conversions.length > 0) await convert(database, site, conversions, dialect)
})

async function withoutErased(database: Database, { site, exposures, conversions }: Records, dialect: Dialect) {
  const people = new Set([...exposures.map(({ person }) => person), ...conversions.map(personOf)])
  people.delete(null)
  const erased = await erasedOf(database, site, [...people] as string[], dialect)
  const isLeft = (person: string | null, time: number) => (erased.get(person ?? '') ?? 0) < time
  return {
    exposures: exposures.filter(({ person, time }) => isLeft(person, time)),
    conversions: conversions.filter((conversion) => isLeft(personOf(conversion), conversion.time)),
  }
}

const personOf = ({ unit }: Conversion) => personIn(unit) ?? null

async function define(database: Database, site: string, { experiment, text, since }: Definition): Promise<void> {
  const latest = await database
    .selectFrom('experiment_definitions')
    .select('text')
    .where('site', '=', site)
    .where('experiment', '=', experiment)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (latest?.text === text) return
  await database.insertInto('experiment_definitions').values({ site, experiment, text, since }).execute()
}

// In the order of their keys, as two processes that lock the same rows in different order would wait for each other.
const ordered = <T extends { experiment: string; unit: string }>(records: readonly T[]) =>
  records.toSorted((a, b) => compare(a.experiment, b.experiment) || compare(a.unit, b.unit))

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

async function expose(database: Database, site: string, exposures: readonly Exposure[], dialect: Dialect) {
  const rows = ordered(exposures).map(({ experiment, unit, variant, person, time, crossed }) => {
    return [experiment, unit, variant, person, time, crossed ? 1 : 0]
  })
  await sql`
    insert into experiment_exposures (site, experiment, unit, variant, person, time, crossed)
    select cast(${site} as text), value ->> 0, value ->> 1, value ->> 2, value ->> 3,
      cast(value ->> 4 as bigint), cast(value ->> 5 as integer)
    from ${dialect.rows(rows)} as row where true
    on conflict (site, experiment, unit) do update set
      person = coalesce(experiment_exposures.person, excluded.person),
      crossed = case when experiment_exposures.variant <> excluded.variant or excluded.crossed = 1 then 1
        else experiment_exposures.crossed end`.execute(database)
}

async function convert(database: Database, site: string, conversions: readonly Conversion[], dialect: Dialect) {
  const rows = ordered(conversions).map(({ experiment, unit, time }) => [experiment, unit, time])
  await sql`
    insert into experiment_conversions (site, experiment, unit, time)
    select cast(${site} as text), value ->> 0, value ->> 1, cast(value ->> 2 as bigint)
    from ${dialect.rows(rows)} as row where true
    on conflict (site, experiment, unit) do update set time =
      case when experiment_conversions.time < excluded.time then excluded.time else experiment_conversions.time end`.execute(
    database,
  )
}
