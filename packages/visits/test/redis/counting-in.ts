import { createVisits, type Visits, type VisitsOptions } from '../../src/index.ts'
import { until } from '../until.ts'
import type { Connected } from './clients.ts'

/** Visits over a client, and the sums that its store must have in the end. */
export class Counting {
  readonly visits: Visits
  readonly errors: string[] = []
  readonly #sent = new Map<string, number>()
  readonly #connected: Connected

  constructor(connected: Connected, options: Partial<VisitsOptions> = {}) {
    this.#connected = connected
    const onError = ({ message }: Error) => this.errors.push(message)
    this.visits = createVisits({ store: connected.client, flushEvery: 20, onError, ...options })
  }

  /** So many events, of seven names. */
  events(count: number): void {
    for (let index = 0; index < count; index++) this.#event(`event ${index % 7}`)
  }

  /** So many events, each of a name of its own. */
  names(count: number): void {
    for (let index = 0; index < count; index++) this.#event(`name ${this.#sent.size}`)
  }

  #event(name: string): void {
    this.visits.event(name)
    this.#sent.set(name, (this.#sent.get(name) ?? 0) + 1)
  }

  /** What was sent, as `top` has it. */
  get sent(): Record<string, number> {
    return Object.fromEntries(this.#sent)
  }

  /** What the store holds, with the total and the sum of this day beside it, which must be the same. */
  async held(): Promise<Record<string, number>> {
    const limit = 100_000
    const [all, today] = await Promise.all([
      this.visits.top('events', { limit }),
      this.visits.top('events', { limit, days: 1 }),
    ])
    const counts = (rows: typeof all.rows) => Object.fromEntries(rows.map(({ value, count }) => [value, count]))
    const sum = all.rows.reduce((sum, { count }) => sum + count, all.other)
    if (all.total !== sum) throw new Error(`the total is ${all.total}, the sum of its rows ${sum}`)
    const held = counts(all.rows)
    for (const { value, count } of today.rows) {
      if (held[value] !== count) throw new Error(`${value} is ${count} today, and not so in total`)
    }
    return held
  }

  /** Until the store has answered to all. */
  async settled(): Promise<void> {
    await until('the store has everything', async () => {
      await this.visits.flush()
      return !this.visits.problems.some((problem) => problem.includes('they wait here'))
    })
  }

  async end(): Promise<void> {
    await this.visits.stop({ deadline: 100 })
    this.#connected.end()
  }
}
