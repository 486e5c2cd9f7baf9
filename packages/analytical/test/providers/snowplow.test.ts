import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = {
  SNOWPLOW_COLLECTOR: 'collector.rhymes.example',
  SNOWPLOW_APP_ID: 'rhymes',
  SNOWPLOW_SCRIPT_URL: 'https://static.rhymes.example/s/tracker.js',
}
const schema = 'iglu:example.rhymes/visitor/jsonschema/1-0-0'
const withSchema = { ...settings, SNOWPLOW_VISITOR_SCHEMA: schema }
const snowplow = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const newTracker = (options: object = {}) => [
  'newTracker',
  'sp',
  'https://collector.rhymes.example',
  { appId: 'rhymes', ...options },
]
const pageView = ['trackPageView']
const structured = (event: object) => ['trackStructEvent', event]

describe('the calls that Snowplow’s tracker finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['the page view alone for an anonymous visitor', {}, [pageView]],
    ['the user name, before the page view', { user: jeff }, [['setUserId', 'jeff'], pageView]],
    [
      'no session data without a schema',
      { user: jeff, variables: { analytical_session: { plan: 'gold' } } },
      [['setUserId', 'jeff'], pageView],
    ],
    [
      'e-mail address, name and session data under a schema of the site’s own',
      {
        user: jeff,
        settings: { ...withSchema, SNOWPLOW_PERSONAL_DATA: ['email', 'name'] },
        variables: { analytical_session: { plan: 'gold' } },
      },
      [
        ['setUserId', 'jeff'],
        ['addGlobalContexts', [{ schema, data: { email: 'jeff@example.com', name: 'Jeffrey Bean', plan: 'gold' } }]],
        pageView,
      ],
    ],
    ['no empty entity', { user: jeff, settings: withSchema }, [['setUserId', 'jeff'], pageView]],
    [
      'entities of the page’s own',
      { variables: { snowplow_contexts: [{ schema: 'iglu:a/b/jsonschema/1-0-0', data: { c: 1 } }] } },
      [['addGlobalContexts', [{ schema: 'iglu:a/b/jsonschema/1-0-0', data: { c: 1 } }]], pageView],
    ],
    ['no entities of null', { variables: { snowplow_contexts: null } }, [pageView]],
    [
      'the page’s own address, title and referrer; the tracker makes the address whole',
      { variables: { analytical_page: { href: '/a?b', title: 'A', referrer: 'https://x.example/' } } },
      [
        ['setCustomUrl', '/a?b'],
        ['setReferrerUrl', 'https://x.example/'],
        ['trackPageView', { title: 'A' }],
      ],
    ],
    [
      'a goal by number',
      { variables: { analytical_goal: 5 } },
      [pageView, structured({ category: 'goal', action: 'goal_5' })],
    ],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [pageView, structured({ category: 'goal', action: 'posted', property: 'EUR', value: 9.5 })],
    ],
    [
      'a split test',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [pageView, structured({ category: 'experiment', action: 'home', label: 'loud' })],
    ],
    [
      'events as structured ones',
      {
        variables: {
          analytical_events: [['posted', { category: 'rhyme', label: 'ode', value: 4, other: 1 }], 'liked'],
        },
      },
      [
        pageView,
        structured({ category: 'rhyme', action: 'posted', label: 'ode', value: 4 }),
        structured({ category: 'event', action: 'liked' }),
      ],
    ],
    [
      'events under schemas',
      { variables: { snowplow_self_describing_events: [{ schema, data: { a: 1 } }] } },
      [pageView, ['trackSelfDescribingEvent', { event: { schema, data: { a: 1 } } }]],
    ],
    [
      'page pings',
      { settings: { ...settings, SNOWPLOW_HEARTBEAT: '10' } },
      [['enableActivityTracking', { minimumVisitLength: 10, heartbeatDelay: 10 }], pageView],
    ],
  ])('%s', (_, page, calls) => {
    const { globals, errors, loads } = snowplow(page)
    expect(errors).toEqual([])
    expect(globals.snowplow).toEqual({ q: [newTracker(), ...calls] })
    expect(globals.GlobalSnowplowNamespace).toEqual(['snowplow'])
    expect(loads).toEqual(['https://static.rhymes.example/s/tracker.js'])
  })
})

test('other options reach the tracker', () => {
  const { globals } = snowplow({ settings: { ...settings, SNOWPLOW_CONFIG: '{"anonymousTracking":true}' } })
  expect(globals.snowplow).toEqual({ q: [newTracker({ anonymousTracking: true }), pageView] })
})

test('the policy names the site’s own hosts', () => {
  expect(createAnalytical({ settings }).csp()).toMatchObject({
    'script-src': expect.arrayContaining(['https://static.rhymes.example']),
    'connect-src': ['https://collector.rhymes.example'],
    'img-src': ['https://collector.rhymes.example'],
  })
})

test.each([
  [{ SNOWPLOW_COLLECTOR: 'http://collector.rhymes.example' }, 'must be reached by https'],
  [{ SNOWPLOW_COLLECTOR: 'collector.rhymes.example/i' }, 'must be a host, without a path'],
  [{ SNOWPLOW_COLLECTOR: 'me@collector.rhymes.example' }, 'must not hold a user name or password'],
  [{ SNOWPLOW_SCRIPT_URL: 'sp.js' }, 'must be a full https address'],
  [{ SNOWPLOW_APP_ID: 'YOUR_APP_ID' }, 'your own'],
  [{ SNOWPLOW_VISITOR_SCHEMA: 'visitor' }, 'must be the address of an Iglu schema'],
])('%j is refused', (wrong, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, ...wrong } })).toThrow(reason)
})
