import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { CRISP_WEBSITE_ID: 'e30a04ee-f81c-4935-b8d8-5fa55831b1c0' }
const secret = 'a secret of enough characters'
const signing = { ...settings, CRISP_VERIFICATION_SECRET: secret, CRISP_PERSONAL_DATA: ['email'] }
const hash = (text: string) => createHmac('sha256', secret).update(text).digest('hex')
const page = (given: Partial<PageWith>) => trackingOf({ settings, ...given })
const set = (key: string, ...values: unknown[]) => ['set', key, values]

describe('what Crisp finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['nothing of an anonymous visitor', {}, []],
    ['the user name as nickname', { user: jeff }, [set('user:nickname', 'jeff')]],
    [
      'e-mail address and full name where a setting grants them',
      { user: jeff, settings: { ...settings, CRISP_PERSONAL_DATA: ['email', 'name'] } },
      [set('user:email', 'jeff@example.com'), set('user:nickname', 'Jeffrey Bean')],
    ],
    [
      'the e-mail address, signed',
      { user: jeff, settings: signing },
      [set('user:email', 'jeff@example.com', hash('jeff@example.com')), set('user:nickname', 'jeff')],
    ],
    [
      'an address that the page gives, which nobody vouches for',
      { user: jeff, settings: signing, variables: { crisp_email: 'poet@example.com' } },
      [set('user:email', 'poet@example.com'), set('user:nickname', 'jeff')],
    ],
    [
      'no address and no name where the page says null',
      { user: jeff, settings: signing, variables: { crisp_email: null, crisp_nickname: null } },
      [],
    ],
    [
      'its own words',
      {
        variables: {
          crisp_nickname: 'Ann',
          crisp_phone: '+33612345678',
          crisp_avatar: 'https://example.com/ann.png',
          crisp_company: { name: 'Rhymes', url: 'https://rhymes.example' },
          crisp_segments: ['poets', 'vip'],
        },
      },
      [
        set('user:nickname', 'Ann'),
        set('user:phone', '+33612345678'),
        set('user:avatar', 'https://example.com/ann.png'),
        set('user:company', 'Rhymes', { url: 'https://rhymes.example' }),
        set('session:segments', ['poets', 'vip']),
      ],
    ],
    [
      'a company and a segment by name',
      { variables: { crisp_company: 'Rhymes', crisp_segments: 'poets' } },
      [set('user:company', 'Rhymes'), set('session:segments', ['poets'])],
    ],
    [
      'the session as data, without the user name',
      {
        user: jeff,
        variables: { analytical_session: { plan: 'gold', lines: 4, since: new Date(0), forms: ['sonnet'] } },
      },
      [
        set('user:nickname', 'jeff'),
        set('session:data', [
          ['plan', 'gold'],
          ['lines', 4],
          ['since', '1970-01-01T00:00:00.000Z'],
          ['forms', '["sonnet"]'],
        ]),
      ],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [set('session:event', [['goal_5', {}]])]],
    [
      'goal and events in one list',
      {
        variables: {
          analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' },
          analytical_events: [['liked', { lines: 4 }]],
        },
      },
      [
        set('session:event', [
          ['posted', { revenue: 9.5, currency: 'EUR' }],
          ['liked', { lines: 4 }],
        ]),
      ],
    ],
  ])('%s', (_, given, queue) => {
    const { globals, errors } = page(given)
    expect(errors).toEqual([])
    expect(globals).toEqual({ CRISP_WEBSITE_ID: settings.CRISP_WEBSITE_ID, $crisp: [['safe', true], ...queue] })
  })
})

describe('Crisp’s globals', () => {
  test.each<[what: string, page: Partial<PageWith>, globals: Record<string, unknown>]>([
    ['the language', { settings: { ...settings, CRISP_LOCALE: 'fr' } }, { CRISP_RUNTIME_CONFIG: { locale: 'fr' } }],
    [
      'the page’s language',
      { settings: { ...settings, CRISP_LOCALE: 'fr' }, variables: { crisp_locale: 'de' } },
      { CRISP_RUNTIME_CONFIG: { locale: 'de' } },
    ],
    ['the token', { variables: { crisp_token: '9f2c4b1e7a5d' } }, { CRISP_TOKEN_ID: '9f2c4b1e7a5d' }],
    [
      'the cookies',
      { settings: { ...settings, CRISP_COOKIE_DOMAIN: '.example.com', CRISP_COOKIE_EXPIRY: '604800' } },
      { CRISP_COOKIE_DOMAIN: '.example.com', CRISP_COOKIE_EXPIRE: 604_800 },
    ],
  ])('%s', (_, given, globals) => {
    const { $crisp, CRISP_WEBSITE_ID, ...others } = page(given).globals
    expect(others).toEqual(globals)
  })
})

test('the loader is the same for everybody', () => {
  expect(page({}).loads).toEqual(['https://client.crisp.chat/l.js'])
})

describe('a wrong setting', () => {
  test.each([
    ['CRISP_WEBSITE_ID', 'XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX'],
    ['CRISP_WEBSITE_ID', '12345678'],
    ['CRISP_COOKIE_DOMAIN', 'https://example.com/'],
    ['CRISP_COOKIE_DOMAIN', 'ann@example.com'],
    ['CRISP_COOKIE_EXPIRY', 'a week'],
    ['CRISP_LOCALE', 'French'],
    ['CRISP_VERIFICATION_SECRET', 'short'],
  ])('%s %j is refused', (name, value) => {
    expect(() => page({ settings: { ...settings, [name]: value } })).toThrow(name)
  })
})
