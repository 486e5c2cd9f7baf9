import type { LivePerson, Presence } from './presence.ts'

/** Somebody who looks at who is here; false where it was not taken, as the one before is still on its way. */
type Watcher = (presence: Presence) => boolean

/** Tells those who look, each as fast as it reads: what one misses is counted, and nothing is kept for it. */
export class Watchers {
  readonly #watchers = new Map<Watcher, { skipped: number; text: string }>()
  readonly #endings = new Map<Watcher, () => void>()

  get isEmpty(): boolean {
    return this.#watchers.size === 0
  }

  /** @param ended Called when nobody is to look any more. Returns what takes the watcher away. */
  add(watcher: Watcher, ended: () => void): () => void {
    this.#watchers.set(watcher, { skipped: 0, text: '' })
    this.#endings.set(watcher, ended)
    return () => {
      this.#watchers.delete(watcher)
      this.#endings.delete(watcher)
    }
  }

  /** Tells everybody for whom something has changed. */
  tell(people: readonly LivePerson[]): void {
    const text = JSON.stringify(people)
    for (const [watcher, state] of this.#watchers) {
      if (state.text === text) continue
      const isTaken = watcher({ people, skipped: state.skipped })
      if (!this.#watchers.has(watcher)) continue
      this.#watchers.set(watcher, isTaken ? { skipped: 0, text } : { skipped: state.skipped + 1, text: state.text })
    }
  }

  end(): void {
    for (const ended of [...this.#endings.values()]) ended()
  }
}
