import type { SummedDimension } from './dimension.ts'

const mostValues = 10_000

/** What the hits of one day have added since the last flush: counted once here, for the day and the total together. */
export class Fresh {
  readonly day: string
  readonly #counts = new Map<SummedDimension, Map<string, { count: number }>>()
  #values = 0

  constructor(day: string) {
    this.day = day
  }

  /** As many different values as may be held: it is to be handed over. */
  get isFull(): boolean {
    return this.#values >= mostValues
  }

  add(dimension: SummedDimension, value: string): void {
    let values = this.#counts.get(dimension)
    if (values === undefined) {
      values = new Map()
      this.#counts.set(dimension, values)
    }
    const counted = values.get(value)
    if (counted === undefined) {
      values.set(value, { count: 1 })
      this.#values++
    } else counted.count++
  }

  /** By dimension, each value with its count. */
  get counts(): Iterable<[SummedDimension, ReadonlyMap<string, { readonly count: number }>]> {
    return this.#counts
  }
}
