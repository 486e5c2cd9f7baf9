import { asText } from './as-text.ts'
import type { Audience } from './audience.ts'
import type { Fields } from './fields.ts'
import { type IdentityTerms, identityFor } from './identity.ts'
import { type OwnVariables, readOwn } from './own-variables.ts'
import type { Seen } from './provider.ts'
import type { Variables } from './variables.ts'
import { type Listener, type OwnNames, Words } from './words.ts'

/** What of a page's variables concerns one provider; made once, at start. */
export interface Interest {
  terms: IdentityTerms
  /** Its own forms of the shared words. */
  words: OwnNames
  own: OwnVariables
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
  const words = new Words(interest.terms, interest.words, variables, visitor, listener)
  const { identity, user, traits, fault, note } = identityFor(interest.terms, variables, visitor, words.sessionName)
  if (fault !== undefined) listener.report(new TypeError(fault))
  if (note !== undefined) listener.note(note)
  const session = traits === undefined ? words.session : { ...traits, ...words.session }
  return {
    variables: readOwn(interest.own, variables, listener.report),
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
