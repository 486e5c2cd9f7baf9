import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { AnyProvider } from '../src/provider.ts'
import { probe, site } from './probe.ts'

const alice = { id: 7, username: 'alice', email: 'alice@example.com', name: 'Alice Liddell', createdAt: 1234 }
const strict: Partial<AnyProvider> = { terms: 'no personal data' }
const secret = 'correct horse battery staple'
const hmac = (provider: string, text: string) =>
  createHmac('sha256', secret).update(`${provider}\0${text}`).digest('hex')

describe('who it is', () => {
  test.each<[string, object, string | undefined]>([
    ['the provider’s own variable first', { probe_identity: 'own', analytical_identity: 'shared', user: alice }, 'own'],
    ['then the shared variable', { analytical_identity: 'shared', user: alice }, 'shared'],
    ['then the signed-in user', { user: alice }, 'alice'],
    ['then the user of the request', { request: { user: alice } }, 'alice'],
    ['the template’s user before the request’s', { user: alice, request: { user: { username: 'bob' } } }, 'alice'],
    ['nobody where there is no user', {}, undefined],
    ['nobody where the user is null', { user: null }, undefined],
    [
      'nobody where the own variable is null',
      { probe_identity: null, analytical_identity: 'shared', user: alice },
      undefined,
    ],
    ['nobody where the shared variable is null', { analytical_identity: null, user: alice }, undefined],
    ['nobody where the own variable is empty', { probe_identity: '', user: alice }, undefined],
    [
      'the user where the variables are undefined',
      { probe_identity: undefined, analytical_identity: undefined, user: alice },
      'alice',
    ],
    ['a number as text', { analytical_identity: 42 }, '42'],
    ['the user’s id where it has no name', { user: { id: 7 } }, '7'],
    ['a database’s id as text', { user: { id: { toString: () => 'b2e1' } } }, 'b2e1'],
    ['nobody where the user has neither', { user: { email: 'alice@example.com' } }, undefined],
    ['another provider’s variable is not asked', { other_identity: 'other', user: alice }, 'alice'],
  ])('%s', (_, context, identity) => {
    expect(site().seen(context).identity).toBe(identity)
  })

  test.each<[string, object, string | undefined]>([
    ['a value that is true', { isAuthenticated: true }, 'alice'],
    ['a value that is false', { isAuthenticated: false }, undefined],
    ['a value that is only truthy', { isAuthenticated: 'no' }, undefined],
    ['a value that is undefined', { isAuthenticated: undefined }, undefined],
    ['a method that says yes', { isAuthenticated: () => true }, 'alice'],
    ['a method that says no', { isAuthenticated: () => false }, undefined],
  ])('with isAuthenticated as %s', (_, more, identity) => {
    expect(site().seen({ user: { ...alice, ...more } }).identity).toBe(identity)
  })

  test('isAuthenticated is asked as a method of the user', () => {
    class Account {
      username = 'alice'
      signedIn = true
      isAuthenticated() {
        return this.signedIn
      }
    }
    expect(site().seen({ user: new Account() }).identity).toBe('alice')
  })

  test('the user is read once per page view', () => {
    let asked = 0
    const { analytical } = site()
    const view = analytical.pageView({ user: () => ({ username: `alice${++asked}` }) })
    analytical.render('probe', { analytical: view })
    analytical.render('analytical_body_bottom', { analytical: view })
    expect(asked).toBe(1)
  })

  test('a page view without a tag asks for no user', () => {
    let asked = 0
    site().analytical.pageView({ user: () => ++asked })
    expect(asked).toBe(0)
  })
})

describe('an explicit null', () => {
  test.each([{ analytical_identity: null }, { probe_identity: null }])(
    '%o takes e-mail and name with it',
    (variable) => {
      const { seen } = site({ settings: { ANALYTICAL_PERSONAL_DATA: ['email', 'name'] } })
      const { identity, user, session } = seen({ user: alice, ...variable })
      expect({ identity, user, session }).toEqual({ identity: undefined, user: {}, session: undefined })
    },
  )
})

describe('ANALYTICAL_AUTO_IDENTIFY false', () => {
  const { seen } = site({ settings: { ANALYTICAL_AUTO_IDENTIFY: false, ANALYTICAL_PERSONAL_DATA: ['email', 'name'] } })

  test('sends nothing of the user', () => {
    expect(seen({ user: alice })).toEqual({ variables: {}, user: {}, events: [], consent: {} })
  })

  test.each([{ analytical_identity: 'shared' }, { probe_identity: 'shared' }])(
    'sends what the page says (%o), and no e-mail',
    (variable) => {
      const { identity, user, session } = seen({ user: alice, ...variable })
      expect({ identity, user, session }).toEqual({ identity: 'shared', user: {}, session: { username: 'shared' } })
    },
  )
})

describe('a user that is no record', () => {
  test.each<[user: unknown, identity: string]>([
    ['jeff', 'jeff'],
    [new String('jeff'), 'jeff'],
    [17, '17'],
  ])('%o is a user name', (user, identity) => {
    const { seen, errors } = site()
    expect(seen({ user })).toMatchObject({ identity, user: {}, session: { username: identity } })
    expect(errors).toEqual([])
  })

  test('an e-mail address as user name takes the grant', () => {
    expect(site().seen({ user: 'ann@example.com' }).identity).toBeUndefined()
    const settings = { ANALYTICAL_PERSONAL_DATA: ['email'] }
    expect(site({ settings }).seen({ user: 'ann@example.com' }).identity).toBe('ann@example.com')
  })

  test('identify is given it as it is', () => {
    const identify = (user: string) => ({ username: `user-${user}` })
    expect(site({ identify }).seen({ user: 'jeff' }).identity).toBe('user-jeff')
  })

  test.each(['', 'null', 'undefined', null, false, 0])('%o is nobody', (user) => {
    const { seen, errors } = site()
    expect(seen({ user }).identity).toBeUndefined()
    expect(errors).toEqual([])
  })

  test.each([true, Symbol('jeff')])('%o is nobody, and reported', (user) => {
    const { seen, errors } = site()
    expect(seen({ user }).identity).toBeUndefined()
    expect(errors.map(({ message }) => message)).toEqual([
      `a user must be a record like { username: 'jeff' }, or a user name (got ${typeof user})`,
    ])
  })
})

describe('identify', () => {
  const seenAs = (identify: (user: typeof alice) => never) =>
    site({ settings: { ANALYTICAL_PERSONAL_DATA: ['email', 'name'] }, identify }).seen({ user: alice })

  test('text is the name, beside the rest of the record', () => {
    expect(seenAs(() => 'al' as never)).toMatchObject({ identity: 'al', user: { id: '7', email: 'alice@example.com' } })
  })

  test('a number is the name', () => {
    expect(seenAs(({ id }) => id as never).identity).toBe('7')
  })

  test('a record replaces the user’s', () => {
    expect(seenAs(({ id }) => ({ username: `user-${id}`, name: 'A. L.' }) as never)).toMatchObject({
      identity: 'user-7',
      user: { name: 'A. L.' },
    })
    expect(seenAs(() => ({ username: 'x' }) as never).user).toEqual({})
  })

  test.each([null, undefined])('%s is nobody', (nobody) => {
    const { identity, user } = seenAs(() => nobody as never)
    expect({ identity, user }).toEqual({ identity: undefined, user: {} })
  })

  test('is not asked where nobody is signed in', () => {
    const identify = () => {
      throw new Error('asked')
    }
    const { seen, errors } = site({ identify })
    seen({ user: { ...alice, isAuthenticated: false } })
    seen({ user: null })
    expect(errors).toEqual([])
  })

  test('one that throws makes the visitor anonymous and is heard of once', () => {
    const { analytical, seenBy, errors } = site({
      providers: [probe('probe'), probe('other')],
      identify: () => {
        throw new Error('no such column')
      },
    })
    const seen = seenBy({ analytical: analytical.pageView({ user: alice }), probe_colour: 'red' })
    expect(seen.probe).toEqual({ variables: { colour: 'red' }, user: {}, events: [], consent: {} })
    expect(seen.other?.identity).toBeUndefined()
    expect(errors).toEqual([{ phase: 'identify', message: 'no such column' }])
  })
})

describe('the session', () => {
  test.each<[string, object, object | undefined, string | undefined]>([
    ['is made of the identity where the page has none', {}, { username: 'alice' }, 'alice'],
    [
      'gets the identity beside the page’s data',
      { analytical_session: { plan: 'pro' } },
      { plan: 'pro', username: 'alice' },
      'alice',
    ],
    ['that names the user wins', { analytical_session: { username: 'page' } }, { username: 'page' }, 'page'],
    [
      'that names nobody takes the identity',
      { analytical_session: { username: undefined } },
      { username: 'alice' },
      'alice',
    ],
    [
      'of the provider’s own wins',
      { analytical_session: { a: 1 }, probe_session: { b: 2 } },
      { b: 2, username: 'alice' },
      'alice',
    ],
    [
      'keeps its name beside an explicit identity',
      { analytical_session: { username: 'page' }, analytical_identity: 'x' },
      { username: 'page' },
      'x',
    ],
    [
      'is left alone by an explicit null',
      { analytical_session: { plan: 'pro' }, analytical_identity: null },
      { plan: 'pro' },
      undefined,
    ],
  ])('%s', (_, context, session, identity) => {
    const seen = site().seen({ user: alice, ...context })
    expect(seen.session).toEqual(session)
    expect(seen.identity).toBe(identity)
  })
})

describe('personal data', () => {
  const settingsOf = (kit: unknown, own?: unknown) => ({
    ...(kit === undefined ? {} : { ANALYTICAL_PERSONAL_DATA: kit }),
    ...(own === undefined ? {} : { PROBE_PERSONAL_DATA: own }),
  })

  test.each<[string, unknown, unknown, string[]]>([
    ['none unless it is listed', undefined, undefined, ['createdAt', 'id']],
    ['the e-mail address', ['email'], undefined, ['createdAt', 'email', 'id']],
    ['the name', 'name', undefined, ['createdAt', 'id', 'name']],
    ['both', 'email, name', undefined, ['createdAt', 'email', 'id', 'name']],
    ['the provider’s own list in place of the kit’s', ['email', 'name'], ['name'], ['createdAt', 'id', 'name']],
    ['the provider’s own empty list in place of the kit’s', ['email', 'name'], [], ['createdAt', 'id']],
    ['the provider’s own list where the kit has none', undefined, ['email'], ['createdAt', 'email', 'id']],
  ])('%s', (_, kit, own, fields) => {
    expect(Object.keys(site({ settings: settingsOf(kit, own) }).seen({ user: alice }).user).sort()).toEqual(fields)
  })

  test('one provider’s list is another’s no business', () => {
    const { seenBy } = site({ providers: [probe('probe'), probe('other')], settings: settingsOf(undefined, ['email']) })
    const seen = seenBy({ user: alice })
    expect([seen.probe?.user.email, seen.other?.user.email]).toEqual(['alice@example.com', undefined])
  })

  test.each<[string, object, unknown, string | undefined]>([
    ['that is an e-mail address is withheld', { username: 'alice@example.com' }, [], undefined],
    [
      'that is an e-mail address is sent where that is granted',
      { username: 'alice@example.com' },
      ['email'],
      'alice@example.com',
    ],
    [
      'that is an e-mail address is withheld where only names are granted',
      { username: 'alice@example.com' },
      ['name'],
      undefined,
    ],
    [
      'that is the e-mail address in capitals is withheld',
      { username: 'ALICE@EXAMPLE.COM', email: 'alice@example.com' },
      [],
      undefined,
    ],
    ['that is the full name is withheld', { username: 'alice liddell', name: 'Alice Liddell' }, [], undefined],
    [
      'that is the full name is sent where that is granted',
      { username: 'Alice Liddell', name: 'Alice Liddell' },
      ['name'],
      'Alice Liddell',
    ],
    ['that is also the first name passes', { username: 'alice', name: 'Alice' }, [], 'alice'],
    ['an id that is an e-mail address is withheld', { id: 'alice@example.com' }, [], undefined],
  ])('a user name %s', (_, user, granted, identity) => {
    const seen = site({ settings: settingsOf(granted) }).seen({ user })
    expect(seen.identity).toBe(identity)
    if (identity === undefined) expect(JSON.stringify(seen).toLowerCase()).not.toContain('alice')
  })

  test('what the page itself says goes out as it stands', () => {
    expect(site().seen({ analytical_identity: 'alice@example.com' }).identity).toBe('alice@example.com')
  })

  test('a user name that is withheld goes as its HMAC where there is a secret, another for each provider', () => {
    const { seenBy } = site({
      providers: [probe('probe'), probe('other')],
      settings: { ANALYTICAL_IDENTITY_SECRET: secret },
    })
    const seen = seenBy({ user: { username: 'žofie@example.com' } })
    expect(seen.probe?.identity).toBe(hmac('probe', 'žofie@example.com'))
    expect(seen.other?.identity).toBe(hmac('other', 'žofie@example.com'))
    expect(seen.probe?.identity).not.toBe(seen.other?.identity)
    expect(seen.probe?.session).toEqual({ username: hmac('probe', 'žofie@example.com') })
  })
})

describe('a vendor that forbids personal data', () => {
  const providers = [probe('probe', strict)]
  const personal: [string, object][] = [
    ['an e-mail address', { analytical_identity: 'alice@example.com' }],
    ['an encoded e-mail address', { analytical_identity: 'alice%40example.com' }],
    ['several words', { analytical_identity: 'Alice Liddell' }],
    ['the record’s name', { analytical_identity: 'alice', user: { name: 'Alice' } }],
    ['a user name that is an e-mail address', { user: { username: 'alice@example.com' } }],
    ['a user name of several words', { user: { username: 'Alice Liddell' } }],
    ['a user name that is the record’s name', { user: { username: 'Alice', name: 'alice ' } }],
    ['an id that is an e-mail address', { user: { id: 'alice@example.com' } }],
    ['a session’s name for the user', { analytical_session: { username: 'alice@example.com' } }],
  ]

  test.each(personal)('without a secret gets nothing for %s', (_, context) => {
    const seen = site({ providers }).seen(context)
    expect(seen.identity).toBeUndefined()
    expect(JSON.stringify(seen).toLowerCase()).not.toContain('alice')
  })

  test.each(personal)('with a secret gets an HMAC for %s', (_, context) => {
    const seen = site({ providers, settings: { ANALYTICAL_IDENTITY_SECRET: secret } }).seen(context)
    expect(seen.identity).toMatch(/^[0-9a-f]{64}$/)
    expect(seen.session).toEqual({ username: seen.identity })
    expect(JSON.stringify(seen).toLowerCase()).not.toContain('alice')
  })

  test('the HMAC is that of provider and text', () => {
    const { seen } = site({ providers, settings: { ANALYTICAL_IDENTITY_SECRET: secret } })
    expect(seen({ analytical_identity: 'alice@example.com' }).identity).toBe(hmac('probe', 'alice@example.com'))
  })

  test('gets a plain user name, and an id', () => {
    expect(site({ providers }).seen({ user: alice })).toMatchObject({ identity: 'alice', user: { id: '7' } })
  })

  test('gets its own variables as the site wrote them', () => {
    expect(site({ providers }).seen({ probe_identity: 'alice@example.com' }).identity).toBe('alice@example.com')
  })

  test('is granted no e-mail address or name by ANALYTICAL_PERSONAL_DATA, and cannot be by its own setting', () => {
    const { user } = site({ providers, settings: { ANALYTICAL_PERSONAL_DATA: ['email', 'name'] } }).seen({
      user: alice,
    })
    expect(user).toEqual({ id: '7', createdAt: 1234 })
    expect(() => site({ providers, settings: { PROBE_PERSONAL_DATA: ['email'] } })).toThrow(
      /PROBE_PERSONAL_DATA is no setting/,
    )
  })

  test('gets no e-mail address and no name in any shared value', () => {
    const seen = site({ providers }).seen({
      user: alice,
      analytical_session: {
        mail: 'alice@example.com',
        who: 'Alice Liddell',
        plan: 'pro',
        visits: 3,
        list: ['a@b.example', 'x'],
      },
      analytical_goal: { id: 5, name: 'invited bob@example.com' },
      analytical_page: { title: 'Rhymes of Alice Liddell', href: '/users/alice%40example.com', referrer: '/rhymes' },
      analytical_events: [
        ['greeted Alice Liddell'],
        ['posted', { by: 'alice@example.com', lines: 4 }],
        ['x', { 'a@b.example': 1 }],
      ],
    })
    expect(seen.session).toEqual({ plan: 'pro', visits: 3, list: ['x'], username: 'alice' })
    expect(seen.goal).toEqual({ id: 5 })
    expect(seen.page).toEqual({ title: '(redacted)', href: '/users/(redacted)', referrer: '/rhymes' })
    expect(seen.events).toEqual([
      ['posted', { lines: 4 }],
      ['x', {}],
    ])
  })

  test('gets no e-mail address in the events of the page view', () => {
    const { analytical, seen } = site({ providers })
    const view = analytical.pageView({ user: alice }).event('posted', { by: 'alice@example.com', lines: 4 })
    expect(seen({ analytical: view }).events).toEqual([['posted', { lines: 4 }]])
  })
})

describe('explain notes what was kept back', () => {
  const notes = (settings: object, context: object, more = strict) =>
    site({ providers: [probe('probe', more)], settings: settings as Record<string, unknown> }).analytical.explain(
      context,
    )[0]?.notes

  test('without a secret', () => {
    expect(notes({}, { analytical_identity: 'alice@example.com' })).toEqual([
      'the identity tells a person and is left out; with ANALYTICAL_IDENTITY_SECRET its HMAC would be sent',
    ])
  })

  test('with a secret', () => {
    expect(notes({ ANALYTICAL_IDENTITY_SECRET: secret }, { user: { username: 'a@b.example' } }, {})).toEqual([
      'the identity tells a person; its HMAC is sent',
    ])
  })

  test('and nothing where nothing was, or where the tag is off anyway', () => {
    expect(notes({}, { user: alice })).toEqual([])
    expect(notes({}, { analytical_identity: 'a@b.example', analytical_disabled: true })).toEqual([])
  })
})
