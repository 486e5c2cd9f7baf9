import { variableNames } from './names.ts'
import { guarded, holdsPerson } from './personal-data.ts'
import type { AnyProvider, Word } from './provider.ts'
import type { Sieve } from './variables.ts'
import type { Visitor } from './visitor.ts'

const personalWords: readonly Word[] = ['identity', 'session', 'split']

/** The variables that tell of one visitor by what they are, whatever a page sets them to. */
export const personalVariables = (providers: readonly AnyProvider[]): ReadonlySet<string> =>
  new Set(
    personalWords.flatMap((word) => [
      `analytical_${word}`,
      ...providers.flatMap((provider) => variableNames(provider, word)),
    ]),
  )

/**
 * Lets through what tells of no visitor: neither such variables, nor what of a value holds who is signed in, which `tell`
 * hears of.
 */
export function impersonal(
  personal: ReadonlySet<string>,
  visitor: Visitor | undefined,
  tell: (name: string) => void,
): Sieve {
  const tells = (text: string) => holdsPerson(text, visitor) || isId(text, visitor)
  return (name, value) => {
    if (personal.has(name)) return undefined
    const kept = guarded(value, (text) => (tells(text) ? undefined : text), tells)
    if (kept !== value) tell(name)
    return kept
  }
}

function isId(text: string, visitor: Visitor | undefined): boolean {
  if (visitor === undefined) return false
  return text === visitor.id || text.split(/[^\p{L}\p{N}_.-]+/u).includes(visitor.identity ?? '\0')
}
