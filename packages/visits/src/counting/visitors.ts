import type { Visitor } from '../classifying/visitor.ts'
import type { Hit } from '../hit.ts'
import { Marks } from './marks.ts'
import type { Salts } from './salts.ts'
import { place } from './sketch.ts'
import { VisitorSet } from './visitor-set.ts'

const mostWaiting = 10_000

/** Takes a visitor's place in the day's sketch. */
type Place = (day: string, register: number, rank: number) => void

/** The different visitors of each day: who they are leaves this process as a place in a sketch only. */
export class Visitors {
  readonly #salts: Salts
  readonly #take: Place
  /** Whom the salt is not known for yet. */
  readonly #waiting = new Map<string, VisitorSet>()
  /** Who has a place already, so that a visitor's further pages need none. */
  readonly #placed = new Marks()
  #placedOn = ''

  constructor(salts: Salts, take: Place) {
    this.#salts = salts
    this.#take = take
  }

  /** Counts who sent a page view. */
  add(hit: Pick<Hit, 'at' | 'visitorMark' | 'visitor'>): void {
    const { day } = hit.at
    const mark = hit.visitorMark
    if (day === this.#placedOn && this.#placed.has(mark)) return
    const { visitor } = hit
    if (visitor === undefined) return
    const salt = this.#salts.of(day)
    if (salt === undefined) {
      this.#wait(day, visitor)
      return
    }
    this.#place(day, salt, visitor)
    if (day !== this.#placedOn) this.forget()
    this.#placedOn = day
    this.#placed.add(mark)
  }

  #wait(day: string, visitor: Visitor): void {
    let waiting = this.#waiting.get(day)
    if (waiting === undefined) {
      waiting = new VisitorSet()
      this.#waiting.set(day, waiting)
    }
    waiting.add(visitor)
    if (waiting.size > mostWaiting) this.#settle(day, this.#salts.decide(day))
  }

  /** Places those whose salt is known by now, and those of days that no salt is asked for any more. */
  settle(asked: readonly string[]): void {
    for (const day of this.#waiting.keys()) {
      const salt = asked.includes(day) ? this.#salts.of(day) : this.#salts.decide(day)
      if (salt !== undefined) this.#settle(day, salt)
    }
  }

  /** Places everybody anew who comes again: a store has lost some. */
  forget(): void {
    this.#placed.clear()
  }

  #settle(day: string, salt: string): void {
    for (const visitor of this.#waiting.get(day) ?? []) this.#place(day, salt, visitor)
    this.#waiting.delete(day)
  }

  #place(day: string, salt: string, visitor: Visitor): void {
    const { register, rank } = place(`${salt}\n${visitor.network}\n${visitor.userAgent}`)
    this.#take(day, register, rank)
  }
}
