import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const key = '8fJkQ2mVb7RtYx3LsWc9ZpNd4HgTuE6A'
const settings = { SEGMENT_WRITE_KEY: key }
const segment = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

type Queue = unknown[] & { invoked: boolean; methods: string[]; _writeKey: string; _loadOptions: object; _cdn?: string }
const queueOf = (page: Partial<PageWith>, name = 'analytics') => {
  const { globals, errors } = segment(page)
  expect(errors).toEqual([])
  return globals[name] as Queue
}

describe('the calls that Analytics.js finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['the page view alone for an anonymous visitor', {}, [['page']]],
    ['the user name, before the page view', { user: jeff }, [['identify', 'jeff'], ['page']]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, SEGMENT_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', 'jeff', { email: 'jeff@example.com', name: 'Jeffrey Bean' }], ['page']],
    ],
    [
      'session data as traits, its own over them',
      {
        user: jeff,
        variables: { analytical_session: { plan: 'gold', form: 'ode' }, segment_traits: { plan: 'pro' } },
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
      { variables: { segment_group: 'acme', segment_group_traits: { employees: 12 } } },
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
          segment_page_name: 'Home',
          segment_page_properties: { section: 'rhymes' },
        },
      },
      [['page', 'Home', { title: 'A', section: 'rhymes' }]],
    ],
    ['the page’s name alone', { variables: { segment_page_name: 'Home' } }, [['page', 'Home']]],
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
    const { invoked, methods, _writeKey, _loadOptions, ...queue } = queueOf(page)
    expect(Object.values(queue)).toEqual(calls)
    expect({ invoked, _writeKey, _loadOptions }).toEqual({ invoked: true, _writeKey: key, _loadOptions: {} })
    expect(methods).toContain('identify')
  })
})

describe('settings', () => {
  const load = (host: string) => `https://${host}/analytics.js/v1/${key}/analytics.min.js`
  test.each<[more: Record<string, unknown>, options: object, load: string]>([
    [{}, {}, load('cdn.segment.com')],
    [{ SEGMENT_CDN_HOST: 'cdn.rhymes.example' }, {}, load('cdn.rhymes.example')],
    [
      { SEGMENT_API_HOST: 'events.eu1.segmentapis.com/v1' },
      { integrations: { 'Segment.io': { apiHost: 'events.eu1.segmentapis.com/v1' } } },
      load('cdn.segment.com'),
    ],
    [
      {
        SEGMENT_API_HOST: 'rhymes.example/s',
        SEGMENT_CONFIG: { initialPageview: false, integrations: { All: false, 'Segment.io': { batching: 1 } } },
      },
      {
        initialPageview: false,
        integrations: { All: false, 'Segment.io': { batching: 1, apiHost: 'rhymes.example/s' } },
      },
      load('cdn.segment.com'),
    ],
    [
      { SEGMENT_API_HOST: 'rhymes.example/s', SEGMENT_CONFIG: { integrations: { 'Segment.io': true } } },
      { integrations: { 'Segment.io': { apiHost: 'rhymes.example/s' } } },
      load('cdn.segment.com'),
    ],
  ])('%j', (more, options, load) => {
    const page = { settings: { ...settings, ...more } }
    expect(queueOf(page)._loadOptions).toEqual(options)
    expect(segment(page).loads).toEqual([load])
  })

  test('tell a host of the site’s own to the library and the policy', () => {
    const site = { ...settings, SEGMENT_CDN_HOST: 'cdn.rhymes.example', SEGMENT_API_HOST: 'api.rhymes.example' }
    expect(queueOf({ settings: site })._cdn).toBe('https://cdn.rhymes.example')
    expect(createAnalytical({ settings: site }).csp()).toMatchObject({
      'script-src': expect.arrayContaining(['https://cdn.rhymes.example']),
      'connect-src': ['https://cdn.rhymes.example', 'https://api.rhymes.example'],
    })
  })

  test('rename the global, and tell the library by an attribute of its element', () => {
    const site = { ...settings, SEGMENT_GLOBAL: 'tracker' }
    expect(Object.values(queueOf({ settings: site, user: jeff }, 'tracker'))).toContainEqual(['identify', 'jeff'])
    expect(segment({ settings: site }).globals).not.toHaveProperty('analytics')
    expect(createAnalytical({ settings: site }).render('segment')).toContain(
      'data-global-segment-analytics-key="tracker"',
    )
    expect(createAnalytical({ settings }).render('segment')).toContain('data-global-segment-analytics-key="analytics"')
  })
})

test.each([
  [{ SEGMENT_WRITE_KEY: 'YOUR_WRITE_KEY' }, 'must be a write key of letters and digits, your own'],
  [{ SEGMENT_WRITE_KEY: 'xxxxxxxxxxxx' }, 'your own'],
  [{ SEGMENT_WRITE_KEY: 'G-ABCDE12345' }, 'must be a write key of letters and digits'],
  [{ ...settings, SEGMENT_CDN_HOST: 'cdn.rhymes.example/a' }, 'must be a host, without a path'],
  [{ ...settings, SEGMENT_CDN_HOST: 'http://cdn.rhymes.example' }, 'must be reached by https'],
  [{ ...settings, SEGMENT_API_HOST: 'me@rhymes.example' }, 'must not hold a user name or password'],
  [{ ...settings, SEGMENT_GLOBAL: 'a-b' }, 'must be the name of a JavaScript variable'],
])('%j is refused', (settings, reason) => {
  expect(() => createAnalytical({ settings })).toThrow(reason)
})
