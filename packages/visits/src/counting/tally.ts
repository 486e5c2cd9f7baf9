import { batchValues } from './acknowledged.ts'
import type { Dimension } from './dimension.ts'
import { merging } from './merge.ts'
import { trim } from './trim.ts'

/** Counts of one key that are not in a batch yet: as many entries as there are different values, however many the requests. */
export class Tally {
  #counts = new Map<string, number>()
  readonly #values: number
  readonly #merged: (a: number, b: number) => number
  readonly #isSummed: boolean

  constructor(dimension: Dimension, values: number) {
    this.#values = values
    this.#merged = merging(dimension)
    this.#isSummed = dimension !== 'visitors'
  }

  get isEmpty(): boolean {
    return this.#counts.size === 0
  }

  /** The sum of what waits; the number of registers for visitors. */
  get waiting(): number {
    if (!this.#isSummed) return this.#counts.size
    let sum = 0
    for (const count of this.#counts.values()) sum += count
    return sum
  }

  add(value: string, count: number): void {
    this.#counts.set(value, this.#merged(this.#counts.get(value) ?? 0, count))
    if (this.#isSummed) trim(this.#counts, this.#values)
  }

  /** Takes out as many values as one batch may have. */
  take(): Map<string, number> {
    if (this.#counts.size <= batchValues) {
      const all = this.#counts
      this.#counts = new Map()
      return all
    }
    const taken = new Map<string, number>()
    for (const [value, count] of this.#counts) {
      if (taken.size === batchValues) break
      taken.set(value, count)
      this.#counts.delete(value)
    }
    return taken
  }
}
