import type { Fields } from './fields.ts'
import { type IdentityTerms, signed } from './identity.ts'
import { type Guard, guarded, holdsPerson, isHarmless, tellsPerson } from './personal-data.ts'
import type { Goal, Page, Seen, Split, Word } from './provider.ts'
import type { Variables } from './variables.ts'
import type { Visitor } from './visitor.ts'

/** The names under which a page may give one provider its own form of each shared word. */
export type OwnNames = Readonly<Record<Word, readonly string[]>>

/** The shared vocabulary as one provider hears it: its own form of a word, else the shared one, cut to its terms. */
export class Words {
  readonly #terms: IdentityTerms
  readonly #own: OwnNames
  readonly #variables: Variables
  readonly #visitor: Visitor | undefined
  readonly #report: (error: unknown) => void

  constructor(
    terms: IdentityTerms,
    own: OwnNames,
    variables: Variables,
    visitor: Visitor | undefined,
    report: (error: unknown) => void,
  ) {
    this.#terms = terms
    this.#own = own
    this.#variables = variables
    this.#visitor = visitor
    this.#report = report
  }

  get session(): Fields | undefined {
    return this.#told('session') as Fields | undefined
  }

  goal(currency: string | undefined): Goal | undefined {
    const told = this.#told('goal') as Goal | string | number | undefined
    if (told === undefined) return undefined
    const goal = typeof told === 'object' ? told : { id: told }
    const lacksCurrency = currency !== undefined && goal.revenue !== undefined && goal.currency === undefined
    return lacksCurrency ? { ...goal, currency } : goal
  }

  get split(): Split | undefined {
    return this.#told('split') as Split | undefined
  }

  get page(): Page | undefined {
    return this.#told('page') as Page | undefined
  }

  /** What happened on the way here: what the page view was told, then the page's own list. */
  events(viewed: Seen['events']): Seen['events'] {
    const listed = (this.#told('events') ?? []) as readonly unknown[]
    const cut = viewed.length > 0 && this.#terms.forbidsPersonalData ? this.#cut('events', viewed) : viewed
    return [...(cut as readonly unknown[]), ...listed].map(asEvent).filter((event) => event !== undefined)
  }

  #told(word: Exclude<Word, 'identity'>): unknown {
    const own = first(this.#variables, this.#own[word])
    const value = own === undefined ? this.#variables.get(shared[word]) : own
    if (value === undefined || value === null) return undefined
    const { fits, example } = shapes[word]
    if (!fits(value)) {
      const name = this.#own[word].find((name) => this.#variables.get(name) !== undefined) ?? shared[word]
      const got = Array.isArray(value) ? 'a list' : typeof value
      this.#report(new TypeError(`${name} must be ${example} (got ${got}): left out`))
      // Of a list of events those that are events are kept.
      return word === 'events' && Array.isArray(value) ? value : undefined
    }
    if (own !== undefined || !this.#terms.forbidsPersonalData) return value
    const cut = this.#cut(word, value)
    return fits(cut) || word === 'events' ? cut : undefined
  }

  // A title or an event's name has several words as a rule; visitor data that has them is taken for a person's name.
  #cut(word: Word, value: unknown): unknown {
    const { secret, provider } = this.#terms
    const tells = (text: string) => (word === 'session' ? tellsPerson : holdsPerson)(text, this.#visitor)
    const tellsKey = (key: string) => holdsPerson(key, this.#visitor)
    if (isHarmless(value, tells, tellsKey)) return value
    const guard: Guard = (text) => {
      if (!tells(text)) return text
      return secret === undefined || word === 'page' ? undefined : signed(secret, provider, text)
    }
    return guarded(value, guard, tellsKey)
  }
}

/** The first of several variables that is set. */
export function first(variables: Variables, names: readonly string[]): unknown {
  for (const name of names) {
    const value = variables.get(name)
    if (value !== undefined) return value
  }
  return undefined
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
  session: { fits: isFields, example: "an object like { plan: 'pro' }" },
  goal: { fits: isGoal, example: 'an id or an object like { id: 5, revenue: 9.95 }' },
  split: { fits: isSplit, example: "an object like { name: 'home', version: 'b' }" },
  page: { fits: isFields, example: "an object like { title: 'All rhymes' }" },
  events: { fits: areEvents, example: "a list like [['signed up', { plan: 'pro' }]]" },
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isGoal(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'number') return true
  return isFields(value) && (value.id ?? value.name ?? undefined) !== undefined
}

function isSplit(value: unknown): boolean {
  return isFields(value) && value.name !== undefined && value.version !== undefined
}

function areEvents(value: unknown): boolean {
  return Array.isArray(value) && value.every((event) => asEvent(event) !== undefined)
}

function asEvent(event: unknown): Seen['events'][number] | undefined {
  const [name, properties = {}] = Array.isArray(event) ? event : [event]
  return typeof name === 'string' && name !== '' && isFields(properties) ? [name, properties] : undefined
}
