import { asText } from './as-text.ts'
import { type Fields, filled, isFields, isRecord } from './fields.ts'
import { type IdentityTerms, type SessionName, signed } from './identity.ts'
import { leftOut } from './left-out.ts'
import { type Guard, guarded, holdsPerson, tellsPerson } from './personal-data.ts'
import type { Goal, Page, Seen, Split, Word } from './provider.ts'
import { redacted, redactedAddress } from './redacted.ts'
import type { Variables } from './variables.ts'
import type { Visitor } from './visitor.ts'

/** The names under which a page may give one provider its own form of each shared word. */
export type OwnNames = Readonly<Record<Word, readonly string[]>>

/** Who hears what a page's variables give rise to. */
export interface Listener {
  /** A value of the wrong shape, which is left out. */
  report(error: Error): void
  /** What is kept back from a provider. */
  note(text: string): void
}

/** What a page says of a word: in the provider's own form of it, or for all. */
interface Given {
  value: unknown
  isOwn: boolean
}

/** The shared vocabulary as one provider hears it: its own form of a word, else the shared one, cut to its terms. */
export class Words {
  readonly #terms: IdentityTerms
  readonly #own: OwnNames
  readonly #variables: Variables
  readonly #visitor: Visitor | undefined
  readonly #listener: Listener
  readonly #session: Given

  constructor(
    terms: IdentityTerms,
    own: OwnNames,
    variables: Variables,
    visitor: Visitor | undefined,
    listener: Listener,
  ) {
    this.#terms = terms
    this.#own = own
    this.#variables = variables
    this.#visitor = visitor
    this.#listener = listener
    this.#session = this.#given('session')
  }

  /** Whom the session names, before anything of it is cut. */
  get sessionName(): SessionName | undefined {
    const { value, isOwn } = this.#session
    const name = isFields(value) ? asText(value.username) : undefined
    return name === undefined ? undefined : { name, isOwn }
  }

  get session(): Fields | undefined {
    return this.#told('session', this.#session) as Fields | undefined
  }

  goal(currency: string | undefined): Goal | undefined {
    const told = this.#told('goal') as Fields | string | number | undefined
    if (told === undefined) return undefined
    const goal = goalOf((isFields(told) ? told : { id: told }) as Goal)
    const lacksCurrency = currency !== undefined && goal.revenue !== undefined && goal.currency === undefined
    return lacksCurrency ? { ...goal, currency } : goal
  }

  get split(): Split | undefined {
    const told = this.#told('split') as Split | undefined
    if (told === undefined || areTexts(told.name, told.version)) return told
    return { ...told, name: asText(told.name) as string, version: asText(told.version) as string }
  }

  get page(): Page | undefined {
    const told = this.#told('page') as Page | undefined
    if (told === undefined) return undefined
    const { href, title, referrer } = told
    const isCut = this.#terms.forbidsPersonalData && !this.#given('page').isOwn
    if (!isCut && areTexts(href, title, referrer)) return told
    const page = filled({ href: asText(href), title: asText(title), referrer: asText(referrer) })
    return isCut && page !== undefined ? this.#redacted(page) : page
  }

  /** What happened on the way here: what the page view was told, then the page's own list. */
  events(viewed: Seen['events']): Seen['events'] {
    const told = this.#told('events') as readonly unknown[] | undefined
    if (told === undefined && viewed.length === 0) return viewed
    const events = [...viewed, ...listOf(told ?? []).map(asEvent)].filter((event) => event !== undefined)
    if (!this.#terms.forbidsPersonalData) return events
    const { isOwn } = this.#given('events')
    return events.flatMap((event, index) => (isOwn && index >= viewed.length ? [event] : this.#cutEvent(event)))
  }

  #given(word: Exclude<Word, 'identity'>): Given {
    const own = this.#variables.first(this.#own[word])
    return own === undefined ? { value: this.#variables.get(shared[word]), isOwn: false } : { value: own, isOwn: true }
  }

  #told(word: Exclude<Word, 'identity'>, { value, isOwn } = this.#given(word)): unknown {
    if (value === undefined || value === null) return undefined
    const { fits, example } = shapes[word]
    if (!fits(value)) {
      this.#listener.report(leftOut(this.#variables.nameOf(this.#own[word]) ?? shared[word], example, value))
      // Of a list of events those that are events are kept.
      return word === 'events' && Array.isArray(value) ? value : undefined
    }
    if (isOwn || word === 'events' || word === 'page' || !this.#terms.forbidsPersonalData) return value
    const cut = this.#cut(shared[word], value, word === 'session' ? this.#hashed : this.#kept)
    // What an object inherits has not been looked at.
    const seen = isFields(cut) ? { ...cut } : cut
    return fits(seen) ? seen : undefined
  }

  #cutEvent([name, properties]: Seen['events'][number]): Seen['events'] {
    const cutName = this.#cut('an event', name, this.#kept) as string | undefined
    if (cutName === undefined) return []
    const cut = this.#cut('an event', properties, this.#hashed)
    return [[cutName, isFields(cut) ? cut : {}]]
  }

  // What is left out of it a service would read in the browser instead.
  #redacted(page: Page): Page {
    const tells = (text: string) => holdsPerson(text, this.#visitor)
    const ofTitle = (text: string) => (tells(text) ? redacted : text)
    const ofAddress = (text: string) => redactedAddress(text, tells)
    const cut = Object.entries(page).map(
      ([field, text]) => [field, this.#cut(shared.page, text, field === 'title' ? ofTitle : ofAddress)] as const,
    )
    return Object.fromEntries(cut)
  }

  #cut(what: string, value: unknown, guard: Guard): unknown {
    let tells = false
    const guarding = (text: string) => {
      const kept = guard.call(this, text)
      tells ||= kept !== text
      return kept
    }
    const cut = guarded(value, guarding, (key) => {
      const dropped = holdsPerson(key, this.#visitor)
      tells ||= dropped
      return dropped
    })
    if (tells) this.#listener.note(`${what} tells a person: in part hashed, redacted or left out`)
    return cut
  }

  // Visitor data and properties of several words are taken for a person's name; they go hashed where there is a secret.
  #hashed(text: string): string | undefined {
    if (!tellsPerson(text, this.#visitor)) return text
    const { secret, provider } = this.#terms
    return secret && signed(secret, provider, text)
  }

  // Names of goals have several words as a rule, and the hash of one would be a goal of its own.
  #kept(text: string): string | undefined {
    return holdsPerson(text, this.#visitor) ? undefined : text
  }
}

// Written out: a name that is put together anew each time takes ten times as long to look up.
const shared = {
  session: 'analytical_session',
  goal: 'analytical_goal',
  split: 'analytical_split',
  page: 'analytical_page',
  events: 'analytical_events',
}

const shapes = {
  session: { fits: isRecord, example: "an object like { plan: 'pro' }" },
  goal: { fits: isGoal, example: 'an id or an object like { id: 5, revenue: 9.95 }' },
  split: { fits: isSplit, example: "an object like { name: 'home', version: 'b' }" },
  page: { fits: isRecord, example: "an object like { title: 'All rhymes' }" },
  events: { fits: areEvents, example: "a list like [['signed up', { plan: 'pro' }]]" },
}

const areTexts = (...values: readonly unknown[]) =>
  values.every((value) => value === undefined || typeof value === 'string')

/** A goal as its type has it, whatever the page made it of: a database's decimal is a number. */
function goalOf(told: Goal): Goal {
  const { id, name, revenue, currency } = told
  const isAmount = revenue === undefined || Number.isFinite(revenue)
  if (isAmount && areTexts(typeof id === 'number' ? undefined : id, name, currency)) return told
  const amount = Number(asText(revenue) ?? Number.NaN)
  return filled({
    ...told,
    id: typeof id === 'number' ? id : asText(id),
    name: asText(name),
    revenue: Number.isFinite(amount) ? amount : undefined,
    currency: asText(currency),
  }) as Goal
}

const isName = (value: unknown) => asText(value) !== undefined

function isGoal(value: unknown): boolean {
  if (isFields(value)) return isName(value.id) || isName(value.name)
  return isName(value)
}

function isSplit(value: unknown): boolean {
  return isFields(value) && isName(value.name) && isName(value.version)
}

function areEvents(value: unknown): boolean {
  return Array.isArray(value) && listOf(value).every((event) => asEvent(event) !== undefined)
}

// One event may stand for a list of it: ['signed up', { plan: 'pro' }].
const listOf = (events: readonly unknown[]): readonly unknown[] =>
  events.length === 2 && typeof events[0] === 'string' && isFields(events[1]) ? [events] : events

function asEvent(event: unknown): Seen['events'][number] | undefined {
  const [name, properties = {}] = Array.isArray(event) ? event : [event]
  return isName(name) && typeof name === 'string' && isFields(properties) ? [name, properties] : undefined
}
