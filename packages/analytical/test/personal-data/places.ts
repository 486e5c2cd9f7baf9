/** What a page is made of: its variables, what its page view is told, who is signed in. */
export interface Told {
  variables?: Readonly<Record<string, unknown>>
  events?: readonly (readonly [name: string, properties?: Readonly<Record<string, unknown>>])[]
  /** Fields of the user's record; `told` is what the site's `identify` makes of it. */
  user?: Readonly<Record<string, unknown>>
}

/** A place that a value can come from. */
export interface Place {
  name: string
  told(value: string): Told
  /** Whether nothing of it reaches Google, whatever the value. */
  isUntold?: true
}

const shared = (name: string, of: (value: string) => unknown): Place => ({
  name: `analytical_${name}`,
  told: (value) => ({ variables: { [`analytical_${name.split(',')[0]}`]: of(value) } }),
})

const field = (name: string, of: (value: string) => object, isUntold?: true): Place => ({
  name,
  told: (value) => ({ user: of(value) as Readonly<Record<string, unknown>> }),
  ...(isUntold && { isUntold }),
})

const event = (name: string, of: (value: string) => readonly [string, Readonly<Record<string, unknown>>?]): Place => ({
  name: `event(), ${name}`,
  told: (value) => ({ events: [of(value)] }),
})

export const places: readonly Place[] = [
  shared('identity', (value) => value),
  shared('identity, an object’s id', (id) => ({ id })),
  shared('identity, an object’s username', (username) => ({ id: 7, username })),
  { ...shared('identity, an object’s email', (email) => ({ id: 7, email })), isUntold: true },
  { ...shared('identity, an object’s name', (name) => ({ id: 7, name })), isUntold: true },
  shared('session, a value', (value) => ({ plan: value })),
  shared('session, a value within', (value) => ({ plan: { of: [{ rhymes: value }] } })),
  shared('session, what says itself what it is', (value) => ({ plan: { toJSON: () => ({ value }) } })),
  shared('session, marked as safe', (value) => ({ plan: new String(value) })),
  shared('session, a key', (value) => ({ [value]: 'pro' })),
  shared('session, a key within', (value) => ({ plan: { [value]: 1 } })),
  shared('session, username', (username) => ({ username })),
  shared('goal', (value) => value),
  shared('goal, id', (id) => ({ id })),
  shared('goal, name', (name) => ({ id: 5, name })),
  shared('split, name', (name) => ({ name, version: 'b' })),
  shared('split, version', (version) => ({ name: 'home', version })),
  shared('page, href', (href) => ({ href })),
  shared('page, path', (value) => ({ href: `/users/${value}/edit` })),
  shared('page, title', (title) => ({ title })),
  shared('page, referrer', (referrer) => ({ referrer })),
  shared('events, name', (name) => [[name]]),
  shared('events, key', (key) => [['posted', { [key]: 1 }]]),
  shared('events, value', (by) => [['posted', { by }]]),
  shared('events, value within', (by) => [['posted', { rhymes: [{ by }] }]]),
  event('name', (name) => [name]),
  event('key', (key) => ['posted', { [key]: 1 }]),
  event('value', (by) => ['posted', { by }]),
  field('the record’s email', (email) => ({ email }), true),
  field('the record’s name', (name) => ({ name }), true),
  field('the record’s username', (username) => ({ username })),
  field('the record’s id', (id) => ({ id, username: undefined })),
  field('identify, a name', (told) => ({ told })),
  field('identify, username', (username) => ({ told: { username } })),
  field('identify, id', (id) => ({ told: { id } })),
  field('identify, email', (email) => ({ told: { username: 'u7', email } }), true),
  field('identify, name', (name) => ({ told: { username: 'u7', name } }), true),
]

/** Everything at once. */
export const everywhere: Place = {
  name: 'everywhere',
  told: (value) => {
    const all = places.map(({ told }) => told(value))
    return {
      variables: Object.assign({}, ...all.map(({ variables }) => variables)),
      events: all.flatMap(({ events = [] }) => events),
      user: Object.assign({}, ...all.map(({ user }) => user)),
    }
  },
}
