import { asText } from './as-text.ts'
import type { Audience } from './audience.ts'
import { type Fields, put } from './fields.ts'
import { type IdentityTerms, identityFor } from './identity.ts'
import type { Seen } from './provider.ts'
import type { Variables } from './variables.ts'
import { first, type Listener, type OwnNames, Words } from './words.ts'

/** What of a page's variables concerns one provider; made once, at start. */
export interface Interest {
  terms: IdentityTerms
  own: OwnNames
  /** Each declared variable with the names under which a page may set it, the provider's own first. */
  declared: readonly (readonly [variable: string, names: readonly string[]])[]
  /** The prefixes of undeclared variables, where the provider asks for them, and whether a name is one. */
  rest: { prefixes: readonly string[]; isRest(name: string): boolean } | undefined
  currency: string | undefined
}

/** A page view as one provider sees it, with the visitor's choice in its terms. */
export function seenBy(
  interest: Interest,
  variables: Variables,
  { visitor, events, address }: Pick<Audience, 'visitor' | 'events' | 'address'>,
  consent: Seen['consent'],
  listener: Listener,
): Seen {
  const words = new Words(interest.terms, interest.own, variables, visitor, listener)
  const { identity, user, traits, fault, note } = identityFor(interest.terms, variables, visitor, words.sessionName)
  if (fault !== undefined) listener.report(new TypeError(fault))
  if (note !== undefined) listener.note(note)
  const session = traits === undefined ? words.session : { ...traits, ...words.session }
  return {
    variables: ownVariables(interest, variables),
    identity,
    user,
    session: identity === undefined ? session : withUsername(session, identity),
    goal: words.goal(interest.currency),
    split: words.split,
    page: address === undefined ? words.page : { ...address, ...words.page },
    events: words.events(events),
    consent,
  }
}

function withUsername(session: Fields | undefined, username: string): Fields {
  const named = { username, ...session }
  return asText(named.username) === undefined ? { ...named, username } : named
}

function ownVariables({ declared, rest }: Interest, variables: Variables): Fields {
  const found: Record<string, unknown> = {}
  for (const prefix of rest?.prefixes ?? []) {
    for (const name of variables.withPrefix(prefix)) {
      if (rest?.isRest(name)) assign(found, name.slice(prefix.length), variables.get(name))
    }
  }
  for (const [variable, names] of declared) assign(found, variable, first(variables, names))
  return found
}

function assign(to: Record<string, unknown>, key: string, value: unknown): void {
  if (value !== undefined) put(to, key, value)
}
