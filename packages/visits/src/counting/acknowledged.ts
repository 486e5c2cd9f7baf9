import type { NumberedCounts } from '../stores/counter-store.ts'
import { mergeInto, merging } from './merge.ts'
import { trim } from './trim.ts'

/** The most values of a batch. */
export const batchValues = 2_000
const ringValues = 10_000

/**
 * What the store has of one key, kept to be given again to a store that came back older: the last batches as they were, the
 * ones before merged, as only an empty store can take them.
 */
export class Acknowledged {
  readonly #ring: NumberedCounts[] = []
  #ringSize = 0
  readonly #older = new Map<string, number>()
  /** The last batch that was merged into what is older. */
  #lastOlder: Omit<NumberedCounts, 'counts'> | undefined
  readonly #values: number

  constructor(values: number) {
    this.#values = values
  }

  add(batch: NumberedCounts): void {
    this.#ring.push(batch)
    this.#ringSize += batch.counts.size
    while (this.#ringSize > ringValues && this.#ring.length > 1) {
      const oldest = this.#ring.shift() as NumberedCounts
      this.#ringSize -= oldest.counts.size
      mergeInto(this.#older, oldest.counts, merging(oldest.key.dimension))
      if (oldest.key.dimension !== 'visitors') trim(this.#older, this.#values)
      this.#lastOlder = { key: oldest.key, writer: oldest.writer, sequence: oldest.sequence }
    }
  }

  /**
   * Takes out what a store does not hold that has come up to a sequence number, in order. `isWhole` is false where some of it
   * is merged with what the store has, and cannot be told from it any more.
   */
  takeAfter(at: number): { batches: NumberedCounts[]; isWhole: boolean } {
    const kept = this.#ring.findIndex(({ sequence }) => sequence > at)
    const batches = kept === -1 ? [] : this.#ring.splice(kept)
    for (const { counts } of batches) this.#ringSize -= counts.size
    if (this.#lastOlder === undefined || at >= this.#lastOlder.sequence) return { batches, isWhole: true }
    if (at > 0) return { batches, isWhole: false }
    return { batches: [...this.#takeOlder(this.#lastOlder), ...batches], isWhole: true }
  }

  // There were at least as many batches as their values fill now, so that the numbers up to the last one's suffice.
  #takeOlder({ key, writer, sequence: last }: Omit<NumberedCounts, 'counts'>): NumberedCounts[] {
    const all = [...this.#older]
    const chunks = Math.ceil(all.length / batchValues)
    const batches = Array.from({ length: chunks }, (_, index) => ({
      key,
      writer,
      sequence: index === chunks - 1 ? last : index + 1,
      counts: new Map(all.slice(index * batchValues, (index + 1) * batchValues)),
    }))
    this.#older.clear()
    this.#lastOlder = undefined
    return batches
  }
}
