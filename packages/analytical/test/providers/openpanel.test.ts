import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const clientId = '8e1c6a40-52d7-4b9f-a3e8-0f6d1b7c2954'
const settings = { OPENPANEL_CLIENT_ID: clientId }
const openpanel = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const init = (options: object = {}) => [
  'init',
  { clientId, trackScreenViews: true, trackOutgoingLinks: true, trackAttributes: true, ...options },
]

describe('what OpenPanel’s script finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['the start alone for an anonymous visitor', {}, [init()]],
    ['the user name', { user: jeff }, [init(), ['identify', { profileId: 'jeff' }]]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, OPENPANEL_PERSONAL_DATA: ['email', 'name'] } },
      [init(), ['identify', { profileId: 'jeff', firstName: 'Jeffrey', lastName: 'Bean', email: 'jeff@example.com' }]],
    ],
    [
      'the session as properties of the profile, its own over them',
      {
        user: jeff,
        variables: { analytical_session: { plan: 'gold', posts: 3 }, openpanel_properties: { plan: 'x' } },
      },
      [init(), ['identify', { profileId: 'jeff', properties: { plan: 'x', posts: 3 } }]],
    ],
    [
      'an anonymous session as properties of every event',
      { variables: { analytical_session: { plan: 'gold' }, openpanel_global_properties: { section: 'rhymes' } } },
      [init(), ['setGlobalProperties', { plan: 'gold', section: 'rhymes' }]],
    ],
    [
      'properties of the profile to count up, for a profile only',
      { user: jeff, variables: { openpanel_increment: { posts: 1 } } },
      [init(), ['identify', { profileId: 'jeff' }], ['increment', { profileId: 'jeff', property: 'posts', value: 1 }]],
    ],
    ['nothing to count up for nobody', { variables: { openpanel_increment: { posts: 1 } } }, [init()]],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [init(), ['track', 'goal_5']]],
    [
      'the revenue of a goal in cents',
      { variables: { analytical_goal: { id: 'posted', revenue: 19.99, currency: 'EUR' } } },
      [init(), ['track', 'posted'], ['revenue', 1999, { currency: 'EUR', goal: 'posted' }]],
    ],
    [
      'no revenue that is no number',
      { variables: { analytical_goal: { id: 'posted', revenue: 'much' } } },
      [init(), ['track', 'posted']],
    ],
    [
      'a screen view of the page’s own in place of the automatic one',
      { variables: { analytical_page: { href: 'https://rhymes.example/a?b', referrer: 'https://x.example/' } } },
      [
        init({ trackScreenViews: false }),
        ['setGlobalProperties', { __referrer: 'https://x.example/' }],
        ['screenView', '/a?b'],
      ],
    ],
    [
      'the automatic screen view where the page tells no address',
      { variables: { analytical_page: { title: 'A' } } },
      [init()],
    ],
    [
      'identity, screen view, goal and events in this order',
      {
        user: jeff,
        variables: {
          analytical_events: [['rhyme posted', { lines: 4 }], ['liked']],
          analytical_goal: 5,
          analytical_page: { href: '/a' },
        },
      },
      [
        init({ trackScreenViews: false }),
        ['identify', { profileId: 'jeff' }],
        ['screenView', '/a'],
        ['track', 'goal_5'],
        ['track', 'rhyme posted', { lines: 4 }],
        ['track', 'liked'],
      ],
    ],
    [
      'the settings of the start',
      {
        settings: {
          ...settings,
          OPENPANEL_API_URL: 'https://op.rhymes.example/api',
          OPENPANEL_TRACK_OUTGOING_LINKS: 'no',
          OPENPANEL_TRACK_ATTRIBUTES: false,
          OPENPANEL_TRACK_HASH_CHANGES: true,
          OPENPANEL_SESSION_REPLAY: true,
        },
      },
      [
        init({
          apiUrl: 'https://op.rhymes.example/api',
          trackOutgoingLinks: false,
          trackAttributes: false,
          trackHashChanges: true,
          sessionReplay: { enabled: true },
        }),
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = openpanel(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ op: { q: queue } })
  })
})

test('entries of the queue are arrays, which the script slices', () => {
  let areArrays: unknown
  openpanel({
    user: jeff,
    vendors: {
      'https://openpanel.dev/op1.js': (window) => {
        areArrays = window.op.q.every((entry: unknown) => window.Array.isArray(entry))
      },
    },
  })
  expect(areArrays).toBe(true)
})

test('script and API may be the site’s own', () => {
  const own = {
    ...settings,
    OPENPANEL_API_URL: 'https://op.rhymes.example/api',
    OPENPANEL_SCRIPT_URL: 'https://static.rhymes.example/op1.js',
  }
  expect(openpanel({}).loads).toEqual(['https://openpanel.dev/op1.js'])
  expect(openpanel({ settings: own }).loads).toEqual(['https://static.rhymes.example/op1.js'])
  expect(createAnalytical({ settings: own }).csp()).toMatchObject({
    'script-src': ['https://static.rhymes.example'],
    'connect-src': ['https://op.rhymes.example'],
  })
})

test.each([
  ['OPENPANEL_CLIENT_ID', 'YOUR_CLIENT_ID', 'must be a UUID, your own'],
  ['OPENPANEL_CLIENT_ID', 'G-ABCDE12345', 'must be a UUID'],
  ['OPENPANEL_API_URL', 'http://op.rhymes.example', 'must be reached by https'],
  ['OPENPANEL_API_URL', 'https://jeff@op.rhymes.example', 'must not hold a user name'],
])('%s %s is refused with the reason', (name, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [name]: value } })).toThrow(`${name} ${reason}`)
})
