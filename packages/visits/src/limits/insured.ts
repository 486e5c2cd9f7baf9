import { inTime } from '../in-time.ts'
import { messageOf, type Problems } from '../problems.ts'
import { MemoryWindows } from './memory.ts'
import type { SharedWindows, Window, WindowKey } from './windows.ts'

const deadline = 50
const mostWindows = 50_000
const leastRest = 1_000
const longestRest = 60_000

/** Counts in the store; in this process's memory where there is none, or where it does not answer in time. */
export class InsuredWindows {
  readonly #shared: SharedWindows | undefined
  readonly #problems: Problems
  readonly #memory = new MemoryWindows(mostWindows)
  /** Until when the store is not asked: what a client cannot send it keeps, one copy for each time it is asked. */
  #restsUntil = 0
  #rest = leastRest

  constructor(shared: SharedWindows | undefined, problems: Problems) {
    this.#shared = shared
    this.#problems = problems
  }

  /** Adds a request to its window, within the deadline. Never rejects. */
  async add(key: WindowKey): Promise<Window> {
    const shared = await this.#ask(key)
    return shared === undefined ? this.#memory.add(key) : this.#memory.align(key, shared)
  }

  async #ask(key: WindowKey): Promise<Window | undefined> {
    const store = this.#shared
    if (store === undefined || performance.now() < this.#restsUntil) return undefined
    const answer = store.add(key)
    // Also where it comes too late: the store is back then.
    answer.then(this.#isBack, () => {})
    try {
      return await inTime(answer, deadline, store.name)
    } catch (error) {
      this.#isAway(store.name, error)
      return undefined
    }
  }

  readonly #isBack = () => {
    this.#restsUntil = 0
    this.#rest = leastRest
    this.#problems.clear('limits')
  }

  #isAway(name: string, error: unknown): void {
    if (performance.now() >= this.#restsUntil) {
      this.#restsUntil = performance.now() + this.#rest
      this.#rest = Math.min(this.#rest * 2, longestRest)
    }
    const message = `${name} is not asked about limits now, each process decides for itself: ${messageOf(error)}`
    this.#problems.raise('limits', message, error)
  }
}
