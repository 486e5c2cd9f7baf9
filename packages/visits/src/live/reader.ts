import type { Presence } from './presence.ts'
import type { Watchers } from './watchers.ts'

type Result = IteratorResult<Presence, void>

const over: Result = { done: true, value: undefined }

/** Reads who is here, again with each change, until it is returned or the watchers end. A slow reader gets what waits for it, then the newest. */
export class Reader implements AsyncIterableIterator<Presence, void> {
  readonly #remove: () => void
  #next: Presence | undefined
  #asked: ((result: Result) => void)[] = []
  #isOver = false

  constructor(watchers: Watchers) {
    this.#remove = watchers.add(
      (presence) => this.#take(presence),
      () => this.#end(),
    )
  }

  async next(): Promise<Result> {
    if (this.#isOver) return over
    const value = this.#next
    if (value === undefined) return new Promise((resolve) => this.#asked.push(resolve))
    this.#next = undefined
    return { done: false, value }
  }

  async return(): Promise<Result> {
    this.#end()
    return over
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #take(presence: Presence): boolean {
    const asked = this.#asked.shift()
    if (asked !== undefined) asked({ done: false, value: presence })
    else if (this.#next === undefined) this.#next = presence
    else return false
    return true
  }

  #end(): void {
    this.#isOver = true
    this.#remove()
    for (const asked of this.#asked.splice(0)) asked(over)
  }
}
