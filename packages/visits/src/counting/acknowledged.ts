import type { NumberedCounts } from '../stores/counter-store.ts'
import { mergeInto, merging } from './merge.ts'
import { trim } from './trim.ts'

/** The most values of a batch. */
export const batchValues = 2_000
const ringValues = 10_000

/** The number of a writer's first batch: those below are for what is merged, that an empty store is given before all else. */
export const firstSequence = 1_000_000_000

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
  /** The number of the first of the pieces that what is older is given in, as long as these are the same. */
  #firstPiece: number | undefined
  #nextPiece = 1
  readonly #values: number

  constructor(values: number) {
    this.#values = values
  }

  /** Whether a batch is merged into what is older, or a piece of that. */
  has({ sequence }: NumberedCounts): boolean {
    return this.#lastOlder !== undefined && sequence <= this.#lastOlder.sequence
  }

  add(batch: NumberedCounts): void {
    if (this.has(batch)) return
    this.#ring.push(batch)
    this.#ringSize += batch.counts.size
    while (this.#ringSize > ringValues && this.#ring.length > 1) this.#merge(this.#ring.shift() as NumberedCounts)
  }

  #merge({ counts, ...oldest }: NumberedCounts): void {
    this.#ringSize -= counts.size
    mergeInto(this.#older, counts, merging(oldest.key.dimension))
    if (oldest.key.dimension !== 'visitors') trim(this.#older, this.#values)
    this.#lastOlder = oldest
    this.#firstPiece = undefined
  }

  /**
   * What a store does not hold that has come up to a sequence number, in order; the batches of it are taken out. `isWhole` is
   * false where some of it is merged with what the store has, and cannot be told from it any more.
   */
  takeAfter(at: number): { batches: NumberedCounts[]; isWhole: boolean } {
    const kept = this.#ring.findIndex(({ sequence }) => sequence > at)
    const batches = kept === -1 ? [] : this.#ring.splice(kept)
    for (const { counts } of batches) this.#ringSize -= counts.size
    if (this.#lastOlder === undefined || at >= this.#lastOlder.sequence) return { batches, isWhole: true }
    const pieces = this.#piecesAfter(at, this.#lastOlder)
    return { batches: [...(pieces ?? []), ...batches], isWhole: pieces !== undefined }
  }

  /** What is older in pieces; undefined where the store holds some of it already, and not as pieces that are the same now. */
  #piecesAfter(at: number, { key, writer, sequence: last }: Omit<NumberedCounts, 'counts'>) {
    const count = Math.ceil(this.#older.size / batchValues)
    if (at === 0 && this.#firstPiece === undefined) {
      this.#firstPiece = this.#nextPiece
      this.#nextPiece += count
    }
    const first = this.#firstPiece
    if (first === undefined || (at > 0 && (at < first || at >= first + count))) return undefined
    const all = [...this.#older]
    const pieces = Array.from({ length: count }, (_, index): NumberedCounts => {
      const counts = new Map(all.slice(index * batchValues, (index + 1) * batchValues))
      return { key, writer, sequence: index === count - 1 ? last : first + index, counts }
    })
    return pieces.filter(({ sequence }) => sequence > at)
  }
}
