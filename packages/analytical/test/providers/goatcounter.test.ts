import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { GOATCOUNTER_ENDPOINT: 'rhymes' }
const goatcounter = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what count.js finds', () => {
  test.each<[what: string, page: Partial<PageWith>, found: object]>([
    ['nothing for an anonymous visitor', {}, {}],
    [
      'nobody’s name, session or test',
      {
        user: jeff,
        variables: { analytical_session: { plan: 'gold' }, analytical_split: { name: 'home', version: 'loud' } },
      },
      {},
    ],
    [
      'the page’s own path, title and referrer',
      {
        variables: {
          analytical_page: { href: 'https://rhymes.example/a?b', title: 'A', referrer: 'https://x.example/' },
        },
      },
      { path: '/a?b', title: 'A', referrer: 'https://x.example/' },
    ],
    ['no path for a query alone', { variables: { analytical_page: { href: '?a=b', title: 'A' } } }, { title: 'A' }],
    [
      'settings of every page',
      {
        settings: {
          ...settings,
          GOATCOUNTER_NO_EVENTS: true,
          GOATCOUNTER_ALLOW_LOCAL: 'yes',
          GOATCOUNTER_ALLOW_FRAME: false,
        },
        variables: { analytical_page: { href: '/a' } },
      },
      { no_events: true, allow_local: true, allow_frame: false, path: '/a' },
    ],
  ])('%s', (_, page, found) => {
    const { globals, errors } = goatcounter(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ goatcounter: found })
  })
})

test.each<[what: string, variables: Record<string, unknown>, counted: unknown[]]>([
  ['nothing more than the page view', {}, []],
  [
    'a goal, without its revenue',
    { analytical_goal: { id: 5, revenue: 9.5 } },
    [{ path: 'goal_5', title: 'goal_5', event: true }],
  ],
  [
    'events by name',
    { analytical_events: [['liked', { lines: 4 }], ['left']] },
    [
      { path: 'liked', title: 'liked', event: true },
      { path: 'left', title: 'left', event: true },
    ],
  ],
])('counted once count.js is there: %s', (_, variables, counted) => {
  const found: unknown[] = []
  const { errors } = goatcounter({
    variables,
    vendors: {
      'https://gc.zgo.at/count.js': (window) => {
        window.goatcounter.count = (event: unknown) => found.push(event)
      },
    },
  })
  expect(errors).toEqual([])
  expect(found).toEqual(counted)
})

describe('where it counts', () => {
  test.each([
    ['rhymes', 'https://rhymes.goatcounter.com/count', 'https://gc.zgo.at/count.js'],
    ['Rhymes', 'https://rhymes.goatcounter.com/count', 'https://gc.zgo.at/count.js'],
    ['https://rhymes.goatcounter.com', 'https://rhymes.goatcounter.com/count', 'https://gc.zgo.at/count.js'],
    ['https://rhymes.goatcounter.com/count', 'https://rhymes.goatcounter.com/count', 'https://gc.zgo.at/count.js'],
    ['https://stats.rhymes.example', 'https://stats.rhymes.example/count', 'https://stats.rhymes.example/count.js'],
    ['https://rhymes.example/goat/count', 'https://rhymes.example/goat/count', 'https://rhymes.example/goat/count.js'],
  ])('%s', (setting, endpoint, script) => {
    let found: object = {}
    const site = { GOATCOUNTER_ENDPOINT: setting }
    trackingOf({
      settings: site,
      vendors: {
        [script]: ({ document }) => {
          found = { ...(document.querySelector('script[src]') as HTMLScriptElement).dataset }
        },
      },
    })
    expect(found).toEqual({ goatcounter: endpoint })
    const policy = createAnalytical({ settings: site }).csp()
    expect(policy['script-src']).toContain(new URL(script).origin)
    expect(policy['connect-src']).toContain(new URL(endpoint).origin)
    expect(policy['img-src']).toContain(new URL(endpoint).origin)
  })

  test('with a copy of count.js elsewhere', () => {
    const site = { ...settings, GOATCOUNTER_SCRIPT: 'https://rhymes.example/count.js' }
    expect(trackingOf({ settings: site }).loads).toEqual(['https://rhymes.example/count.js'])
    expect(createAnalytical({ settings: site }).csp()['script-src']).toContain('https://rhymes.example')
  })
})

test.each([
  ['MYCODE', 'must be a full https address'],
  ['http://rhymes.goatcounter.com/count', 'must be reached by https'],
  ['https://jeff:secret@stats.rhymes.example/count', 'must not hold a user name or password'],
  ['not a code', 'must be a full https address'],
])('%s is refused', (value, reason) => {
  expect(() => createAnalytical({ settings: { GOATCOUNTER_ENDPOINT: value } })).toThrow(reason)
})
