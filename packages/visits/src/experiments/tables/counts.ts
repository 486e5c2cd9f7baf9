import { sql } from 'kysely'
import type { Task } from '../../database/part.ts'
import type { ExperimentTables } from './tables.ts'

export interface AskedExperiment {
  readonly site: string
  readonly experiment: string
}

/** What was recorded of an experiment. */
export interface Recorded {
  /** Since when its units are spread as they are now; undefined before the first was shown anything. */
  readonly since: number | undefined
  /** Since when it runs at all. */
  readonly began: number | undefined
  /** A visitor is one user, or one browser that nobody is known to have signed in with. */
  readonly groups: readonly {
    readonly variant: string
    /** Was shown another variant, too. */
    readonly crossed: boolean
    /** Was first shown it before the last change. */
    readonly before: boolean
    readonly units: number
    readonly conversions: number
  }[]
}

type Row = { variant: string; crossed: number; before_change: number; units: number; conversions: number }

/** Counts visitors by what they were shown, and of them who reached the goal afterwards. */
export const counts: Task<ExperimentTables, AskedExperiment, Recorded> = {
  access: 'read only',
  async run(database, { site, experiment }) {
    const definitions = await database
      .selectFrom('experiment_definitions')
      .select('since')
      .where('site', '=', site)
      .where('experiment', '=', experiment)
      .orderBy('id')
      .execute()
    const [began, since] = [definitions.at(0)?.since, definitions.at(-1)?.since].map((time) => time && Number(time))
    const { rows } = await sql<Row>`
      with shown as (
        select coalesce('user:' || person, unit) as visitor, unit, variant, time, crossed
        from experiment_exposures where site = ${site} and experiment = ${experiment}
      ), visitors as (
        select visitor, min(time) as shown_at, min(variant) as variant,
          case when min(variant) <> max(variant) or max(crossed) = 1 then 1 else 0 end as crossed
        from shown group by visitor
      ), reached as (
        select shown.visitor, max(conversions.time) as reached_at
        from shown join experiment_conversions as conversions
          on conversions.site = ${site} and conversions.experiment = ${experiment}
          and conversions.unit in (shown.unit, shown.visitor)
        group by shown.visitor
      ), told as (
        select variant, crossed, case when shown_at < cast(${since ?? 0} as bigint) then 1 else 0 end as before_change,
          case when reached_at >= shown_at then 1 else 0 end as converted
        from visitors left join reached on reached.visitor = visitors.visitor
      )
      select variant, crossed, before_change, count(*) as units, sum(converted) as conversions
      from told group by variant, crossed, before_change order by variant, crossed, before_change`.execute(database)
    return {
      since,
      began,
      groups: rows.map(({ variant, crossed, before_change, units, conversions }) => ({
        variant,
        crossed: Number(crossed) === 1,
        before: Number(before_change) === 1,
        units: Number(units),
        conversions: Number(conversions),
      })),
    }
  },
}
