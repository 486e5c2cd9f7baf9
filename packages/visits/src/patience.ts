import { inTime, TooLate } from './in-time.ts'

const longest = 24 * 60 * 60_000

/**
 * Waits for answers, twice as long after each that was late: a client keeps what it could not send, and what is asked again
 * stands in its queue a second time. So there are a handful of copies after a day, and a lost answer costs as long again as
 * the outage took, at most.
 */
export class Patience {
  readonly #least: number
  readonly #name: string
  #now: number

  /** @param name Who is waited for, in messages. */
  constructor(least: number, name: string) {
    this.#least = least
    this.#name = name
    this.#now = least
  }

  /** The answer; fails with {@link TooLate} once patience has run out. Does not hold the process. */
  async waitFor<T>(answer: PromiseLike<T>): Promise<T> {
    try {
      const given = await inTime(answer, this.#now, this.#name, false)
      this.#now = this.#least
      return given
    } catch (error) {
      if (error instanceof TooLate) this.#now = Math.min(this.#now * 2, longest)
      throw error
    }
  }
}
