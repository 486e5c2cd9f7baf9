import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { PLAUSIBLE_SCRIPT_ID: 'pa-8JxQk2Vd7nTzRw5YbLmCf' }
const plausible = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what Plausible’s script finds', () => {
  test.each<[what: string, page: Partial<PageWith>, options: Record<string, unknown>, queue?: unknown[]]>([
    ['the start alone for an anonymous visitor', {}, {}],
    ['nothing of who it is, whom its terms forbid to name', { user: jeff }, {}],
    [
      'session data as custom properties, without the user name',
      { user: jeff, variables: { analytical_session: { plan: 'gold' } } },
      { customProperties: { plan: 'gold' } },
    ],
    [
      'a split test as a custom property',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      { customProperties: { split_home: 'loud' } },
    ],
    [
      'the page’s own properties before the session’s, and both before those for every page',
      {
        settings: {
          ...settings,
          PLAUSIBLE_OPTIONS: { customProperties: { a: 1, b: 1, c: 1 }, hashBasedRouting: true },
        },
        variables: { analytical_session: { b: 2, c: 2 }, plausible_props: { c: 3 } },
      },
      { customProperties: { a: 1, b: 2, c: 3 }, hashBasedRouting: true },
    ],
    ['a goal by name', { variables: { analytical_goal: 'signed up' } }, {}, [['signed up', {}]]],
    ['a goal by number', { variables: { analytical_goal: 5 } }, {}, [['goal_5', {}]]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'bought', revenue: 9.5, currency: 'EUR' } } },
      {},
      [['bought', { revenue: { currency: 'EUR', amount: 9.5 } }]],
    ],
    [
      'no revenue without a currency, which Plausible asks for',
      { variables: { analytical_goal: { id: 'bought', revenue: 9.5 } } },
      {},
      [['bought', {}]],
    ],
    [
      'events with and without properties',
      { variables: { analytical_events: [['liked', { lines: 4 }], ['left']] } },
      {},
      [
        ['liked', { props: { lines: 4 } }],
        ['left', {}],
      ],
    ],
    [
      'the page view, then the rest, under the page’s own address made absolute',
      { variables: { analytical_page: { href: '/a?b', title: 'A' }, analytical_goal: 'read' } },
      { autoCapturePageviews: false },
      [
        ['pageview', { url: 'https://rhymes.example/a?b' }],
        ['read', { url: 'https://rhymes.example/a?b' }],
      ],
    ],
    [
      'no page view where the site counts its own',
      {
        settings: { ...settings, PLAUSIBLE_OPTIONS: { autoCapturePageviews: false } },
        variables: { analytical_page: { href: '/a' }, analytical_goal: 'read' },
      },
      { autoCapturePageviews: false },
      [['read', { url: 'https://rhymes.example/a' }]],
    ],
    [
      'the endpoint of a host of its own',
      { settings: { ...settings, PLAUSIBLE_HOST: 'https://stats.rhymes.example/p/' } },
      { endpoint: 'https://stats.rhymes.example/p/api/event' },
    ],
    [
      'an endpoint of its own',
      { settings: { ...settings, PLAUSIBLE_ENDPOINT: 'https://rhymes.example/event' } },
      { endpoint: 'https://rhymes.example/event' },
    ],
  ])('%s', (_, page, options, queue = []) => {
    const { globals, errors } = plausible(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ plausible: { o: options, q: queue } })
  })
})

describe('the file and the hosts', () => {
  test.each([
    [{}, 'https://plausible.io/js/pa-8JxQk2Vd7nTzRw5YbLmCf.js', ['https://plausible.io'], ['https://plausible.io']],
    [
      { PLAUSIBLE_SCRIPT_ID: '8JxQk2Vd7nTzRw5YbLmCf' },
      'https://plausible.io/js/pa-8JxQk2Vd7nTzRw5YbLmCf.js',
      ['https://plausible.io'],
      ['https://plausible.io'],
    ],
    [
      { PLAUSIBLE_HOST: 'https://stats.rhymes.example' },
      'https://stats.rhymes.example/js/pa-8JxQk2Vd7nTzRw5YbLmCf.js',
      ['https://stats.rhymes.example'],
      ['https://stats.rhymes.example'],
    ],
    [
      { PLAUSIBLE_ENDPOINT: 'https://rhymes.example/event' },
      'https://plausible.io/js/pa-8JxQk2Vd7nTzRw5YbLmCf.js',
      ['https://plausible.io'],
      ['https://rhymes.example'],
    ],
  ])('with %j', (more, address, scripts, connections) => {
    const site = { ...settings, ...more }
    expect(trackingOf({ settings: site }).loads).toEqual([address])
    const policy = createAnalytical({ settings: site }).csp()
    expect([policy['script-src'], policy['connect-src']]).toEqual([
      expect.arrayContaining(scripts),
      expect.arrayContaining(connections),
    ])
  })
})

test.each([
  ['PLAUSIBLE_SCRIPT_ID', 'rhymes.example', 'a domain goes into PLAUSIBLE_LEGACY_DOMAIN'],
  ['PLAUSIBLE_SCRIPT_ID', 'pa-XXXXXXXXXXXXXXXX', 'must be the id of a Plausible script'],
  ['PLAUSIBLE_SCRIPT_ID', 'https://plausible.io/js/pa-x.js', 'must be the id of a Plausible script'],
  ['PLAUSIBLE_HOST', 'http://stats.rhymes.example', 'must be reached by https'],
  ['PLAUSIBLE_HOST', 'https://jeff:secret@stats.rhymes.example', 'must not hold a user name or password'],
])('%s %s is refused', (setting, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [setting]: value } })).toThrow(reason)
})
