import type { Calendar } from '../classifying/calendar.ts'
import { type Dimension, type Period, type SummedDimension, summed, total } from '../counting/dimension.ts'
import { estimate } from '../counting/sketch.ts'
import { inTime } from '../in-time.ts'
import type { CounterStore, Top } from '../stores/counter-store.ts'
import { isCount, mustBe, mustBeDays, mustBeQuery } from './must-be.ts'

/** Which days: the last ones, today among them; all there ever were unless it says. */
export interface TopQuery {
  days?: number
  /** How many values at most; 10 unless you say. */
  limit?: number
}

export interface SeriesQuery {
  /** How many days, today among them; 30 unless you say. */
  days?: number
  /** One value of the dimension, like `/rhymes/`; the sum of all unless you say. */
  value?: string
}

/** A day's count. */
export interface DayCount {
  /** Like `2026-11-27`. */
  readonly day: string
  readonly count: number
}

const deadline = 5_000
/** What a day more may take: where all of its values are alike, all of them are read. */
const deadlineOfDay = 100

/** Reads what was counted. */
export class Reader {
  readonly #store: CounterStore
  readonly #calendar: Calendar
  readonly #isPlain: boolean

  constructor(store: CounterStore, calendar: Calendar, isPlain: boolean) {
    this.#store = store
    this.#calendar = calendar
    this.#isPlain = isPlain
  }

  async top(dimension: SummedDimension, query: TopQuery = {}): Promise<Top> {
    mustBe(
      summed.includes(dimension),
      `top counts ${summed.join(', ')}; series("visitors") counts different visitors by day`,
      dimension,
    )
    mustBeQuery('top', query, ['days', 'limit'])
    const { days, limit = 10 } = query
    mustBe(isCount(limit, 100_000), 'limit must be a whole number up to 100000, like 10', limit)
    const periods = days === undefined ? [total] : this.#days(days)
    return this.#inTime(this.#store.top(dimension, periods, limit), deadline + deadlineOfDay * periods.length)
  }

  async series(dimension: Dimension, query: SeriesQuery = {}): Promise<DayCount[]> {
    mustBeQuery('series', query, ['days', 'value'])
    const { days = 30, value } = query
    const periods = this.#days(days)
    const counts = await this.#inTime(this.#counts(dimension, periods, value))
    return periods.map((day, index) => ({ day, count: counts[index] ?? 0 }))
  }

  async #counts(dimension: Dimension, days: readonly Period[], value: string | undefined): Promise<number[]> {
    if (dimension === 'visitors') return (await this.#store.sketches(days)).map(estimate)
    mustBe(summed.includes(dimension), `series counts visitors, ${summed.join(', ')}`, dimension)
    return this.#store.sums(dimension, days, value)
  }

  #days(days: number): string[] {
    if (this.#isPlain)
      throw new RangeError('keys: "plain" counts in total, not by day: leave out days, or use keys: "spread"')
    mustBeDays(days)
    return this.#calendar.daysUntil(Date.now(), days)
  }

  #inTime<T>(reading: Promise<T>, longest = deadline): Promise<T> {
    return inTime(reading, longest, this.#store.name)
  }
}
