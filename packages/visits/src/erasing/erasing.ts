import { userIdOf } from '../classifying/person.ts'
import { inTime } from '../in-time.ts'
import { mustBe } from '../reading/must-be.ts'
import type { Keeper } from './keeper.ts'

const deadline = 120_000

/** Takes a user out of all that keeps something of users, and gives it out. */
export class Erasing {
  readonly #keepers: readonly Keeper[]

  constructor(keepers: readonly Keeper[]) {
    this.#keepers = keepers
  }

  /** How much each keeper had; 0 where it had nothing. */
  async erase(user: string | number): Promise<Record<string, number>> {
    const id = idOf(user)
    return Object.fromEntries(await this.#each(async (keeper) => keeper.erase(id)))
  }

  /** All that each keeper has. */
  async export(user: string | number): Promise<Record<string, readonly unknown[]>> {
    const id = idOf(user)
    return Object.fromEntries(await this.#each(async (keeper) => keeper.export(id)))
  }

  #each<T>(ask: (keeper: Keeper) => Promise<T>): Promise<[name: string, answer: T][]> {
    const all = this.#keepers.map(async (keeper) => [keeper.name, await ask(keeper)] as [string, T])
    return inTime(Promise.all(all), deadline, 'what is kept of users')
  }
}

function idOf(user: unknown): string {
  const id = userIdOf(user)
  mustBe(id !== undefined, 'a user is named by id, like "jeff" or 17', user)
  return id as string
}
