import { describe, expect, test } from 'vitest'
import { probe, site } from './probe.ts'

const alice = { username: 'alice', id: 1, email: 'alice@example.com', name: 'Alice' }
const bob = { username: 'bob', id: 2 }

describe('without an adapter', () => {
  test('one request object that a site shares carries nobody’s name to the next page', () => {
    const { seen } = site()
    const request = Object.freeze({ ip: '203.0.113.7' })
    expect(seen({ request, user: alice }).identity).toBe('alice')
    expect(seen({ request, user: bob }).identity).toBe('bob')
    expect(seen({ request }).identity).toBeUndefined()
  })

  test('a request whose user cannot be read leaves the page whole and anonymous', () => {
    const { seen, errors } = site()
    const request = {
      get user() {
        throw new Error('no session')
      },
    }
    expect(seen({ request, analytical_goal: 5 })).toMatchObject({ goal: { id: 5 } })
    expect(errors).toMatchObject([{ phase: 'user', message: 'no session' }])
  })

  test('context processors run once for a request', () => {
    let runs = 0
    const { seen } = site({ contextProcessors: [() => ({ analytical_goal: ++runs })] })
    const request = {}
    seen({ request })
    expect(seen({ request }).goal).toEqual({ id: 1 })
  })
})

test('a tag without its page view, as in a macro without context, renders nothing, and is heard of', () => {
  const { analytical, errors } = site()
  analytical.pageView({ user: alice })
  expect(analytical.render('probe', { user: alice })).toBe('')
  expect(errors).toMatchObject([{ message: expect.stringContaining('the page view is not in this context') }])
  expect(analytical.explain({})).toMatchObject([{ action: 'omit', reason: 'the page view is not in this context' }])
})

test('tags of one site render the page of another by that site’s settings', () => {
  const one = site({ settings: { ANALYTICAL_AUTO_IDENTIFY: true } })
  const other = site({ settings: { ANALYTICAL_AUTO_IDENTIFY: false, PROBE_ID: '99' } })
  const view = other.analytical.pageView({ user: alice })
  expect(one.seen({ analytical: view }).identity).toBeUndefined()
})

describe('whom a page names', () => {
  const settings = { PROBE_PERSONAL_DATA: 'email, name' }

  test('by another identity than who is signed in has not that user’s e-mail and name', () => {
    const { seen } = site({ settings })
    expect(seen({ probe_identity: 'customer-7', user: alice })).toMatchObject({ identity: 'customer-7', user: {} })
    expect(seen({ analytical_identity: 'customer-7', user: alice }).user).toEqual({})
  })

  test.each(['alice', 1])('by the signed-in user’s own %s has them', (identity) => {
    const { seen } = site({ settings })
    expect(seen({ probe_identity: identity, user: alice }).user).toMatchObject({ email: alice.email, name: 'Alice' })
  })
})

describe('what identify leaves out of a record is still kept from vendors', () => {
  test('a full name given as user name', () => {
    const { seen } = site({ identify: ({ name }) => ({ username: name }) })
    expect(seen({ user: { name: 'Alice Liddell' } }).identity).toBeUndefined()
  })

  test('a name in a title, on its way to Google', () => {
    const providers = [probe('probe', { terms: 'no personal data' } as never)]
    const { seen } = site({ providers, identify: ({ id }) => ({ id }) })
    const page = { analytical_page: { title: 'Profile of Alice Liddell' }, user: { id: 3, name: 'Alice Liddell' } }
    expect(seen(page).page).toEqual({ title: '(redacted)' })
  })
})

test.each([Promise.resolve(alice), async () => alice])('a user that is a promise is nobody, and heard of', (user) => {
  const { analytical, errors, seen } = site()
  expect(seen({ analytical: analytical.pageView({ user }) }).identity).toBeUndefined()
  expect(errors).toMatchObject([{ phase: 'user', message: expect.stringContaining('await it before') }])
})

test.each(['null', 'undefined', ' ', Number.NaN])('a user called %j is nobody', (username) => {
  expect(site().seen({ user: { username } }).identity).toBeUndefined()
})

describe('on the way to a service that forbids personal data', () => {
  const providers = [probe('probe', { terms: 'no personal data' } as never)]
  const { seen } = site({ providers })
  const user = { username: 'al', name: 'Alice Liddell', email: 'alice@example.com' }

  test.each<[string, unknown]>([
    ['as a String object, as template engines make it', Object.assign(new String('Alice Liddell'))],
    ['in another spelling', 'ALICE  Liddell'],
    ['encoded for an address', 'Alice+Liddell'],
    ['encoded for an address twice', 'alice%2540example.com'],
    ['with a full-width sign', 'alice\uff20example.com'],
    ['of an object that says it as JSON', { toJSON: () => 'Alice Liddell' }],
    ['of a function that says it as JSON', Object.assign(() => {}, { toJSON: () => 'Alice Liddell' })],
  ])('a person’s data is found %s', (_, value) => {
    const page = {
      analytical_session: { plan: 'pro', value },
      analytical_page: { href: '/a', title: value },
      analytical_events: [['seen', { lines: 4, value }]],
    }
    const { session, page: told, events } = seen({ ...page, user })
    expect({ session, page: { title: '(redacted)', ...told }, events }).toEqual({
      session: { username: 'al', plan: 'pro' },
      page: { href: '/a', title: '(redacted)' },
      events: [['seen', { lines: 4 }]],
    })
  })

  test('several words are a name in a property and none in a title', () => {
    const page = {
      analytical_page: { title: 'All rhymes' },
      analytical_events: [['rhyme posted', { by: 'Bob Dodgson' }]],
    }
    expect(seen({ ...page, user })).toMatchObject({ page: { title: 'All rhymes' }, events: [['rhyme posted', {}]] })
  })

  test('explain tells what was kept back', () => {
    const { analytical } = site({ providers })
    const [verdict] = analytical.explain({ analytical_session: { by: 'Bob Dodgson' }, user })
    expect(verdict?.notes).toEqual(['analytical_session tells a person: in part hashed, redacted or left out'])
  })
})

describe('analytical_disabled', () => {
  const providers = [probe('probe'), probe('other')]
  const rendered = (analytical_disabled: unknown) => Object.keys(site({ providers }).seenBy({ analytical_disabled }))

  test.each<[unknown, string[]]>([
    [undefined, ['probe', 'other']],
    [null, ['probe', 'other']],
    [false, ['probe', 'other']],
    [true, []],
    ['true', []],
    ['yes', []],
    ['probe', ['other']],
    [['probe'], ['other']],
    ['probe, other', []],
  ])('%j leaves %j', (disabled, left) => {
    expect(rendered(disabled)).toEqual(left)
  })

  test.each([1, 'prob', ['Probe'], new Set(['probe']), {}])(
    '%j, which cannot be read, leaves none, and is heard of',
    (disabled) => {
      const { seenBy, errors } = site({ providers })
      expect(Object.keys(seenBy({ analytical_disabled: disabled }))).toEqual([])
      expect(errors).toMatchObject([
        { message: expect.stringContaining('analytical_disabled must be true or name providers') },
      ])
    },
  )

  test('of a processor and the page both count', () => {
    const { analytical, seenBy } = site({ providers, contextProcessors: [() => ({ analytical_disabled: ['probe'] })] })
    const view = analytical.pageView({})
    expect(Object.keys(seenBy({ analytical: view, analytical_disabled: ['other'] }))).toEqual([])
  })
})

test('a value of the wrong shape is heard of once, and not once for each provider', () => {
  const { seenBy, errors, analytical } = site({ providers: [probe('probe'), probe('other')] })
  seenBy({ analytical: analytical.pageView({}), analytical_goal: true })
  expect(errors).toHaveLength(1)
})

test.each([{ id: '' }, { id: null }, { revenue: 5 }, ' '])('a goal that is called nothing, %j, is left out', (goal) => {
  const { seen, errors } = site()
  expect(seen({ analytical_goal: goal }).goal).toBeUndefined()
  expect(errors).toHaveLength(1)
})

describe('whom the session names', () => {
  const settings = { PROBE_PERSONAL_DATA: 'email, name' }

  test('has not the signed-in user’s e-mail and name, unless it is that user', () => {
    const { seen } = site({ settings })
    expect(seen({ analytical_session: { username: 'anna' }, user: alice })).toMatchObject({
      identity: 'anna',
      user: {},
    })
    expect(seen({ analytical_session: { username: 'alice' }, user: alice }).user).toMatchObject({ email: alice.email })
  })

  test('is not replaced by the signed-in user where it may not be told', () => {
    const { seen } = site({ providers: [probe('probe', { terms: 'no personal data' } as never)] })
    expect(seen({ analytical_session: { username: 'Anna Smith' }, user: alice }).identity).toBeUndefined()
  })

  test.each(['', ' ', null])('is nobody where it says %j', (username) => {
    const { seen } = site()
    const page = { analytical_session: { username } }
    expect(seen(page).identity).toBeUndefined()
    expect(seen({ ...page, user: alice })).toMatchObject({ identity: 'alice', session: { username: 'alice' } })
  })
})

describe('a promise that fails where none is allowed ends nothing', () => {
  const failing = () => Promise.reject(new Error('no store'))

  test.each<[string, string, (options: ReturnType<typeof site>) => object]>([
    ['a user', 'user', ({ analytical }) => ({ analytical: analytical.pageView({ user: failing }) })],
    ['a nonce', 'nonce', ({ analytical }) => ({ analytical: analytical.pageView({ nonce: failing as never }) })],
  ])('as %s', (_, phase, context) => {
    const kit = site()
    expect(kit.seen(context(kit)).identity).toBeUndefined()
    expect(kit.errors).toMatchObject([{ phase, message: expect.stringContaining('is a promise') }])
  })

  test('as what identify returns', () => {
    const { seen, errors } = site({ identify: failing as never })
    expect(seen({ user: alice }).identity).toBeUndefined()
    expect(errors).toMatchObject([{ phase: 'identify', message: expect.stringContaining('is a promise') }])
  })
})

test.each([
  () => null,
  () => {
    throw new Error('no')
  },
])('a user whom identify does not name is still known to the filter', (identify) => {
  const { seen } = site({ providers: [probe('probe', { terms: 'no personal data' } as never)], identify })
  const page = { analytical_page: { title: 'Profile of Alice Liddell' }, user: { name: 'Alice Liddell' } }
  expect(seen(page).page).toEqual({ title: '(redacted)' })
})

test.each([
  ['/s?name=Alice%20Liddell&off=50%', '/s?name=(redacted)&off=50%'],
  ['/s?name=Alice%2520Liddell', '/s?name=(redacted)'],
  ['/s/Alice+Liddell', '/s/(redacted)'],
])('a name in the address %s does not reach a service that forbids it', (given, href) => {
  const { seen } = site({ providers: [probe('probe', { terms: 'no personal data' } as never)] })
  const page = { analytical_page: { href: given }, user: { username: 'al', name: 'Alice Liddell' } }
  expect(seen(page).page).toEqual({ href })
})

test('a value that says itself as JSON is asked once, as JSON does', () => {
  const { seen } = site({ providers: [probe('probe', { terms: 'no personal data' } as never)] })
  const itself = {
    plan: 'pro',
    toJSON() {
      return this
    },
  }
  expect(seen({ analytical_session: itself }).session).toEqual({ plan: 'pro' })
})

test('render takes anything for a tag, and throws nothing', () => {
  const { analytical } = site()
  for (const name of [Object.create(null), Symbol('x'), null, undefined, 5])
    expect(analytical.render(name as never)).toBe('')
})
