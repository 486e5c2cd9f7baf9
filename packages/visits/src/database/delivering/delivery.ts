import { randomUUID } from 'node:crypto'
import { Patience } from '../../patience.ts'
import { messageOf, type Problems } from '../../problems.ts'
import { StoreRefused } from '../../stores/counter-store.ts'
import type { Database } from '../database.ts'
import type { Delivered, Numbered } from './numbered.ts'

/** What waits in the process for its delivery, within a bound of its own. */
export interface Pending<Batch> {
  /** How much waits, in what is told of it: hits, say. */
  readonly size: number
  /** Whether it is as much as one transaction writes: it does not wait any longer then. */
  readonly isBatch?: boolean
  /** Takes out what one transaction is to write; undefined where nothing waits. */
  take(): { readonly batch: Batch; readonly size: number } | undefined
}

interface DeliveryOptions<Batch> {
  /** What is delivered, in messages, like `hits of the journal`. */
  readonly what: string
  readonly database: Pick<Database, 'name' | 'patience'>
  readonly pending: Pending<Batch>
  readonly problems: Problems
  /** Milliseconds from one flush to the next. */
  readonly flushEvery: number
  /** Calls the task that {@link numbered} made. */
  send(batch: Numbered<Batch>): Promise<Delivered>
}

/**
 * Brings what waits to a database about once a second: one batch at a time, each with its number until it is written, so that
 * one whose answer was lost is sent again and not written twice.
 */
export class Delivery<Batch> {
  readonly #options: DeliveryOptions<Batch>
  readonly #writer = randomUUID()
  readonly #patience: Patience
  #unsent: { readonly numbered: Numbered<Batch>; readonly size: number } | undefined
  #sequence = 0
  #lost = 0
  #isRefused = false
  #isFailing = false
  #running: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(options: DeliveryOptions<Batch>) {
    this.#options = options
    const { database } = options
    this.#patience = new Patience(database.patience, database.name)
  }

  /** How much is not known to be written. */
  get waiting(): number {
    return this.#options.pending.size + (this.#unsent?.size ?? 0)
  }

  /** Whether the database said no for good. */
  get isRefused(): boolean {
    return this.#isRefused
  }

  get what(): string {
    return this.#options.what
  }

  get storeName(): string {
    return this.#options.database.name
  }

  /** Something waits: it is flushed from time to time from now on, and at once where it is much. */
  wake(): void {
    if (this.#options.pending.isBatch && !this.#isFailing) void this.flush()
    this.#timer ??= setInterval(() => void this.flush(), this.#options.flushEvery).unref()
  }

  /** So much did not fit any more: it is counted and told. */
  lose(count = 1): void {
    const { what, database, problems } = this.#options
    this.#lost += count
    problems.happened(
      `lost ${what}`,
      `${database.name} was away for too long: ${this.#lost} ${what} did not fit and are lost`,
    )
  }

  /** Sends what waits; resolves when all of it is written, or an attempt failed. Never rejects. */
  flush(): Promise<void> {
    this.#running ??= Promise.resolve().then(() => this.#deliver())
    return this.#running
  }

  /** Ends the timer. */
  stop(): void {
    clearInterval(this.#timer)
  }

  async #deliver(): Promise<void> {
    const { what, database, problems, send } = this.#options
    try {
      for (let next = this.#next(); next !== undefined; next = this.#next()) {
        await this.#patience.waitFor(send(next.numbered))
        this.#unsent = undefined
        this.#isFailing = false
        this.#isRefused = false
        problems.clear(`waiting ${what}`)
      }
    } catch (error) {
      this.#isFailing = true
      this.#isRefused ||= error instanceof StoreRefused
      problems.raise(
        `waiting ${what}`,
        `${what} wait here, ${database.name} takes none now: ${messageOf(error)}`,
        error,
      )
    } finally {
      // In the same step as it found nothing more: who comes later begins anew.
      this.#running = undefined
    }
  }

  #next() {
    if (this.#unsent !== undefined) return this.#unsent
    const taken = this.#options.pending.take()
    if (taken === undefined) return undefined
    this.#sequence++
    const numbered = { writer: this.#writer, sequence: this.#sequence, batch: taken.batch }
    this.#unsent = { numbered, size: taken.size }
    return this.#unsent
  }
}
