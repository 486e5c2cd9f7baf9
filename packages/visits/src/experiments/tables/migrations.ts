import { sql } from 'kysely'
import { createDeliveries } from '../../database/delivering/numbered.ts'
import { createErasures } from '../../database/erasures.ts'
import type { Migration } from '../../database/part.ts'

/** The history of the experiments’ tables. */
export const migrations: readonly Migration[] = [
  async (database, dialect) => {
    await createDeliveries(database)
    await createErasures(database)
    const statements = [
      sql`create table experiment_definitions (
        id ${dialect.id}, site text not null, experiment text not null, text text not null, since bigint not null)`,
      sql`create index experiment_definitions_latest on experiment_definitions (site, experiment, id)`,
      sql`create table experiment_exposures (
        site text not null, experiment text not null, unit text not null, variant text not null, person text,
        time bigint not null, crossed integer not null, primary key (site, experiment, unit))`,
      sql`create index experiment_exposures_person on experiment_exposures (site, person)`,
      sql`create table experiment_conversions (
        site text not null, experiment text not null, unit text not null, time bigint not null,
        primary key (site, experiment, unit))`,
      sql`create index experiment_conversions_unit on experiment_conversions (site, unit)`,
    ]
    for (const statement of statements) await statement.execute(database)
  },
]
