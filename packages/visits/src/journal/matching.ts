import type { Problems } from '../problems.ts'

const enough = 200
const name = 'watch'

/** Says of a rule whom it matches, where that is nobody or everybody of the first 200 users seen. */
export class Matching {
  readonly #problems: Problems
  #seen: { readonly matched: Set<string>; readonly others: Set<string> } | undefined = {
    matched: new Set(),
    others: new Set(),
  }

  constructor(problems: Problems) {
    this.#problems = problems
  }

  saw(id: string, isMatched: boolean): void {
    if (this.#seen === undefined) return
    const { matched, others } = this.#seen
    const those = isMatched ? matched : others
    if (those.size < enough) those.add(id)
    if (matched.size > 0 && others.size > 0) {
      this.#seen = undefined
      this.#problems.clear(name)
    } else if (those.size === enough) this.#problems.raise(name, isMatched ? everybody : nobody)
  }
}

const nobody =
  `watch matches none of the ${enough} users seen so far: nobody is followed. ` +
  "A list holds ids or user names, like ['jeff']; a rule gets the site's own record, like (user) => user.karma > 500"
const everybody =
  `watch matches all of the ${enough} users seen so far: everybody is followed, and nobody is left to compare with. ` +
  'Follow fewer, like { top: 10, by: "minutes" }'
