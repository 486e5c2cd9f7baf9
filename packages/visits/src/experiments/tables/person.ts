import { noteErasure } from '../../database/erasures.ts'
import type { Task } from '../../database/part.ts'
import { userUnit } from '../visitors/units.ts'
import type { ExperimentTables } from './tables.ts'

export interface AskedPerson {
  readonly site: string
  /** The user’s id. */
  readonly person: string
}

/** What one user was shown. */
export interface ShownToPerson {
  readonly experiment: string
  readonly variant: string
  /** When first, in milliseconds since 1970. */
  readonly shownAt: number
  /** When the goal was reached last; null for never. */
  readonly reachedAt: number | null
}

/** Everything that experiments keep of a user. */
export const exportPerson: Task<ExperimentTables, AskedPerson, ShownToPerson[]> = {
  access: 'read only',
  async run(database, { site, person }) {
    const rows = await database
      .selectFrom('experiment_exposures as shown')
      .leftJoin('experiment_conversions as reached', (join) =>
        join
          .onRef('reached.site', '=', 'shown.site')
          .onRef('reached.experiment', '=', 'shown.experiment')
          .on((on) =>
            on.or([on('reached.unit', '=', on.ref('shown.unit')), on('reached.unit', '=', userUnit(person))]),
          ),
      )
      .select(({ fn }) => [
        'shown.experiment',
        'shown.variant',
        'shown.time as shownAt',
        fn.max<number | null>('reached.time').as('reachedAt'),
      ])
      .where('shown.site', '=', site)
      .where('shown.person', '=', person)
      .groupBy(['shown.experiment', 'shown.unit', 'shown.variant', 'shown.time'])
      .orderBy('shown.time')
      .execute()
    return rows.map(({ experiment, variant, shownAt, reachedAt }) => {
      return { experiment, variant, shownAt: Number(shownAt), reachedAt: reachedAt && Number(reachedAt) }
    })
  },
}

/** Deletes everything that experiments keep of a user. */
export const erasePerson: Task<ExperimentTables, AskedPerson & { readonly until: number }, number> = {
  access: 'read write',
  async run(database, { site, person, until }, dialect) {
    await noteErasure(database, site, person, until, dialect)
    const own = database
      .selectFrom('experiment_exposures')
      .select('unit')
      .where('site', '=', site)
      .where('person', '=', person)
    await database
      .deleteFrom('experiment_conversions')
      .where('site', '=', site)
      .where(({ or, eb }) => or([eb('unit', '=', userUnit(person)), eb('unit', 'in', own)]))
      .execute()
    const { numDeletedRows } = await database
      .deleteFrom('experiment_exposures')
      .where('site', '=', site)
      .where('person', '=', person)
      .executeTakeFirstOrThrow()
    return Number(numDeletedRows)
  },
}
