import { namesOf, variableNames } from './names.ts'
import { guarded, holdsPerson, plain } from './personal-data.ts'
import type { AnyProvider, Shape, Word } from './provider.ts'
import { describe } from './settings/setting.ts'
import type { Sieve } from './variables.ts'
import type { Visitor } from './visitor.ts'

const wordsOfPages: readonly Word[] = ['page', 'goal', 'events']
const wordsOfVisitors: readonly Word[] = ['identity', 'session', 'split']

/** Which variables tell of the page, whoever sees it, and which of one visitor. */
export interface Personality {
  ofPage: ReadonlySet<string>
  ofVisitor(name: string): boolean
  /** The variables that say who it is. */
  identities: ReadonlySet<string>
}

/** By what the providers that are on say of their variables: one that does not say that it is the page's is a visitor's. */
export function personalityOf(providers: readonly AnyProvider[]): Personality {
  const named = (words: readonly string[], of: (provider: AnyProvider) => readonly string[]) => [
    ...words.map((word) => `analytical_${word}`),
    ...providers.flatMap((provider) =>
      [...words, ...of(provider)].flatMap((variable) => variableNames(provider, variable)),
    ),
  ]
  const ofPage = new Set(named(wordsOfPages, (provider) => declared(provider, true)))
  const ofVisitor = new Set(named(wordsOfVisitors, (provider) => declared(provider, false)))
  const prefixes = providers
    .filter(({ rest }) => rest !== undefined)
    .flatMap((provider) => namesOf(provider).map((name) => `${name}_`))
  return {
    ofPage,
    identities: new Set(named(['identity'], () => [])),
    ofVisitor: (name) =>
      ofVisitor.has(name) || (!ofPage.has(name) && prefixes.some((prefix) => name.startsWith(prefix))),
  }
}

const declared = ({ variables }: AnyProvider, isOfPage: boolean) =>
  Object.entries(variables as Shape)
    .filter(([, schema]) => (describe(schema)?.ofPage === true) === isOfPage)
    .map(([variable]) => variable)

/**
 * Lets through what the page says of itself, and of that nothing that holds who is signed in, which `tell` hears of with the
 * variable's name.
 */
export function impersonal({ ofPage }: Personality, visitor: Visitor | undefined, tell: (name: string) => void): Sieve {
  const tells = (text: string) => holdsPerson(text, visitor) || holdsName(text, visitor)
  return (name, value) => {
    if (!ofPage.has(name) || value === undefined) return undefined
    const kept = guarded(value, (text) => (tells(text) ? undefined : text), tells)
    if (kept !== value) tell(name)
    return kept
  }
}

/** Whether a text has a user's name or id as a word of its own. */
function holdsName(text: string, visitor: Visitor | undefined): boolean {
  if (visitor === undefined) return false
  const spelled = plain(text)
  return [visitor.identity, visitor.id].some((name) => name !== undefined && hasWord(spelled, plain(name)))
}

const isPartOfWord = /[\p{L}\p{N}]/u

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); word !== '' && at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isPartOfWord.test(text[at - 1] ?? '') && !isPartOfWord.test(text[at + word.length] ?? '')) return true
  }
  return false
}
