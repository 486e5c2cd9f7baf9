import { other, type SummedDimension, summed } from './dimension.ts'

const mostValues = 10_000

/** What the hits of one day have added since the last flush: counted once here, for the day and the total together. */
export class Fresh {
  readonly day: string
  readonly #counts = Object.fromEntries(summed.map((dimension) => [dimension, new Map()])) as Record<
    SummedDimension,
    Map<string, { count: number }>
  >
  #values = 0

  constructor(day: string) {
    this.day = day
  }

  /** As many different values as may be held: it is to be handed over. */
  get isFull(): boolean {
    return this.#values >= mostValues
  }

  add(dimension: SummedDimension, value: string): void {
    const values = this.#counts[dimension]
    const counted = values.get(value)
    if (counted !== undefined) counted.count++
    // Where the site or a visitor has this word, it is not what is folded.
    else if (value === other) this.add(dimension, 'other')
    else {
      values.set(value, { count: 1 })
      this.#values++
    }
  }

  /** By dimension, each value with its count. */
  get counts(): Iterable<[SummedDimension, ReadonlyMap<string, { readonly count: number }>]> {
    return Object.entries(this.#counts) as [SummedDimension, Map<string, { count: number }>][]
  }
}
