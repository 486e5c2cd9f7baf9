import { type Identity, type IdentityTerms, identityFor, signed } from './identity.ts'
import type { PageView } from './page-view.ts'
import { type Guard, guarded, holdsPerson, tellsPerson } from './personal-data.ts'
import type { Goal, Page, Seen, Split, Word } from './provider.ts'
import type { Variables } from './variables.ts'
import type { Visitor } from './visitor.ts'

/** What of a page's variables concerns one provider; made once, at start. */
export interface Interest {
  terms: IdentityTerms
  /** Each declared variable with the names under which a page may set it, the provider's own first. */
  declared: readonly (readonly [variable: string, names: readonly string[]])[]
  /** The prefix of undeclared variables, where the provider asks for them, and whether a name is one. */
  rest: { prefix: string; isRest(name: string): boolean } | undefined
  /** The names of the provider's own form of each shared word. */
  own: Readonly<Record<Word, readonly string[]>>
  currency: string | undefined
}

/** A page view as one provider sees it; `report` hears of a value that has the wrong shape and is left out. */
export function seenBy(
  interest: Interest,
  variables: Variables,
  view: PageView,
  visitor: Visitor | undefined,
  report: (error: unknown) => void,
): Seen {
  const who = identityFor(interest.terms, variables, visitor)
  const words = new Words(interest, variables, visitor, report)
  const session = words.object('session')
  const goal = words.goal()
  const split = words.object('split') as Split | undefined
  const page = words.object('page') as Page | undefined
  const identity = nameOf(session, who)
  if (who.fault !== undefined) report(new TypeError(who.fault))
  const seen: Seen = {
    variables: ownVariables(interest, variables),
    user: who.user,
    events: words.events(view),
    consent: {},
  }
  if (identity !== undefined) seen.identity = identity
  if (session !== undefined || identity !== undefined) seen.session = withUsername(session, identity)
  if (goal !== undefined) seen.goal = goal
  if (split !== undefined) seen.split = split
  if (page !== undefined) seen.page = page
  return seen
}

type Fields = Readonly<Record<string, unknown>>

function nameOf(session: Fields | undefined, { identity, explicit }: Identity): string | undefined {
  const named = session?.username
  return !explicit && (typeof named === 'string' || typeof named === 'number') ? String(named) : identity
}

function withUsername(session: Fields | undefined, username: string | undefined): Fields {
  if (session === undefined) return { username }
  return username === undefined || session.username !== undefined ? session : { ...session, username }
}

function ownVariables({ declared, rest }: Interest, variables: Variables): Fields {
  const found: Record<string, unknown> = Object.create(null)
  if (rest !== undefined) {
    for (const name of variables.withPrefix(rest.prefix)) {
      if (rest.isRest(name)) assign(found, name.slice(rest.prefix.length), variables.get(name))
    }
  }
  for (const [variable, names] of declared) assign(found, variable, first(variables, names))
  return found
}

function assign(to: Record<string, unknown>, key: string, value: unknown): void {
  if (value !== undefined) to[key] = value
}

function first(variables: Variables, names: readonly string[]): unknown {
  for (const name of names) {
    const value = variables.get(name)
    if (value !== undefined) return value
  }
  return undefined
}

const shapes = {
  session: { plan: 'pro' },
  split: { name: 'home', version: 'b' },
  page: { title: 'All rhymes' },
}

/** The shared vocabulary as one provider hears it: its own form of a word, else the shared one, cut to its terms. */
class Words {
  readonly #interest: Interest
  readonly #variables: Variables
  readonly #visitor: Visitor | undefined
  readonly #report: (error: unknown) => void

  constructor(
    interest: Interest,
    variables: Variables,
    visitor: Visitor | undefined,
    report: (error: unknown) => void,
  ) {
    this.#interest = interest
    this.#variables = variables
    this.#visitor = visitor
    this.#report = report
  }

  object(word: 'session' | 'split' | 'page'): Fields | undefined {
    const value = this.#value(word)
    if (value === undefined || value === null) return undefined
    if (isFields(value)) return value
    this.#wrong(word, `an object like ${JSON.stringify(shapes[word])}`, value)
    return undefined
  }

  goal(): Goal | undefined {
    const value = this.#value('goal')
    if (value === undefined || value === null) return undefined
    if (typeof value === 'string' || typeof value === 'number') return { id: value }
    if (!isFields(value)) {
      this.#wrong('goal', 'an id or an object like { id: 5, revenue: 9.95 }', value)
      return undefined
    }
    const { currency } = this.#interest
    const wantsCurrency = currency !== undefined && value.revenue !== undefined && value.currency === undefined
    return wantsCurrency ? { ...value, currency } : value
  }

  /** What happened on the way here: what the view was told, then the page's own list. */
  events(view: PageView): Seen['events'] {
    const own = first(this.#variables, this.#interest.own.events)
    const told = own === undefined ? this.#events(this.#variables.get('analytical_events')) : this.#events(own)
    if (own !== undefined) return [...this.#cutEvents(view.events), ...told]
    return told.length === 0 ? this.#cutEvents(view.events) : this.#cutEvents([...view.events, ...told])
  }

  #events(value: unknown): Seen['events'] {
    if (value === undefined || value === null) return []
    const events = Array.isArray(value) ? value.map(asEvent) : [undefined]
    if (events.includes(undefined)) this.#wrong('events', "a list like [['signed up', { plan: 'pro' }]]", value)
    return events.filter((event) => event !== undefined)
  }

  #cutEvents(events: Seen['events']): Seen['events'] {
    if (events.length === 0 || !this.#interest.terms.forbidsPersonalData) return [...events]
    return (this.#cut('events', events) as unknown[]).map(asEvent).filter((event) => event !== undefined)
  }

  #value(word: Word): unknown {
    const own = first(this.#variables, this.#interest.own[word])
    if (own !== undefined) return own
    const shared = this.#variables.get(`analytical_${word}`)
    return shared === undefined ? undefined : this.#cut(word, shared)
  }

  // A title or an event's name has several words as a rule; visitor data that has them is taken for a person's name.
  #cut(word: Word, value: unknown): unknown {
    const { forbidsPersonalData, secret, provider } = this.#interest.terms
    if (!forbidsPersonalData) return value
    const tells = word === 'session' ? tellsPerson : holdsPerson
    const guard: Guard = (text) => {
      if (!tells(text, this.#visitor)) return text
      return secret === undefined || word === 'page' ? undefined : signed(secret, provider, text)
    }
    return guarded(value, guard, (key) => holdsPerson(key, this.#visitor))
  }

  #wrong(word: Word, shape: string, value: unknown): void {
    const name = this.#interest.own[word].find((own) => this.#variables.get(own) !== undefined) ?? `analytical_${word}`
    this.#report(
      new TypeError(`${name} must be ${shape} (got ${Array.isArray(value) ? 'a list' : typeof value}): left out`),
    )
  }
}

function asEvent(event: unknown): Seen['events'][number] | undefined {
  const [name, properties = {}] = Array.isArray(event) ? event : [event]
  return typeof name === 'string' && name !== '' && isFields(properties) ? [name, properties] : undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
