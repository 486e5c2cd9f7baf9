import { other, type Period, type SummedDimension } from '../../counting/dimension.ts'
import type { Task } from '../../database/part.ts'
import type { Top } from '../counter-store.ts'
import type { CounterTables } from './tables.ts'

export interface AskedDimension {
  readonly site: string
  readonly dimension: SummedDimension
  readonly periods: readonly Period[]
}

/** The greatest values over some periods together. */
export const top: Task<CounterTables, AskedDimension & { readonly limit: number }, Top> = {
  access: 'read only',
  async run(database, { site, dimension, periods, limit }) {
    const keys = database
      .selectFrom('counter_keys')
      .where('site', '=', site)
      .where('dimension', '=', dimension)
      .where('period', 'in', periods)
    const rows = await database
      .selectFrom('counter_values')
      .select(({ fn }) => ['value', fn.sum<number>('count').as('count')])
      .where('key', 'in', keys.select('id'))
      .groupBy('value')
      .orderBy('count', 'desc')
      .orderBy('value')
      .limit(Math.max(limit, 0))
      .execute()
    const sums = await keys
      .select(({ fn }) => [fn.sum<number | null>('total').as('total'), fn.sum<number | null>('other').as('other')])
      .executeTakeFirstOrThrow()
    return { rows, total: sums.total ?? 0, other: sums.other ?? 0 }
  },
}

/** The sum of each period, or one value's. */
export const sums: Task<CounterTables, AskedDimension & { readonly value: string | undefined }, number[]> = {
  access: 'read only',
  async run(database, { site, dimension, periods, value }) {
    const keys = database
      .selectFrom('counter_keys')
      .select('period')
      .where('site', '=', site)
      .where('dimension', '=', dimension)
      .where('period', 'in', periods)
    const rows =
      value === undefined || value === other
        ? await keys.select(`${value === other ? 'other' : 'total'} as count`).execute()
        : await keys
            .innerJoin('counter_values', 'counter_values.key', 'counter_keys.id')
            .select('count')
            .where('value', '=', value)
            .execute()
    const counts = new Map(rows.map(({ period, count }) => [period, count]))
    return periods.map((period) => counts.get(period) ?? 0)
  },
}

/** The registers of each day's visitors. */
export const sketches: Task<CounterTables, { readonly site: string; readonly days: readonly Period[] }, Uint8Array[]> =
  {
    access: 'read only',
    async run(database, { site, days }) {
      const rows = await database
        .selectFrom('counter_keys')
        .innerJoin('counter_sketches', 'counter_sketches.key', 'counter_keys.id')
        .select(['period', 'registers'])
        .where('site', '=', site)
        .where('dimension', '=', 'visitors')
        .where('period', 'in', days)
        .execute()
      const sketches = new Map(rows.map(({ period, registers }) => [period, new Uint8Array(registers)]))
      return days.map((day) => sketches.get(day) ?? new Uint8Array())
    },
  }
