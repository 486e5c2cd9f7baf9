import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const key = '2aBcDeFgHiJkLmNoPqRsTuVwXyZ'
const plane = 'https://rhymes.dataplane.rudderstack.com'
const settings = { RUDDERSTACK_WRITE_KEY: key, RUDDERSTACK_DATA_PLANE_URL: plane }
const rudderstack = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const queueOf = (page: Partial<PageWith>) => {
  const { globals, errors } = rudderstack(page)
  expect(errors).toEqual([])
  return globals.rudderanalytics as unknown[] & { snippetExecuted: boolean }
}

describe('the calls that RudderStack’s library finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['the page view alone for an anonymous visitor', {}, [['page']]],
    ['the user name, before the page view', { user: jeff }, [['identify', 'jeff'], ['page']]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, RUDDERSTACK_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', 'jeff', { email: 'jeff@example.com', name: 'Jeffrey Bean' }], ['page']],
    ],
    [
      'session data as traits, its own over them',
      {
        user: jeff,
        variables: { analytical_session: { plan: 'gold', form: 'ode' }, rudderstack_traits: { plan: 'pro' } },
      },
      [['identify', 'jeff', { plan: 'pro', form: 'ode' }], ['page']],
    ],
    [
      'traits of an anonymous visitor',
      { variables: { analytical_session: { plan: 'gold' } } },
      [['identify', { plan: 'gold' }], ['page']],
    ],
    [
      'the group',
      { variables: { rudderstack_group: 'acme', rudderstack_group_traits: { employees: 12 } } },
      [['group', 'acme', { employees: 12 }], ['page']],
    ],
    [
      'the page’s own address, made whole, its title and referrer',
      { variables: { analytical_page: { href: '/a?b', title: 'A', referrer: 'https://x.example/' } } },
      [
        [
          'page',
          { url: 'https://rhymes.example/a?b', path: '/a', search: '?b', title: 'A', referrer: 'https://x.example/' },
        ],
      ],
    ],
    [
      'the page’s name and more properties',
      {
        variables: {
          analytical_page: { title: 'A' },
          rudderstack_page_name: 'Home',
          rudderstack_page_properties: { section: 'rhymes' },
        },
      },
      [['page', 'Home', { title: 'A', section: 'rhymes' }]],
    ],
    ['the page’s name alone', { variables: { rudderstack_page_name: 'Home' } }, [['page', 'Home']]],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['page'], ['track', 'goal_5']]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [['page'], ['track', 'posted', { revenue: 9.5, currency: 'EUR' }]],
    ],
    [
      'a split test',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [['page'], ['track', 'Experiment Viewed', { experiment_name: 'home', variation_name: 'loud' }]],
    ],
    [
      'events',
      { variables: { analytical_events: [['rhyme posted', { lines: 4 }], 'liked'] } },
      [['page'], ['track', 'rhyme posted', { lines: 4 }], ['track', 'liked', {}]],
    ],
  ])('%s', (_, page, calls) => {
    expect([...queueOf(page)]).toEqual([['load', key, plane, {}], ...calls])
  })
})

test('the library finds the marks of its own snippet', () => {
  const { globals } = rudderstack({})
  expect(queueOf({}).snippetExecuted).toBe(true)
  expect(globals).toMatchObject({ RudderSnippetVersion: '3.2.0', rudderAnalyticsBuildType: 'modern' })
})

test.each<[more: Record<string, unknown>, options: object, load: string, policy: object]>([
  [
    {},
    {},
    'https://cdn.rudderlabs.com/v3/modern/rsa.min.js',
    { 'script-src': ['https://cdn.rudderlabs.com'], 'connect-src': ['https://api.rudderstack.com', plane] },
  ],
  [
    { RUDDERSTACK_CDN_HOST: 'cdn.rhymes.example', RUDDERSTACK_CONFIG_URL: 'https://config.rhymes.example/' },
    { configUrl: 'https://config.rhymes.example' },
    'https://cdn.rhymes.example/v3/modern/rsa.min.js',
    { 'script-src': ['https://cdn.rhymes.example'], 'connect-src': ['https://config.rhymes.example', plane] },
  ],
  [
    { RUDDERSTACK_CONFIG: '{"logLevel":"DEBUG"}' },
    { logLevel: 'DEBUG' },
    'https://cdn.rudderlabs.com/v3/modern/rsa.min.js',
    { 'connect-src': ['https://api.rudderstack.com', plane] },
  ],
])('with %j', (more, options, load, policy) => {
  const site = { ...settings, ...more }
  expect(queueOf({ settings: site })[0]).toEqual(['load', key, plane, options])
  expect(rudderstack({ settings: site }).loads).toEqual([load])
  expect(createAnalytical({ settings: site }).csp()).toMatchObject(policy)
})

test('the element carries the write key, by which the library finds its own host', () => {
  expect(createAnalytical({ settings }).render('rudderstack')).toContain(`data-rsa-write-key="${key}"`)
})

test.each([
  [{ ...settings, RUDDERSTACK_WRITE_KEY: 'YOUR_WRITE_KEY' }, 'must be a write key of letters and digits, your own'],
  [{ ...settings, RUDDERSTACK_WRITE_KEY: '<WRITE_KEY>' }, 'your own'],
  [{ ...settings, RUDDERSTACK_WRITE_KEY: 'G-ABCDE12345' }, 'must be a write key of letters and digits'],
  [{ ...settings, RUDDERSTACK_DATA_PLANE_URL: 'http://rhymes.example' }, 'must be reached by https'],
  [{ ...settings, RUDDERSTACK_DATA_PLANE_URL: 'https://me@rhymes.example' }, 'must not hold a user name or password'],
  [{ ...settings, RUDDERSTACK_CDN_HOST: 'cdn.rhymes.example/v3' }, 'must be a host, without a path'],
])('%j is refused', (settings, reason) => {
  expect(() => createAnalytical({ settings })).toThrow(reason)
})
