import type { Person } from '../classifying/person.ts'
import type { Pending } from '../database/delivering/delivery.ts'
import type { Chosen, JournalHit } from './journal-hit.ts'
import type { JournalBatch } from './write.ts'

const mostHits = 20_000
const batchHits = 5_000
const forgetEvery = 60_000

/** Hits that are to be written, dictionary-coded as they come in, in batches. */
export class PendingHits implements Pending<JournalBatch> {
  readonly #settings: Pick<JournalBatch, 'site' | 'keepDays'>
  readonly #batches: Coded[] = []
  #size = 0
  #forgot = Number.NEGATIVE_INFINITY

  constructor(settings: Pick<JournalBatch, 'site' | 'keepDays'>) {
    this.#settings = settings
  }

  get size(): number {
    return this.#size
  }

  get isBatch(): boolean {
    return this.#size >= batchHits
  }

  /** Adds a hit; false where it does not fit any more. */
  add(person: Person, chosen: Chosen, { kind, what, time, status }: JournalHit): boolean {
    if (this.#size >= mostHits) return false
    let batch = this.#batches.at(-1)
    if (batch === undefined || batch.size >= batchHits) {
      batch = new Coded()
      this.#batches.push(batch)
    }
    batch.add(person, chosen, { kind, what, time, status })
    this.#size++
    return true
  }

  take() {
    const next = this.#batches.shift()
    if (next === undefined) return undefined
    this.#size -= next.size
    const now = performance.now()
    const forgets = now - this.#forgot > forgetEvery
    if (forgets) this.#forgot = now
    return { batch: { ...this.#settings, ...next.coded, forgets }, size: next.size }
  }
}

class Coded {
  readonly #users = new Map<string, { readonly index: number; readonly user: JournalBatch['users'][number] }>()
  readonly #labels = new Map<string, { readonly index: number; readonly label: JournalBatch['labels'][number] }>()
  readonly #hits: number[] = []

  get size(): number {
    return this.#hits.length / 4
  }

  get coded(): Pick<JournalBatch, 'users' | 'labels' | 'hits'> {
    return {
      users: [...this.#users.values()].map(({ user }) => user),
      labels: [...this.#labels.values()].map(({ label }) => label),
      hits: this.#hits,
    }
  }

  add({ id, name }: Person, chosen: Chosen, { kind, what, time, status = -1 }: JournalHit): void {
    this.#hits.push(this.#userAt(id, name, chosen), this.#labelAt(kind, what), time, status)
  }

  #userAt(id: string, name: string, chosen: Chosen): number {
    const known = this.#users.get(id)
    const index = known?.index ?? this.#users.size
    // As the user is called now.
    if (known?.user.name !== name || known.user.chosen !== chosen)
      this.#users.set(id, { index, user: { id, name, chosen } })
    return index
  }

  #labelAt(kind: JournalHit['kind'], what: string): number {
    const key = `${kind} ${what}`
    const known = this.#labels.get(key)
    if (known !== undefined) return known.index
    const index = this.#labels.size
    this.#labels.set(key, { index, label: { kind, what } })
    return index
  }
}
