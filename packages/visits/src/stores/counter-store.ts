import type { Key, Period, SummedDimension } from '../counting/dimension.ts'

/**
 * Counts of one key that a process hands over. Their identity is `writer` and `sequence`, for good: however often they are
 * sent, they are counted once.
 */
export interface NumberedCounts {
  readonly key: Key
  /** One process's counts of this key, anew at each of its starts. */
  readonly writer: string
  /** Greater than that of the writer's batch of this key before it. */
  readonly sequence: number
  /**
   * Value to number, at most 2,000. For a summed dimension the number is added to what the store has; `(other)` is for what
   * is not kept apart. For `visitors` the value is a register of the sketch (`0` to `16383`), and the greater number stays.
   * Empty to ask whether the store still holds `sequence`.
   */
  readonly counts: ReadonlyMap<string, number>
}

/** Counts as they are sent. */
export interface Batch extends NumberedCounts {
  /** The sequence number that the store must hold of this writer and key; 0 for none. That of the batch before, but after a loss. */
  readonly after: number
}

/**
 * What became of a batch: it is in the store now, it was there already (an earlier reply was lost), or the store holds only
 * what came up to `at` (it came back older, 0 for empty) and has taken nothing.
 */
export type Answer =
  | { readonly outcome: 'applied' | 'already applied' }
  | { readonly outcome: 'behind'; readonly at: number }

/** A value of a dimension with its count. */
export interface Row {
  readonly value: string
  readonly count: number
}

/** The values of a dimension, greatest first, then by their text. */
export interface Top {
  readonly rows: readonly Row[]
  /** The counts of values that were too rare to be kept apart. */
  readonly other: number
  /** All counts: those of `rows`, of values beyond the limit, and `other`. */
  readonly total: number
}

/** What a store is opened with. */
export interface StoreSettings {
  /** Tells the sites in one store apart. */
  readonly site: string
  readonly keys: 'spread' | 'plain'
  /** How many values of a key are kept: beyond twice as many the smallest are folded into `(other)`. */
  readonly values: number
  /** Days after which a day's counts may go. */
  readonly keepDays: number
  /** Takes one warning in plain words. */
  readonly warn: (message: string) => void
}

/**
 * Where counts are kept. Each of its promises may hang or reject as it likes: who calls has deadlines, and sends a batch again.
 *
 * A store opens itself when first asked, and again after a failure. One that holds data of a newer schema rejects everything
 * with a {@link StoreRefused} that names both versions.
 */
export interface CounterStore {
  /** Its name in messages, like `Redis`. */
  readonly name: string
  /** The milliseconds that its answer to counts is waited for: longer where it lives in this process and has to start. */
  readonly patience: number
  /**
   * Takes a batch, whole or not at all, in one atomic step with the writer's sequence number for the key:
   *
   * - holds `sequence` or a later one: `already applied`
   * - holds something else than `after`: `behind`, with what it holds
   * - else the counts and `sequence` are stored: `applied`
   *
   * Batches of different keys come at once, in one tick; those of one key one after another.
   */
  apply(batch: Batch): Promise<Answer>
  /** The greatest values over some periods together. */
  top(dimension: SummedDimension, periods: readonly Period[], limit: number): Promise<Top>
  /** The sum of each period, or one value's. */
  sums(dimension: SummedDimension, periods: readonly Period[], value?: string): Promise<number[]>
  /** The registers of each day's visitors, 16,384 bytes; fewer where the last ones are zero. */
  sketches(days: readonly Period[]): Promise<Uint8Array[]>
  /** The day's salt: the candidate that came first, forgotten two days later. */
  salt(day: Period, candidate: string): Promise<string>
  /** Ends what the store itself has opened; a client that was handed in stays open. */
  close(): Promise<void>
}

/** The store holds what this version cannot write to; asking again does not help until somebody has replaced it. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused'
}
