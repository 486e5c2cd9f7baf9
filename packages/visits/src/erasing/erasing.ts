import { userIdOf } from '../classifying/person.ts'
import { inTime } from '../in-time.ts'
import { mustBe } from '../reading/must-be.ts'
import type { Keeper } from './keeper.ts'

const deadline = 120_000

/** What all keepers have of one user, by their names. */
type Kept<Keepers> = {
  readonly [Name in keyof Keepers]: Keepers[Name] extends Keeper<infer Entry> ? readonly Entry[] : never
}

/** Takes a user out of all that keeps something of users, and gives it out. */
export class Erasing<Keepers extends Readonly<Record<string, Keeper>>> {
  readonly #keepers: Keepers

  constructor(keepers: Keepers) {
    this.#keepers = keepers
  }

  /** How much each keeper had; 0 where it had nothing. */
  async erase(user: string | number): Promise<{ readonly [Name in keyof Keepers]: number }> {
    const id = idOf(user)
    return this.#each((keeper) => keeper.erase(id))
  }

  /** All that each keeper has. */
  async export(user: string | number): Promise<Kept<Keepers>> {
    const id = idOf(user)
    return this.#each((keeper) => keeper.export(id))
  }

  async #each<Answers>(ask: (keeper: Keeper) => Promise<unknown>): Promise<Answers> {
    const all = Object.entries(this.#keepers).map(async ([name, keeper]) => [name, await ask(keeper)])
    return Object.fromEntries(await inTime(Promise.all(all), deadline, 'what is kept of users'))
  }
}

function idOf(user: unknown): string {
  const id = userIdOf(user)
  mustBe(id !== undefined, 'a user is named by id, like "jeff" or 17', user)
  return id as string
}
