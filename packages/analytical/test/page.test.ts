import { afterEach, describe, expect, test, vi } from 'vitest'
import { createAnalytical } from '../src/analytical.ts'
import { js } from '../src/markup/index.ts'
import type { AnyProvider, Seen, Tag } from '../src/provider.ts'
import { providers as builtIn } from '../src/providers/index.ts'
import { run, scriptsOf } from './page.ts'
import { idsOf, probe, site } from './probe.ts'

const three = () => [probe('first'), probe('probe'), probe('last')]

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const inner of Object.values(Object.freeze(value))) frozen(inner)
  return value
}

describe('what fails costs its own tag', () => {
  const cycle: Record<string, unknown> = {}
  cycle.self = cycle
  const throwing = (name: string) =>
    Object.defineProperty({}, name, {
      enumerable: true,
      get() {
        throw new Error('out of order')
      },
    })

  test.each<[string, object]>([
    ['a getter that throws', throwing('probe_colour')],
    ['a getter that throws, deeper', { probe_colour: throwing('a') }],
    ['a cycle', { probe_colour: cycle }],
    ['a BigInt', { probe_colour: 1n }],
    ['a toJSON that throws', { probe_colour: throwing('toJSON') }],
    ['a date that is none', { probe_session: { at: { toJSON: () => new Date(Number.NaN).toISOString() } } }],
    ['an identity that throws when it is read', throwing('probe_identity')],
  ])('%s', (_, variables) => {
    const page = { first_colour: 'red', analytical_goal: 5, user: { username: 'alice' } }
    const { analytical, errors } = site({ providers: three() })
    const context = Object.defineProperties({ ...page }, Object.getOwnPropertyDescriptors(variables))
    expect(analytical.render('probe', context)).toBe('')
    expect(errors).toEqual([{ provider: 'probe', tag: 'probe', phase: 'render', message: expect.any(String) }])
    const [first, last] = ['first', 'last'].map((name) => analytical.render(name, page))
    expect(analytical.render('analytical_body_bottom', context)).toBe(`${first}${last}`)
    expect(errors).toHaveLength(2)
  })

  test('a provider’s own mistake', () => {
    const broken: Tag<never, never> = {
      position: 'body_bottom',
      data: () => (undefined as unknown as { x: string }).x,
      script: () => js`f(data);`,
    }
    const { analytical, errors } = site({
      providers: [probe('first'), probe('probe', { tags: { probe: broken } } as never), probe('last')],
    })
    expect(analytical.render('analytical_body_bottom', {})).toBe(
      analytical.render('first', {}) + analytical.render('last', {}),
    )
    expect(errors).toMatchObject([{ provider: 'probe', tag: 'probe', phase: 'render' }])
  })

  test('a provider that writes into what it is given leaves the others’ page as it was', () => {
    const greedy: Tag<never, never> = {
      position: 'body_bottom',
      data: ({ session, events }: Seen) => {
        ;(events as unknown[]).push(['stolen', {}])
        Object.assign(session as object, { username: 'mallory' })
        return 1
      },
      script: () => js`window.greedy = data;`,
    }
    const providers = [probe('greedy', { tags: { greedy } } as never), probe('probe')]
    const { analytical, seenBy } = site({ providers })
    const session = frozen({ plan: 'pro', username: 'alice' })
    const view = analytical.pageView({}).event('posted')
    const { probe: seen } = seenBy({ analytical: view, analytical_session: session })
    expect(seen?.session).toEqual({ plan: 'pro', username: 'alice' })
    expect(seen?.events).toEqual([['posted', {}]])
  })

  test('an onError that throws breaks no page', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const providers = three()
    const analytical = createAnalytical({
      settings: idsOf(providers),
      providers,
      onError: () => {
        throw new Error('no disk')
      },
    })
    expect(Object.keys(run(analytical.render('analytical_body_bottom', { probe_colour: 1n })))).toEqual([
      'first',
      'last',
    ])
    expect(log).toHaveBeenCalledOnce()
  })

  test('without an onError each different message is printed once', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const analytical = createAnalytical({ settings: { PROBE_ID: '1' }, providers: [probe('probe')] })
    for (let page = 0; page < 5; page++) analytical.render('probe', { probe_colour: 1n })
    analytical.render('prope', {})
    expect(log.mock.calls.map(([line]) => line)).toEqual([
      expect.stringMatching(/^analytical: probe: .*BigInt/),
      'analytical: prope: prope is no tag: did you mean probe?',
    ])
  })

  test('a context that is no object is an empty one', () => {
    const { analytical, errors } = site()
    const empty = analytical.render('probe', {})
    for (const context of [undefined, null, 'text', 5]) expect(analytical.render('probe', context as never)).toBe(empty)
    expect(errors).toEqual([])
  })

  test('a user whose fields throw makes the visitor anonymous', () => {
    const { seen, errors } = site()
    expect(seen({ user: throwing('username'), probe_colour: 'red' })).toEqual({
      variables: { colour: 'red' },
      user: {},
      events: [],
      consent: {},
    })
    expect(errors).toEqual([{ phase: 'identify', message: 'out of order' }])
  })

  test('a user function that throws makes the visitor anonymous', () => {
    const { analytical, seen, errors } = site()
    const user = () => {
      throw new Error('no session store')
    }
    expect(seen({ analytical: analytical.pageView({ user }) }).identity).toBeUndefined()
    expect(errors).toEqual([{ phase: 'user', message: 'no session store' }])
  })
})

describe('values come out as they were given', () => {
  test.each<[string, unknown, unknown]>([
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['a lone surrogate', 'a\ud800b\udc00', 'a\ud800b\udc00'],
    ['long text', 'žluťoučký <b> '.repeat(10_000), 'žluťoučký <b> '.repeat(10_000)],
    ['null', null, null],
    ['zero', 0, 0],
    ['empty text', '', ''],
    ['something deep', [{ a: [[['</script>']]] }], [{ a: [[['</script>']]] }]],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ])('%s', (_, value, expected) => {
    expect(site().seen({ probe_colour: value }).variables).toEqual({ colour: expected })
  })
})

describe('nothing of the caller’s is written to', () => {
  const variables = frozen({
    clicky_session: { plan: 'pro' },
    clicky_goal: { id: 1, revenue: 2 },
    clicky_visitor: { a: 1 },
    google_analytics_custom_dimensions: { form: 'sonnet', user_properties: { plan: 'pro' } },
    google_analytics_user_properties: { x: 1 },
    analytical_session: { plan: 'pro', list: [1, 2] },
    analytical_goal: { id: 5, revenue: 9.95 },
    analytical_split: { name: 'home', version: 'b' },
    analytical_page: { href: '/x', title: 'X' },
    analytical_events: [['posted', { lines: 4 }], ['read']],
    user: { id: 7, username: 'alice', email: 'alice@example.com' },
    request: { ip: '203.0.113.7', headers: {} },
  })
  const settings = frozen({
    CLICKY_SITE_ID: ['1', '2'],
    GOOGLE_ANALYTICS_ID: ['G-ABCDE12345'],
    GOOGLE_ANALYTICS_CONFIG: { cookie_flags: 'Secure' },
    HUBSPOT_PORTAL_ID: '1',
    ANALYTICAL_CURRENCY: 'EUR',
    ANALYTICAL_PERSONAL_DATA: ['email'],
  })

  test('frozen settings, contexts and processors’ variables will do', () => {
    const errors: unknown[] = []
    const analytical = createAnalytical({
      settings,
      providers: [...builtIn],
      contextProcessors: [() => frozen({ clicky_timeout: 10 })],
      onError: (error) => errors.push(error),
    })
    const before = JSON.stringify(variables)
    for (const { name } of analytical.tags) analytical.render(name, { ...variables })
    const html = analytical.render('analytical_body_bottom', frozen({ ...variables, request: { ip: '::1' } }))
    analytical.explain(variables)
    expect(html).toContain('alice')
    expect(errors.filter((error) => !/rendered twice/.test(String(error)))).toEqual([])
    expect(JSON.stringify(variables)).toBe(before)
  })

  test('a frozen context given twice renders the same twice', () => {
    const analytical = createAnalytical({ settings })
    const page = frozen({ ...variables, request: undefined })
    const tags = analytical.tags.map(({ name }) => name)
    const all = () => tags.map((name) => analytical.render(name, page)).join('')
    expect(all()).toBe(all())
  })

  test('objects that pages share carry nobody’s name to the next page', () => {
    const providers = three()
    const { seenBy } = site({ providers })
    const shared = { analytical_session: { plan: 'pro' }, analytical_goal: { id: 5 }, probe_session: { a: 1 } }
    seenBy({ ...shared, user: { username: 'alice' } })
    const anonymous = seenBy({ ...shared })
    const carol = seenBy({ ...shared, user: { username: 'carol' } })
    expect(anonymous.first?.session).toEqual({ plan: 'pro' })
    expect(anonymous.probe?.session).toEqual({ a: 1 })
    expect(carol.probe?.session).toEqual({ a: 1, username: 'carol' })
    expect(JSON.stringify(carol)).not.toContain('alice')
  })

  test('a thousand pages at once tell each visitor by its own name', async () => {
    const shared = frozen({ analytical_session: { plan: 'pro' }, analytical_events: [['read']] })
    const { analytical, seenBy, errors } = site({
      providers: three(),
      contextProcessors: [
        async ({ user }: { user: { username: string } }) => {
          await new Promise((resolve) => setImmediate(resolve))
          return { analytical_goal: `goal of ${user.username}` }
        },
      ],
    })
    const visits = Array.from({ length: 1000 }, async (_, visit) => {
      const request = { user: { username: `user-${visit}` } }
      const view = analytical.pageView({ request, user: () => request.user })
      view.event(`event of user-${visit}`)
      await view.ready
      const seen = seenBy({ ...shared, analytical: view })
      for (const name of ['first', 'probe', 'last']) {
        expect(seen[name]).toMatchObject({
          identity: `user-${visit}`,
          session: { plan: 'pro', username: `user-${visit}` },
          goal: { id: `goal of user-${visit}` },
          events: [
            [`event of user-${visit}`, {}],
            ['read', {}],
          ],
        })
      }
      expect(new Set(JSON.stringify(seen).match(/user-\d+/g))).toEqual(new Set([`user-${visit}`]))
    })
    await Promise.all(visits)
    expect(errors).toEqual([])
  })
})

describe('tags', () => {
  test('a general tag renders the tags of its position, those that say so first and last', () => {
    const tag = (name: string, order?: 'first' | 'last', position = 'head_top') =>
      probe(name, {
        tags: { [name]: { position, ...(order && { order }), script: () => js`window[${name}] = 1;` } },
      } as Partial<AnyProvider>)
    const providers = [tag('a', 'last'), tag('b'), tag('c', 'first'), tag('d', undefined, 'head_bottom'), tag('e')]
    const { analytical } = site({ providers })
    expect(Object.keys(run(analytical.render('analytical_head_top', {})))).toEqual(['c', 'b', 'e', 'a'])
    expect(Object.keys(run(analytical.render('analytical_head_bottom', {})))).toEqual(['d'])
    expect(analytical.render('analytical_body_top', {})).toBe('')
  })

  test('are listed with what can be rendered', () => {
    const { analytical } = site({ providers: [probe('probe'), probe('off')], settings: { OFF_ID: undefined } })
    expect(analytical.tags).toEqual([
      ...['head_top', 'head_bottom', 'body_top', 'body_bottom'].map((at) => ({
        name: `analytical_${at}`,
        enabled: true,
      })),
      { name: 'probe', provider: 'probe', enabled: true },
      { name: 'off', provider: 'off', enabled: false },
    ])
    expect(analytical.enabled).toEqual(['probe'])
    expect(analytical.render('off', {})).toBe('')
  })

  test.each<[string, string]>([
    ['prob', 'prob is no tag: did you mean probe?'],
    ['analytical_body_botom', 'analytical_body_botom is no tag: did you mean analytical_body_bottom?'],
    ['something', 'something is no tag'],
    ['__proto__', '__proto__ is no tag'],
  ])('an unknown one, %s, renders nothing and is heard of', (name, message) => {
    const { analytical, errors } = site()
    expect(analytical.render(name, {})).toBe('')
    expect(errors).toEqual([{ tag: name, phase: 'render', message }])
  })

  test('one that is rendered twice in a page is heard of, and rendered', () => {
    const { analytical, errors } = site()
    const view = analytical.pageView({})
    const html = analytical.render('probe', { analytical: view })
    expect(errors).toEqual([])
    expect(analytical.render('analytical_body_bottom', { analytical: view })).toBe(html)
    expect(errors).toEqual([
      {
        provider: 'probe',
        tag: 'probe',
        phase: 'render',
        message: 'probe is rendered twice in one page view, and counts twice',
      },
    ])
  })

  test('one that is rendered in two pages is not', () => {
    const { analytical, errors } = site()
    for (const request of [{}, {}]) analytical.render('probe', { request })
    for (const view of [analytical.pageView({}), analytical.pageView({})])
      analytical.render('probe', { analytical: view })
    expect(errors).toEqual([])
  })

  test('explaining a page is not rendering it', () => {
    const { analytical, errors } = site()
    const context = { analytical: analytical.pageView({}) }
    analytical.explain(context)
    analytical.render('probe', context)
    expect(errors).toEqual([])
  })

  test('explain tells the length of what goes into the page, in bytes', () => {
    const { analytical } = site()
    const context = { probe_colour: 'žluť' }
    expect(analytical.explain(context)).toEqual([
      {
        provider: 'probe',
        title: 'Probe',
        tag: 'probe',
        position: 'body_bottom',
        action: 'render',
        reason: 'nothing speaks against it',
        bytes: Buffer.byteLength(analytical.render('probe', context)),
        notes: [],
      },
    ])
  })

  test('explain tells of one that fails', () => {
    const [verdict] = site().analytical.explain({ probe_colour: 1n })
    expect(verdict).toMatchObject({ action: 'omit', reason: expect.stringMatching(/^it failed: .*BigInt/), bytes: 0 })
  })
})

describe('switched off', () => {
  const enabledBy = (settings: object, context: object) => {
    const { analytical } = site({ providers: three(), settings: settings as Record<string, unknown> })
    return analytical
      .explain(context)
      .filter(({ action }) => action === 'render')
      .map(({ tag }) => tag)
  }

  test.each<[string, object, object, string[]]>([
    ['all, by the setting', { ANALYTICAL_DISABLED: true }, {}, []],
    ['some, by the setting', { ANALYTICAL_DISABLED: ['probe'] }, {}, ['first', 'last']],
    ['some, by the setting as text', { ANALYTICAL_DISABLED: 'probe, last' }, {}, ['first']],
    ['none, by the setting', { ANALYTICAL_DISABLED: false }, {}, ['first', 'probe', 'last']],
    ['all, by the page', {}, { analytical_disabled: true }, []],
    ['one, by the page', {}, { analytical_disabled: 'probe' }, ['first', 'last']],
    ['some, by the page', {}, { analytical_disabled: ['probe', 'first'] }, ['last']],
    ['none, by the page', {}, { analytical_disabled: false }, ['first', 'probe', 'last']],
    ['some, by either', { ANALYTICAL_DISABLED: ['first'] }, { analytical_disabled: ['last'] }, ['probe']],
  ])('%s', (_, settings, context, expected) => {
    expect(enabledBy(settings, context)).toEqual(expected)
  })

  test('what the page switched off renders nothing, even for an internal address', () => {
    const { analytical } = site({ settings: { ANALYTICAL_INTERNAL_IPS: ['::1'] } })
    expect(analytical.render('probe', { request: { ip: '::1' }, analytical_disabled: true })).toBe('')
  })
})

describe('the shared vocabulary', () => {
  test.each<[string, object, object]>([
    ['a goal', { analytical_goal: { id: 5, name: 'x', revenue: 9.95 } }, { goal: { id: 5, name: 'x', revenue: 9.95 } }],
    ['a goal by its id', { analytical_goal: 5 }, { goal: { id: 5 } }],
    ['a goal by its name', { analytical_goal: 'signed up' }, { goal: { id: 'signed up' } }],
    ['a split', { analytical_split: { name: 'home', version: 'b' } }, { split: { name: 'home', version: 'b' } }],
    ['a page', { analytical_page: { href: '/x' } }, { page: { href: '/x' } }],
    ['a session', { analytical_session: { plan: 'pro' } }, { session: { plan: 'pro' } }],
    [
      'events',
      { analytical_events: [['posted', { lines: 4 }], ['read'], 'left'] },
      {
        events: [
          ['posted', { lines: 4 }],
          ['read', {}],
          ['left', {}],
        ],
      },
    ],
    ['an own word before the shared one', { analytical_goal: 5, probe_goal: 6 }, { goal: { id: 6 } }],
    ['an own null before the shared one', { analytical_goal: 5, probe_goal: null }, {}],
    ['null', { analytical_goal: null, analytical_session: null, analytical_events: null }, {}],
  ])('%s', (_, context, expected) => {
    const { seen, errors } = site()
    expect(seen(context)).toEqual({ variables: {}, user: {}, events: [], consent: {}, ...expected })
    expect(errors).toEqual([])
  })

  test.each<[string, object, object]>([
    ['a revenue that names none', { id: 5, revenue: 1 }, { id: 5, revenue: 1, currency: 'EUR' }],
    ['no revenue that names one', { id: 5, revenue: 1, currency: 'CZK' }, { id: 5, revenue: 1, currency: 'CZK' }],
    ['no goal without revenue', { id: 5 }, { id: 5 }],
  ])('ANALYTICAL_CURRENCY is the currency of %s', (_, goal, expected) => {
    expect(site({ settings: { ANALYTICAL_CURRENCY: 'EUR' } }).seen({ analytical_goal: goal }).goal).toEqual(expected)
  })

  test.each<[string, object, RegExp]>([
    [
      'a session that is text',
      { analytical_session: 'alice' },
      /^analytical_session must be an object.* \(got string\): left out$/,
    ],
    [
      'a session that is a list',
      { analytical_session: [] },
      /^analytical_session must be an object.* \(got a list\): left out$/,
    ],
    [
      'a split that is a number',
      { analytical_split: 5 },
      /^analytical_split must be an object.* \(got number\): left out$/,
    ],
    [
      'a page that is text',
      { analytical_page: '/x' },
      /^analytical_page must be an object.* \(got string\): left out$/,
    ],
    [
      'a goal that is true',
      { analytical_goal: true },
      /^analytical_goal must be an id or an object.* \(got boolean\): left out$/,
    ],
    [
      'a goal that is a list',
      { analytical_goal: [5] },
      /^analytical_goal must be an id or an object.* \(got a list\): left out$/,
    ],
    ['a wrong own word', { probe_session: 'alice' }, /^probe_session must be an object.* \(got string\): left out$/],
    [
      'events that are no list',
      { analytical_events: 'posted' },
      /^analytical_events must be a list.* \(got string\): left out$/,
    ],
    [
      'events without names',
      { analytical_events: [[5], [''], {}] },
      /^analytical_events must be a list.* \(got a list\): left out$/,
    ],
    [
      'an identity that is a boolean',
      { analytical_identity: false },
      /identity must be text, a number or an object.*: left out$/,
    ],
    [
      'an identity that is a list',
      { probe_identity: ['jeff'] },
      /identity must be text, a number or an object.*: left out$/,
    ],
    [
      'an identity that is no plain object',
      {
        probe_identity: new (class Row {
          passwordHash = 'x'
        })(),
      },
      /identity must be text, a number or an object.*: left out$/,
    ],
  ])('%s is left out and heard of', (_, context, message) => {
    const { seen, errors } = site()
    expect(seen({ ...context, probe_colour: 'red' })).toEqual({
      variables: { colour: 'red' },
      user: {},
      events: [],
      consent: {},
    })
    expect(errors).toEqual([
      { provider: 'probe', tag: 'probe', phase: 'render', message: expect.stringMatching(message) },
    ])
  })

  const described = { id: 17, username: 'ann', email: 'ann@example.com', name: 'Ann Lee', plan: 'gold' }
  test('an own identity may be described at length, which is the site’s decision', () => {
    expect(site().seen({ probe_identity: described })).toMatchObject({
      identity: 'ann',
      user: { id: '17', email: 'ann@example.com', name: 'Ann Lee' },
      session: { username: 'ann', plan: 'gold' },
    })
  })

  test('of a shared one only what `identify` may return is told, e-mail and name where granted', () => {
    const { seen } = site({ settings: { ANALYTICAL_PERSONAL_DATA: 'email' } })
    expect(seen({ analytical_identity: described })).toMatchObject({
      identity: 'ann',
      user: { id: '17', email: 'ann@example.com' },
      session: { username: 'ann' },
    })
    expect(seen({ analytical_identity: described }).user).not.toHaveProperty('name')
    expect(seen({ analytical_identity: described }).session).not.toHaveProperty('plan')
  })

  const unspeakable = { toString: 'x' }
  const nameless = Object.assign(Object.create(null), { id: 17 })
  test.each<[what: string, context: object, seen: object]>([
    ['an identity without a prototype', { probe_identity: nameless }, { identity: '17' }],
    ['an e-mail address that is no text', { user: { username: 'ann', email: unspeakable } }, { identity: 'ann' }],
    ['a goal’s name that is no text', { analytical_goal: { id: 5, name: unspeakable } }, { goal: { id: 5 } }],
    ['an amount that is text', { analytical_goal: { id: 5, revenue: '9.50' } }, { goal: { id: 5, revenue: 9.5 } }],
    ['an amount that is none', { analytical_goal: { id: 5, revenue: Number.NaN } }, { goal: { id: 5 } }],
    [
      'a decimal of a database’s',
      { analytical_goal: { id: 5, revenue: { toString: () => '9.5' } } },
      { goal: { id: 5, revenue: 9.5 } },
    ],
    ['parts of the page that are null', { analytical_page: { href: null, title: 'A' } }, { page: { title: 'A' } }],
    ['an address that is no text', { analytical_page: { href: unspeakable, title: 'A' } }, { page: { title: 'A' } }],
    ['an identity that is no date', { analytical_identity: new Date(Number.NaN) }, {}],
  ])('%s costs nothing else', (_, context, expected) => {
    const { seen } = site()
    const { variables, events, consent, user, session, ...found } = seen({ ...context, probe_colour: 'red' })
    expect(found).toEqual(expected)
    expect(variables).toEqual({ colour: 'red' })
  })

  test('a name that holds an e-mail address takes both grants', () => {
    const user = { username: 'ann', email: 'ann@example.com', name: 'Ann <ann@example.com>' }
    const told = (granted: string) => site({ settings: { ANALYTICAL_PERSONAL_DATA: granted } }).seen({ user }).user
    expect(told('name')).not.toHaveProperty('name')
    expect(told('email, name')).toMatchObject({ name: 'Ann <ann@example.com>', email: 'ann@example.com' })
  })

  test('one event may stand for a list of it', () => {
    expect(site().seen({ analytical_events: ['posted', { lines: 4 }] }).events).toEqual([['posted', { lines: 4 }]])
    expect(site().seen({ analytical_events: ['posted', 'liked'] }).events).toEqual([
      ['posted', {}],
      ['liked', {}],
    ])
  })

  test('one wrong event costs no other', () => {
    const { seen, errors } = site()
    expect(seen({ analytical_events: [['posted'], [5], ['read', 'x'], ['left']] }).events).toEqual([
      ['posted', {}],
      ['left', {}],
    ])
    expect(errors).toHaveLength(1)
  })

  test('events of the page view come before those of its variables', () => {
    const { analytical, seen } = site()
    const view = analytical.pageView({}).event('posted', { lines: 4 }).event('read')
    expect(seen({ analytical: view, analytical_events: ['left'] }).events).toEqual([
      ['posted', { lines: 4 }],
      ['read', {}],
      ['left', {}],
    ])
  })

  test.each<[string, unknown[]]>([
    ['no name', ['']],
    ['a name that is no text', [5]],
    ['properties that are no object', ['posted', 'x']],
    ['properties that are a list', ['posted', []]],
    ['properties that are null', ['posted', null]],
  ])('an event with %s is an error where it is made', (_, given) => {
    const view = site().analytical.pageView({})
    expect(() => view.event(...(given as [string]))).toThrow(TypeError)
    expect(view.events).toEqual([])
  })
})

describe('context processors', () => {
  const late = { probe_colour: 'late' }

  test('set variables of every page, the later over the earlier', () => {
    const contextProcessors = [() => ({ probe_colour: 'red', analytical_goal: 1 }), () => ({ probe_colour: 'blue' })]
    const { analytical, seen } = site({ contextProcessors })
    const view = analytical.pageView({ request: {} })
    expect(view.ready).toBeUndefined()
    expect(seen({ analytical: view })).toMatchObject({ variables: { colour: 'blue' }, goal: { id: 1 } })
  })

  test('are given the request', () => {
    const { seen } = site({ contextProcessors: [({ path }: { path: string }) => ({ probe_colour: path })] })
    expect(seen({ request: { path: '/rhymes' } }).variables).toEqual({ colour: '/rhymes' })
  })

  test('run once per request, with an adapter and without', () => {
    let times = 0
    const { analytical } = site({ contextProcessors: [() => ({ probe_colour: ++times })] })
    const request = {}
    for (const name of ['probe', 'analytical_head_top', 'analytical_body_bottom']) analytical.render(name, { request })
    expect(times).toBe(1)
    const view = analytical.pageView({ request: {} })
    for (const name of ['probe', 'analytical_head_top']) analytical.render(name, { analytical: view })
    expect(times).toBe(2)
  })

  test('may be asynchronous; the order stays theirs', async () => {
    const contextProcessors = [
      async () => {
        await new Promise((resolve) => setImmediate(resolve))
        return { probe_colour: 'red', analytical_goal: 1 }
      },
      () => ({ probe_colour: 'blue' }),
    ]
    const { analytical, seen } = site({ contextProcessors })
    const view = analytical.pageView({})
    await view.ready
    expect(seen({ analytical: view })).toMatchObject({ variables: { colour: 'blue' }, goal: { id: 1 } })
  })

  test.each<[string, () => unknown, string]>([
    [
      'throws',
      () => {
        throw new Error('no database')
      },
      'no database',
    ],
    [
      'rejects',
      async () => {
        throw new Error('no database')
      },
      'no database',
    ],
    ['returns text', () => 'text', 'a context processor must return an object (got string)'],
    ['resolves to a number', async () => 5, 'a context processor must return an object (got number)'],
    [
      'returns an object that throws',
      () => ({
        get probe_colour() {
          throw new Error('no database')
        },
      }),
      'no database',
    ],
  ])('one that %s costs its own variables', async (_, broken, message) => {
    const contextProcessors = [() => ({ probe_colour: 'red' }), broken as () => object, () => ({ analytical_goal: 1 })]
    const { analytical, seen, errors } = site({ contextProcessors })
    const view = analytical.pageView({})
    await view.ready
    expect(seen({ analytical: view })).toMatchObject({ variables: { colour: 'red' }, goal: { id: 1 } })
    expect(errors).toEqual([{ phase: 'context processor', message }])
  })

  test.each([null, undefined])('one that returns %s sets nothing', (nothing) => {
    const { seen, errors } = site({ contextProcessors: [() => nothing] })
    expect(seen({ request: {} }).variables).toEqual({})
    expect(errors).toEqual([])
  })

  test.each<[string, object, number]>([
    ['a second', {}, 1000],
    ['the deadline', { deadline: 50 }, 50],
  ])('one that never settles costs its own variables after %s', async (_, options, deadline) => {
    vi.useFakeTimers()
    const contextProcessors = [
      async () => ({ analytical_goal: 1 }),
      function slow() {
        return new Promise<object>(() => {})
      },
    ]
    const { analytical, seen, errors } = site({ contextProcessors, ...options })
    const view = analytical.pageView({})
    let isReady = false
    view.ready?.then(() => {
      isReady = true
    })
    await vi.advanceTimersByTimeAsync(deadline - 1)
    expect(isReady).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(isReady).toBe(true)
    expect(seen({ analytical: view }).goal).toEqual({ id: 1 })
    expect(errors).toEqual([
      { phase: 'context processor', message: `the context processor slow took longer than ${deadline} ms` },
    ])
  })

  test('one that settles too late changes nothing any more', async () => {
    vi.useFakeTimers()
    const slow = () => new Promise<object>((resolve) => setTimeout(() => resolve(late), 2000))
    const { analytical, seen } = site({ contextProcessors: [slow] })
    const view = analytical.pageView({})
    await vi.advanceTimersByTimeAsync(3000)
    await view.ready
    expect(seen({ analytical: view }).variables).toEqual({})
  })

  test('one that settles in time leaves no timer behind', async () => {
    vi.useFakeTimers()
    const view = site({ contextProcessors: [async () => late] }).analytical.pageView({})
    await view.ready
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each<[string, object, object, string]>([
    ['the processor’s wins', {}, { probe_colour: 'processor' }, 'processor'],
    ['the page’s wins with viewWins', { viewWins: true }, { probe_colour: 'processor' }, 'page'],
    ['the page’s stays where the processor’s is undefined', {}, { probe_colour: undefined }, 'page'],
  ])('of a variable that both set, %s', (_, options, variables, colour) => {
    const { analytical, seen } = site({ contextProcessors: [() => variables], ...options })
    const view = analytical.pageView({})
    expect(seen({ analytical: view, probe_colour: 'page' }).variables).toEqual({ colour })
  })

  test('with viewWins the processor’s variables still fill in', () => {
    const { seen } = site({ contextProcessors: [() => ({ analytical_goal: 1 })], viewWins: true })
    expect(seen({ request: {}, probe_colour: 'page' })).toMatchObject({
      variables: { colour: 'page' },
      goal: { id: 1 },
    })
  })

  test('may switch the tags off', () => {
    const { analytical } = site({ contextProcessors: [() => ({ analytical_disabled: true })] })
    expect(analytical.render('probe', { request: {} })).toBe('')
  })

  test('a variable __proto__ that one sets is data', () => {
    const { seen } = site({ contextProcessors: [() => JSON.parse('{"__proto__":{"probe_colour":"red"}}')] })
    expect(seen({ request: {} }).variables).toEqual({})
  })
})

describe('the page view', () => {
  test('is taken from the context by its brand, and nothing else passes for one', () => {
    const { analytical, seen, errors } = site()
    const view = analytical.pageView({ user: { username: 'alice' } })
    expect(seen({ analytical: view }).identity).toBe('alice')
    for (const other of ['mine', { ...view }, Object.create(view), { visitor: { identity: 'mallory' } }]) {
      expect(analytical.render('probe', { analytical: other, user: { username: 'bob' } })).toBe('')
    }
    expect(errors).toHaveLength(4)
    expect(errors[0]).toEqual({
      phase: 'render',
      message: 'the variable `analytical` is taken by the page, and with it the page view that tracking() put there',
    })
  })

  test('wins over the context’s own request and user', () => {
    const { analytical, seen } = site()
    const view = analytical.pageView({ user: { username: 'alice' } })
    expect(
      seen({ analytical: view, user: { username: 'bob' }, request: { user: { username: 'carol' } } }).identity,
    ).toBe('alice')
  })

  const nonceIn = (nonce: unknown) => {
    const { analytical, errors } = site()
    const html = analytical.render('probe', { analytical: analytical.pageView({ nonce: nonce as string }) })
    return { nonce: scriptsOf(html)[0]?.attributes, html, errors }
  }

  test.each(['rAnd0m', 'abc+/=', 'a-b_c==', 'x'.repeat(200)])('its nonce %s stands on the script', (nonce) => {
    expect(nonceIn(nonce)).toMatchObject({ nonce: { nonce }, errors: [] })
  })

  test.each<[string, unknown]>([
    ['with code', 'abc" onload="alert(1)'],
    ['with a space', 'abc def'],
    ['with a line break', 'abc\n'],
    ['that ends the tag', 'abc>'],
    ['with too many equals signs', 'abc==='],
    ['that is empty', ''],
    ['that is endless', 'x'.repeat(201)],
    ['that is null', null],
    ['that is a list', ['abc']],
    ['that is an object', { toString: () => 'abc' }],
  ])('a nonce %s is left out and heard of', (_, nonce) => {
    const given = nonceIn(nonce)
    expect(given.nonce).toEqual({})
    expect(given.errors).toEqual([
      { phase: 'nonce', message: 'a nonce is base64, like rAnd0m+/=; what was given is none and is left out' },
    ])
  })

  test('without a nonce there is none, and nothing is wrong', () => {
    const { nonce, errors } = nonceIn(undefined)
    expect({ nonce, errors }).toEqual({ nonce: {}, errors: [] })
  })
})

test('capabilities tell what each provider can express', () => {
  const { analytical } = site({
    providers: [probe('probe'), probe('other', { capabilities: { ...probe('x').capabilities, goal: 'takes a plan' } })],
  })
  expect(analytical.capabilities()).toMatchObject({ probe: { goal: true }, other: { goal: 'takes a plan' } })
})
