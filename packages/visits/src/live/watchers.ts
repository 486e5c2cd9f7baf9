import type { LivePerson, Presence } from './presence.ts'

/** Somebody who looks at who is here; false where it was not taken, as the one before is still on its way. */
type Watcher = (presence: Presence) => boolean

/** What a watcher has got last, what it did not take since then, and how many changes it has missed before that. */
interface Progress {
  readonly taken: string
  readonly refused: string | undefined
  readonly skipped: number
}

/** Tells those who look, each as fast as it reads: what one misses is counted, and nothing is kept for it. */
export class Watchers {
  readonly #watchers = new Map<Watcher, Progress>()
  readonly #endings = new Map<Watcher, () => void>()
  #isEnded = false

  /** Whether nobody is to look any more. */
  get isEnded(): boolean {
    return this.#isEnded
  }

  get isEmpty(): boolean {
    return this.#watchers.size === 0
  }

  /** @param ended Called when nobody is to look any more, which may be soon. Returns what takes the watcher away. */
  add(watcher: Watcher, ended: () => void): () => void {
    this.#watchers.set(watcher, { taken: '', refused: undefined, skipped: 0 })
    this.#endings.set(watcher, ended)
    // Not at once: who looks has to know first how to be taken away.
    if (this.#isEnded) queueMicrotask(ended)
    return () => {
      this.#watchers.delete(watcher)
      this.#endings.delete(watcher)
    }
  }

  /** Tells everybody for whom something has changed. */
  tell(people: readonly LivePerson[]): void {
    const text = JSON.stringify(people)
    for (const [watcher, { taken, refused, skipped: before }] of this.#watchers) {
      if (taken === text) continue
      const skipped = refused === undefined || refused === text ? before : before + 1
      const isTaken = watcher({ people, skipped })
      if (!this.#watchers.has(watcher)) continue
      this.#watchers.set(
        watcher,
        isTaken ? { taken: text, refused: undefined, skipped: 0 } : { taken, refused: text, skipped },
      )
    }
  }

  end(): void {
    this.#isEnded = true
    for (const ended of [...this.#endings.values()]) ended()
  }
}
