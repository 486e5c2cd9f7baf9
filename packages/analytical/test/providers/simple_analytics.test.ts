import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { attributesOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { SIMPLE_ANALYTICS_HOSTNAME: 'rhymes.example' }
const script = 'https://scripts.simpleanalyticscdn.com/latest.js'
const simple = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what the script of Simple Analytics finds', () => {
  test.each<[what: string, page: Partial<PageWith>, globals: object]>([
    ['nothing for an anonymous visitor', {}, {}],
    ['nothing of who it is, whom its terms forbid to name', { user: jeff }, {}],
    [
      'session data as metadata, without the user name',
      { user: jeff, variables: { analytical_session: { plan: 'gold' } } },
      { sa_metadata: { plan: 'gold' } },
    ],
    [
      'a split test and the page’s own metadata beside it',
      {
        variables: {
          analytical_session: { plan: 'gold', form: 'ode' },
          analytical_split: { name: 'home', version: 'loud' },
          simple_analytics_metadata: { form: 'sonnet' },
        },
      },
      { sa_metadata: { plan: 'gold', split_home: 'loud', form: 'sonnet' } },
    ],
    [
      'a goal with its revenue, then events',
      {
        variables: {
          analytical_goal: { id: 5, revenue: 9.5, currency: 'EUR' },
          analytical_events: [['liked', { lines: 4 }], ['left']],
        },
      },
      { sa_event: { q: [['goal_5', { revenue: 9.5, currency: 'EUR' }], ['liked', { lines: 4 }], ['left']] } },
    ],
  ])('%s', (_, page, globals) => {
    const tracking = simple(page)
    expect(tracking.errors).toEqual([])
    expect(tracking.globals).toEqual({ sa_event: { q: [] }, ...globals })
  })
})

test('queued calls are arrays, of which alone the script takes all values', () => {
  const kinds: boolean[] = []
  simple({
    variables: { analytical_goal: 'read' },
    vendors: { [script]: ({ sa_event }) => kinds.push(...sa_event.q.map(Array.isArray)) },
  })
  expect(kinds).toEqual([true])
})

test.each<[href: string, paths: unknown[]]>([
  ['https://rhymes.example/a?b#c', ['/a', '/a', '/next']],
  ['?b=c', ['/page', '/page', '/next']],
])('the page’s own address %s stands for its path alone', (href, paths) => {
  const found: unknown[] = []
  simple({
    variables: { analytical_page: { href } },
    vendors: {
      [script]: (window) => {
        const { pathOverwriter } = (window.document.querySelector('script[src]') as HTMLScriptElement).dataset
        const overwrite = window[String(pathOverwriter)] ?? ((path: string) => path)
        found.push(...['/page', '/page', '/next'].map((path) => overwrite(path)))
      },
    },
  })
  expect(found).toEqual(paths)
})

describe('the element', () => {
  test.each<[more: object, address: string, attributes: object]>([
    [{}, script, {}],
    [{ SIMPLE_ANALYTICS_CUSTOM_DOMAIN: 'stats.rhymes.example' }, 'https://stats.rhymes.example/latest.js', {}],
    [
      {
        SIMPLE_ANALYTICS_COLLECT_DNT: true,
        SIMPLE_ANALYTICS_HASH_MODE: true,
        SIMPLE_ANALYTICS_STRICT_UTM: true,
        SIMPLE_ANALYTICS_IGNORE_PAGES: '/a, /b/*',
        SIMPLE_ANALYTICS_ALLOW_PARAMS: ['rhyme', 'line'],
        SIMPLE_ANALYTICS_NON_UNIQUE_HOSTNAMES: 'shop.rhymes.example',
      },
      script,
      {
        'data-collect-dnt': 'true',
        'data-mode': 'hash',
        'data-strict-utm': 'true',
        'data-ignore-pages': '/a,/b/*',
        'data-allow-params': 'rhyme,line',
        'data-non-unique-hostnames': 'shop.rhymes.example',
      },
    ],
  ])('with %j', (more, address, attributes) => {
    expect(attributesOf({ ...settings, ...more }, address)).toEqual({
      src: address,
      async: '',
      'data-hostname': 'rhymes.example',
      'data-path-overwriter': 'saPathOverwriter',
      ...attributes,
    })
  })
})

test.each([
  [{}, 'https://queue.simpleanalyticscdn.com'],
  [{ SIMPLE_ANALYTICS_CUSTOM_DOMAIN: 'stats.rhymes.example' }, 'https://stats.rhymes.example'],
])('the image for pages without script, and the policy, with %j', (more, host) => {
  const site = { ...settings, ...more }
  expect(trackingOf({ settings: site }).images).toEqual([`${host}/noscript.gif`])
  const policy = createAnalytical({ settings: site }).csp()
  expect(policy['img-src']).toContain(host)
  expect(policy['connect-src']).toContain(host)
})

test.each([
  ['SIMPLE_ANALYTICS_HOSTNAME', 'https://rhymes.example', 'must be a host without https://'],
  ['SIMPLE_ANALYTICS_HOSTNAME', 'jeff@rhymes.example', 'must be a host without https://'],
  ['SIMPLE_ANALYTICS_HOSTNAME', 'rhymes.example/a', 'must be a host without https://'],
  ['SIMPLE_ANALYTICS_CUSTOM_DOMAIN', 'stats.rhymes.example/a', 'must be a host, without a path'],
  ['SIMPLE_ANALYTICS_CUSTOM_DOMAIN', 'http://stats.rhymes.example', 'must be reached by https'],
])('%s %s is refused', (setting, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [setting]: value } })).toThrow(reason)
})
