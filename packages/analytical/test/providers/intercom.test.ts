import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { intercom } from '../../src/providers/intercom.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { INTERCOM_APP_ID: 'tx2p130c' }
const secret = 'a secret of enough characters'
const signing = { ...settings, INTERCOM_HMAC_SECRET_KEY: secret }
const granting = { INTERCOM_PERSONAL_DATA: ['email', 'name'] }
const hash = (text: string) => createHmac('sha256', secret).update(text).digest('hex')
const page = (given: Partial<PageWith>) => trackingOf({ settings, ...given })
const named = { app_id: 'tx2p130c', user_id: '17', name: 'jeff' }

describe('what Intercom’s file finds in intercomSettings', () => {
  test.each<[what: string, page: Partial<PageWith>, found: Record<string, unknown>]>([
    ['the account alone for an anonymous visitor', {}, { app_id: 'tx2p130c' }],
    ['id and user name', { user: jeff }, named],
    ['the user name where there is no id', { user: { username: 'ann' } }, { ...named, user_id: 'ann', name: 'ann' }],
    [
      'e-mail address and full name where a setting grants them',
      { user: jeff, settings: { ...settings, ...granting } },
      { ...named, email: 'jeff@example.com', name: 'Jeffrey Bean' },
    ],
    [
      'when the user signed up, in seconds',
      { user: { ...jeff, createdAt: new Date(1_700_000_000_500) } },
      { ...named, created_at: 1_700_000_000 },
    ],
    [
      'the page’s word before the user’s record',
      {
        user: { ...jeff, createdAt: new Date(0) },
        variables: { intercom_name: 'The Poet', intercom_email: 'poet@example.com', intercom_created_at: 5 },
      },
      { ...named, name: 'The Poet', email: 'poet@example.com', created_at: 5 },
    ],
    [
      'no name where the page says null',
      { user: jeff, variables: { intercom_name: null } },
      { app_id: 'tx2p130c', user_id: '17', name: null },
    ],
    [
      'nobody where the identity is switched off',
      { user: jeff, variables: { intercom_identity: null } },
      settingsOnly(),
    ],
    [
      'whom the page names, and no more of who is signed in',
      { user: jeff, variables: { analytical_identity: 'ann' }, settings: { ...settings, ...granting } },
      { ...named, user_id: 'ann', name: 'ann' },
    ],
    [
      'the session as attributes, dates in seconds',
      { user: jeff, variables: { analytical_session: { plan: 'gold', last_rhyme_at: new Date(7000) } } },
      { ...named, plan: 'gold', last_rhyme_at: 7 },
    ],
    [
      'every other attribute, before the session’s',
      {
        variables: { analytical_session: { plan: 'gold' }, intercom_plan: 'pro', intercom_hide_default_launcher: true },
      },
      { app_id: 'tx2p130c', plan: 'pro', hide_default_launcher: true },
    ],
    [
      'the company',
      { variables: { intercom_company: { company_id: 5, name: 'Rhymes' } } },
      { app_id: 'tx2p130c', company: { company_id: 5, name: 'Rhymes' } },
    ],
    [
      'a token that the page signed',
      { variables: { intercom_user_jwt: 'a.b.c' } },
      { ...settingsOnly(), intercom_user_jwt: 'a.b.c' },
    ],
    [
      'no other account for a variable’s sake',
      { variables: { intercom_app_id: 'mine', intercom_api_base: 'x' } },
      { ...settingsOnly(), api_base: 'x' },
    ],
    [
      'the API of the region',
      { settings: { ...settings, INTERCOM_REGION: 'eu' } },
      { ...settingsOnly(), api_base: 'https://api-iam.eu.intercom.io' },
    ],
    [
      'the API of the region, whatever a variable says',
      { settings: { ...settings, INTERCOM_REGION: 'au' }, variables: { intercom_api_base: 'https://evil.example' } },
      { ...settingsOnly(), api_base: 'https://api-iam.au.intercom.io' },
    ],
    [
      'nothing signed of the session, where a visitor may have typed it',
      { settings: signing, variables: { analytical_session: { user_id: '18', email: 'ann@example.com' } } },
      { ...settingsOnly(), user_id: '18', email: 'ann@example.com' },
    ],
    [
      'the id of the record before one of the session’s, signed',
      { user: jeff, settings: signing, variables: { analytical_session: { user_id: '18' } } },
      { ...named, user_hash: hash('17') },
    ],
    ['the HMAC of the id', { user: jeff, settings: signing }, { ...named, user_hash: hash('17') }],
    [
      'the HMAC of the id, also beside an address',
      { user: jeff, settings: { ...signing, ...granting } },
      { ...named, email: 'jeff@example.com', name: 'Jeffrey Bean', user_hash: hash('17') },
    ],
    [
      'the HMAC of the page’s own id',
      { user: jeff, settings: signing, variables: { intercom_user_id: 4711 } },
      { ...named, user_id: 4711, user_hash: hash('4711') },
    ],
    [
      'the HMAC of the address where there is no id',
      { settings: signing, variables: { intercom_email: 'änn@example.com' } },
      { ...settingsOnly(), email: 'änn@example.com', user_hash: hash('änn@example.com') },
    ],
    [
      'the HMAC that the page made itself',
      { user: jeff, settings: signing, variables: { intercom_user_hash: 'own' } },
      { ...named, user_hash: 'own' },
    ],
    ['no HMAC of nobody', { settings: signing }, settingsOnly()],
    [
      'no HMAC of what is no id',
      { settings: signing, variables: { intercom_user_id: {} } },
      { ...settingsOnly(), user_id: {} },
    ],
  ])('%s', (_, given, found) => {
    const { globals, errors } = page(given)
    expect(errors).toEqual([])
    expect(globals.intercomSettings).toEqual(found)
  })
})

function settingsOnly() {
  return { app_id: 'tx2p130c' }
}

describe('the calls that wait for Intercom’s file', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['none', { user: jeff }, []],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['trackEvent', 'goal_5', {}]]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [['trackEvent', 'posted', { revenue: 9.5, currency: 'EUR' }]],
    ],
    [
      'goal and events',
      {
        variables: {
          intercom_goal: 'posted',
          analytical_events: [['liked', { lines: 4, at: new Date(9000) }], 'shared'],
        },
      },
      [
        ['trackEvent', 'posted', {}],
        ['trackEvent', 'liked', { lines: 4, at: 9 }],
        ['trackEvent', 'shared', {}],
      ],
    ],
  ])('%s', (_, given, calls) => {
    expect(page(given).globals.Intercom).toEqual({ q: calls })
  })
})

test('the loader is the account’s', () => {
  expect(page({}).loads).toEqual(['https://widget.intercom.io/widget/tx2p130c'])
})

test('the policy lists the hosts of the region only', () => {
  const { csp } = createAnalytical({ settings: { ...settings, INTERCOM_REGION: 'eu' }, providers: [intercom] })
  expect(csp()['connect-src']).toContain('https://api-iam.eu.intercom.io')
  expect(csp()['connect-src']).not.toContain('https://api-iam.intercom.io')
})

describe('consent', () => {
  test.each<[what: string, choices: Parameters<typeof consentOf>[2][], found: object]>([
    ['granted', [{ functional: 'granted' }], { intercomSettings: { disabled: false }, Intercom: { q: [] } }],
    ['pending is refused', [{ functional: 'pending' }], { intercomSettings: { disabled: true }, Intercom: { q: [] } }],
    [
      'given for something else only',
      [{ analytics: 'granted' }],
      { intercomSettings: { disabled: true }, Intercom: { q: [] } },
    ],
    [
      'granted after all, before there are settings',
      [{}, { functional: 'granted' }],
      { intercomSettings: { disabled: false }, Intercom: { q: [] } },
    ],
  ])('%s', (_, choices, found) => {
    expect(consentOf(intercom, settings, ...choices)).toEqual(found)
  })

  test('that changes starts and stops a Messenger that has its settings', () => {
    const [tag] = Object.values(intercom.tags)
    const told = tag?.consent?.({ INTERCOM_APP_ID: 'tx2p130c' } as never, { regions: [] })
    const call = new Function('window', 'consent', String(told))
    const calls: unknown[] = []
    const window = { intercomSettings: { app_id: 'tx2p130c' }, Intercom: (...told: unknown[]) => calls.push(told) }
    for (const functional of ['granted', 'denied', 'denied', 'granted']) call(window, { functional })
    const boot = ['boot', { app_id: 'tx2p130c', disabled: false }]
    expect(calls).toEqual([boot, ['shutdown'], boot])
  })
})

describe('a wrong setting', () => {
  test.each([
    ['INTERCOM_APP_ID', 'XXXXXXX'],
    ['INTERCOM_APP_ID', 'https://widget.intercom.io/widget/tx2p130c'],
    ['INTERCOM_APP_ID', "');alert(1);//abc"],
    ['INTERCOM_APP_ID', 'G-ABCDE12345'],
    ['INTERCOM_REGION', 'moon'],
    ['INTERCOM_HMAC_SECRET_KEY', 'short'],
  ])('%s %j is refused', (name, value) => {
    expect(() => page({ settings: { ...settings, [name]: value } })).toThrow(name)
  })
})
