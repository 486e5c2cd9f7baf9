import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { gosquared as provider } from '../../src/providers/gosquared.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const token = 'GSN-123456-A'
const settings = { GOSQUARED_SITE_TOKEN: token }
const gosquared = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what follows the project token in GoSquared’s queue', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['nothing for an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [['identify', { id: 'jeff', name: 'jeff', username: 'jeff' }]]],
    [
      'the full name and the e-mail address where a setting grants them',
      { user: jeff, settings: { ...settings, GOSQUARED_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', { id: 'jeff', email: 'jeff@example.com', name: 'Jeffrey Bean', username: 'jeff' }]],
    ],
    [
      'the name that the page gives before the user’s',
      {
        user: jeff,
        settings: { ...settings, GOSQUARED_PERSONAL_DATA: ['email', 'name'] },
        variables: { gosquared_identity: 'test_identity' },
      },
      [['identify', { id: 'test_identity', name: 'test_identity', username: 'test_identity' }]],
    ],
    [
      'since when, and session data as custom properties',
      {
        user: { ...jeff, createdAt: new Date('2026-01-02T03:04:05Z') },
        variables: { analytical_session: { plan: 'gold' } },
      },
      [
        [
          'identify',
          {
            id: 'jeff',
            name: 'jeff',
            username: 'jeff',
            created_at: '2026-01-02T03:04:05.000Z',
            custom: { plan: 'gold' },
          },
        ],
      ],
    ],
    [
      'session data of an anonymous visitor',
      { variables: { gosquared_session: { plan: 'gold' } } },
      [['properties', { custom: { plan: 'gold' } }]],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['event', 'goal_5']]],
    [
      'a goal with revenue as a transaction',
      { variables: { analytical_goal: { id: 42, name: 'bought', revenue: 9.5, currency: 'EUR' } } },
      [['transaction', '42', { revenue: 9.5, track: true }]],
    ],
    [
      'a transaction with an id and items of its own',
      {
        variables: {
          analytical_goal: { id: 'bought', revenue: 9.5 },
          gosquared_transaction_id: 'order-42',
          gosquared_transaction_items: [{ name: 'Sonnets', price: 9.5 }],
        },
      },
      [['transaction', 'order-42', { revenue: 9.5, track: true }, [{ name: 'Sonnets', price: 9.5 }]]],
    ],
    [
      'a split test as event',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [['event', 'experiment', { name: 'home', version: 'loud' }]],
    ],
    [
      'events with their properties',
      { variables: { analytical_events: [['posted', { lines: 4 }], ['liked']] } },
      [
        ['event', 'posted', { lines: 4 }],
        ['event', 'liked', {}],
      ],
    ],
    [
      'the referrer',
      { variables: { analytical_page: { referrer: 'https://x.example/' } } },
      [['set', 'referrer', 'https://x.example/']],
    ],
    [
      'the options, before who it is',
      {
        user: jeff,
        settings: {
          ...settings,
          GOSQUARED_ANONYMIZE_IP: 'yes',
          GOSQUARED_USE_COOKIES: false,
          GOSQUARED_COOKIE_DOMAIN: '.rhymes.example',
          GOSQUARED_TRACK_LOCAL: true,
          GOSQUARED_TRACK_HASH: true,
          GOSQUARED_TRACK_PARAMS: 'no',
        },
      },
      [
        ['set', 'anonymizeIP', true],
        ['set', 'useCookies', false],
        ['set', 'cookieDomain', '.rhymes.example'],
        ['set', 'trackLocal', true],
        ['set', 'trackHash', true],
        ['set', 'trackParams', false],
        ['identify', { id: 'jeff', name: 'jeff', username: 'jeff' }],
      ],
    ],
  ])('%s', (_, page, calls) => {
    const { globals, loads, errors } = gosquared(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ _gs: { q: [[token], ...calls] } })
    expect(loads).toEqual(['https://d1l6p2sc9645hc.cloudfront.net/tracker.js'])
  })
})

describe('a page told by hand is not counted by itself, too', () => {
  test.each<[what: string, variables: Record<string, unknown>, track: unknown[]]>([
    [
      'address and title',
      { analytical_page: { href: 'https://rhymes.example/a?b', title: 'A' } },
      ['track', '/a?b', 'A'],
    ],
    ['the address alone', { analytical_page: { href: '/a' } }, ['track', '/a']],
    ['the title alone', { analytical_page: { title: 'A' } }, ['track', null, 'A']],
    [
      'its own before the shared ones',
      { analytical_page: { href: '/a', title: 'A' }, gosquared_path: 'b', gosquared_title: 'B' },
      ['track', '/b', 'B'],
    ],
  ])('%s', (_, variables, track) => {
    expect(gosquared({ variables }).globals).toEqual({ _gs: { q: [[token, false], track] } })
  })
})

test('consent is told as the use of cookies', () => {
  expect(consentOf(provider, settings, { analytics: 'pending' }, { analytics: 'granted' })).toEqual({
    _gs: {
      q: [
        ['set', 'useCookies', false],
        ['set', 'useCookies', true],
      ],
    },
  })
})

test('the token of django-analytical’s example does', () => {
  expect(createAnalytical({ settings: { GOSQUARED_SITE_TOKEN: 'ABC-123456-D' } }).enabled).toEqual(['gosquared'])
})

test.each([
  ['UA-12345-6', 'UA- is an id of Universal Analytics'],
  ['XXX-XXXXXX-X', 'must be a GoSquared project token'],
  ['G-ABCDE12345', 'must be a GoSquared project token'],
  ['this is not a token', 'must be a GoSquared project token'],
])('%s is refused', (id, reason) => {
  expect(() => createAnalytical({ settings: { GOSQUARED_SITE_TOKEN: id } })).toThrow(reason)
})
