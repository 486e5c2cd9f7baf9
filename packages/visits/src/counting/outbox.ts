import { randomUUID } from 'node:crypto'
import { Patience } from '../patience.ts'
import type { Answer, CounterStore, NumberedCounts } from '../stores/counter-store.ts'
import { Acknowledged, firstSequence } from './acknowledged.ts'
import type { Key } from './dimension.ts'
import { Tally } from './tally.ts'

/** What an outbox tells of its deliveries. */
export interface Delivery {
  /** The store took what it was given. */
  arrived(key: Key): void
  failed(key: Key, error: unknown): void
  /** The store came back older, and is given again what it lacks. */
  forgotten(key: Key): void
  /** The store came back older than what is kept here reaches. */
  lost(key: Key): void
}

/**
 * Brings the counts of one key to the store: one batch at a time, each until it is acknowledged, and again where the store has
 * forgotten it. What comes in meanwhile is merged, so that it takes no more memory the longer it waits.
 */
export class Outbox {
  readonly key: Key
  /** Its own: the same key may have another outbox later, whose numbers start anew. */
  readonly #writer = randomUUID()
  readonly #store: CounterStore
  readonly #delivery: Delivery
  readonly #pending: Tally
  readonly #acknowledged: Acknowledged
  readonly #patience: Patience
  /** Batches that the store does not hold, in order; the first is on its way. */
  #unsent: NumberedCounts[] = []
  #lastSequence = firstSequence - 1
  /** The sequence number that the store is believed to hold. */
  #held = 0
  /** Whether the store may have forgotten something, so that it is to be asked even where nothing waits. */
  #isInDoubt = false
  #running: Promise<void> | undefined

  constructor(key: Key, store: CounterStore, values: number, delivery: Delivery) {
    this.key = key
    this.#store = store
    this.#delivery = delivery
    this.#patience = new Patience(store.patience, store.name)
    this.#pending = new Tally(key.dimension, values)
    this.#acknowledged = new Acknowledged(values)
  }

  /** Nothing waits, nothing is on its way, and the store has answered when it was last asked. */
  get isIdle(): boolean {
    return this.#unsent.length === 0 && this.#pending.isEmpty && !this.isInDoubt
  }

  /** Whether the store may have forgotten something, and has not answered yet. */
  get isInDoubt(): boolean {
    return this.#isInDoubt || this.#running !== undefined
  }

  /** How many counts the store has not acknowledged. */
  get waiting(): number {
    let waiting = this.#pending.waiting
    for (const { counts } of this.#unsent) for (const count of counts.values()) waiting += count
    return waiting
  }

  add(value: string, count: number): void {
    this.#pending.add(value, count)
  }

  /** Has the store asked, at the next flush, whether it still holds what it was given. */
  doubt(): void {
    this.#isInDoubt = this.#lastSequence >= firstSequence
  }

  /** Sends what waits; resolves when all of it has arrived, or an attempt failed. Never rejects. */
  flush(): Promise<void> {
    this.#running ??= Promise.resolve().then(() => this.#deliver())
    return this.#running
  }

  async #deliver(): Promise<void> {
    try {
      let timesBack = 0
      for (let batch = this.#next(); batch !== undefined; batch = this.#next()) {
        if ((await this.#send(batch)) === 'behind') timesBack++
        if (timesBack > 1) throw new Error(`${this.#store.name} forgets what it was given at once`)
      }
    } catch (error) {
      this.doubt()
      this.#delivery.failed(this.key, error)
    } finally {
      // In the same step as it found nothing more: who comes later begins anew.
      this.#running = undefined
    }
  }

  #next(): NumberedCounts | undefined {
    const [first] = this.#unsent
    if (first !== undefined) return first
    if (!this.#pending.isEmpty) {
      this.#lastSequence++
      const batch = this.#numbered(this.#lastSequence, this.#pending.take())
      this.#unsent.push(batch)
      return batch
    }
    return this.#isInDoubt ? this.#numbered(this.#held, new Map()) : undefined
  }

  #numbered(sequence: number, counts: Map<string, number>): NumberedCounts {
    return { key: this.key, writer: this.#writer, sequence, counts }
  }

  async #send(batch: NumberedCounts): Promise<Answer['outcome']> {
    // Before it is asked: a doubt that comes meanwhile is not answered by it.
    this.#isInDoubt = false
    const answer = await this.#patience.waitFor(this.#store.apply({ ...batch, after: this.#held }))
    if (answer.outcome === 'behind') {
      this.#goBackTo(answer.at)
    } else {
      this.#held = batch.sequence
      if (batch === this.#unsent[0]) this.#acknowledged.add(this.#unsent.shift() as NumberedCounts)
    }
    this.#delivery.arrived(this.key)
    return answer.outcome
  }

  // Everything that this process still has and the store does not, in order.
  #goBackTo(at: number): void {
    this.#unsent = this.#unsent.filter((batch) => !this.#acknowledged.has(batch))
    while (this.#unsent[0] !== undefined && this.#unsent[0].sequence <= at) {
      this.#acknowledged.add(this.#unsent.shift() as NumberedCounts)
    }
    const { batches, isWhole } = this.#acknowledged.takeAfter(at)
    this.#unsent.unshift(...batches)
    this.#held = at
    this.#delivery.forgotten(this.key)
    if (!isWhole) this.#delivery.lost(this.key)
  }
}
