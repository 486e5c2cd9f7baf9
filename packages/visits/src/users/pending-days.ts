import type { Person } from '../classifying/person.ts'
import type { Pending } from '../database/delivering/delivery.ts'
import { mergeSpans, type Span } from './spans.ts'
import type { UserBatch, UserDay } from './write.ts'

const mostDays = 20_000
const batchDays = 1_000

/** What was seen of users and is to be written: merged by user and day, so that it grows with them and not with their hits. */
export class PendingDays implements Pending<UserBatch> {
  readonly #settings: Omit<UserBatch, 'days'>
  readonly #days = new Map<
    string,
    { name: string; hits: number; spans: Span[]; readonly id: string; readonly day: number }
  >()

  constructor(settings: Omit<UserBatch, 'days'>) {
    this.#settings = settings
  }

  get size(): number {
    return this.#days.size
  }

  get isBatch(): boolean {
    return this.#days.size >= batchDays
  }

  /** Adds a sign of a user; false where it does not fit any more. */
  add({ id, name }: Person, day: number, time: number, hits: number): boolean {
    const key = `${day} ${id}`
    const known = this.#days.get(key)
    if (known !== undefined) {
      known.name = name
      known.hits += hits
      const last = known.spans.at(-1)
      // As it is nearly always: a clock that goes on.
      if (last !== undefined && time >= last[1] && time - last[1] < this.#settings.pause)
        known.spans[known.spans.length - 1] = [last[0], time]
      else known.spans = mergeSpans([...known.spans, [time, time]], this.#settings.pause)
      return true
    }
    if (this.#days.size >= mostDays) return false
    this.#days.set(key, { id, day, name, hits, spans: [[time, time]] })
    return true
  }

  take() {
    if (this.#days.size === 0) return undefined
    const days: UserDay[] = []
    for (const [key, day] of this.#days) {
      if (days.length >= batchDays) break
      days.push(day)
      this.#days.delete(key)
    }
    return { batch: { ...this.#settings, days }, size: days.length }
  }
}
