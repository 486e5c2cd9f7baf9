import type { Generated } from 'kysely'

/** The tables of experiments. Times are milliseconds since 1970. */
export interface ExperimentTables {
  /** How units were spread over variants, from when on. */
  experiment_definitions: { id: Generated<number>; site: string; experiment: string; text: string; since: number }
  /** Who was shown what, first: a unit once. */
  experiment_exposures: {
    site: string
    experiment: string
    unit: string
    variant: string
    /** The id of the user that it is known to be. */
    person: string | null
    time: number
    /** 1 where the unit was shown another variant, too. */
    crossed: number
  }
  /** When a unit reached the goal last. One that was not shown anything has its row, too: another process may yet tell of it. */
  experiment_conversions: { site: string; experiment: string; unit: string; time: number }
}
