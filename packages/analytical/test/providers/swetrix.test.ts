import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { SWETRIX_PROJECT_ID: 'cJHwQ0zR4k1T' }
const script = 'https://swetrix.org/swetrix.js'
const methods = ['init', 'identify', 'trackErrors', 'trackViews', 'track']

interface Told {
  calls: unknown[][]
  /** What becomes of the page view that the script is about to send; undefined without a callback. */
  view: unknown
  /** The same once the address has changed. */
  later: unknown
}

/** What window.swetrix is called with once the file is there. */
function told(page: Partial<PageWith>, has: readonly string[] = methods): Told {
  const calls: unknown[][] = []
  const method = (name: string) => [name, (...told: unknown[]) => calls.push([name, ...told])]
  const result: Told = { calls, view: undefined, later: undefined }
  const vendors = {
    [script]: (window: Record<string, unknown>) => {
      window.swetrix = {
        ...Object.fromEntries(has.map(method)),
        trackViews: ({ callback, ...options }: { callback?: (payload: object) => unknown }) => {
          calls.push(['trackViews', options])
          result.view = callback?.({ pg: '/page', lc: 'en' })
          ;(window.history as History).pushState({}, '', '/next')
          result.later = callback?.({ pg: '/next', lc: 'en' })
        },
      }
    },
  }
  const { errors } = trackingOf({ settings, ...page, vendors })
  expect(errors).toEqual([])
  return result
}

const start = ['init', 'cJHwQ0zR4k1T', {}]
const startAs = (profileId: string) => ['init', 'cJHwQ0zR4k1T', { profileId }]
const views = ['trackViews', {}]

describe('what Swetrix’ script is told', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['the start and page views', {}, [start, views]],
    ['the user name', { user: jeff }, [startAs('jeff'), ['identify', 'jeff', undefined], views]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, SWETRIX_PERSONAL_DATA: ['email', 'name'] } },
      [startAs('jeff'), ['identify', 'jeff', { email: 'jeff@example.com', name: 'Jeffrey Bean' }], views],
    ],
    [
      'the session as traits, its own traits over it, nothing nested',
      {
        user: jeff,
        variables: {
          analytical_session: { plan: 'gold', posts: 3, more: { a: 1 } },
          swetrix_traits: { plan: 'silver' },
        },
      },
      [startAs('jeff'), ['identify', 'jeff', { plan: 'silver', posts: 3 }], views],
    ],
    ['no session of nobody', { variables: { analytical_session: { plan: 'gold' } } }, [start, views]],
    ['a unique page view', { variables: { swetrix_unique: true } }, [start, ['trackViews', { unique: true }]]],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [start, views, ['track', { ev: 'goal_5' }]]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [start, views, ['track', { ev: 'posted', meta: { revenue: 9.5, currency: 'EUR' } }]],
    ],
    [
      'events without nested properties',
      { variables: { analytical_events: [['rhyme posted', { lines: 4, more: {} }], ['liked']] } },
      [start, views, ['track', { ev: 'rhyme posted', meta: { lines: 4 } }], ['track', { ev: 'liked' }]],
    ],
    [
      'the settings of the start and of page views',
      {
        settings: {
          ...settings,
          SWETRIX_API_URL: 'https://swetrix.rhymes.example/backend/v1/log',
          SWETRIX_RESPECT_DNT: true,
          SWETRIX_DEV_MODE: 'yes',
          SWETRIX_TRACK_ERRORS: true,
          SWETRIX_HASH: 'yes',
          SWETRIX_SEARCH: 'page, form',
        },
      },
      [
        [
          'init',
          'cJHwQ0zR4k1T',
          { apiURL: 'https://swetrix.rhymes.example/backend/v1/log', respectDNT: true, devMode: true },
        ],
        ['trackErrors'],
        ['trackViews', { hash: true, search: ['page', 'form'] }],
      ],
    ],
  ])('%s', (_, page, calls) => {
    expect(JSON.parse(JSON.stringify(told(page).calls))).toEqual(JSON.parse(JSON.stringify(calls)))
  })

  test('the profile at the start alone, where the script knows no identify', () => {
    const { calls } = told({ user: jeff }, ['init', 'track'])
    expect(calls).toEqual([startAs('jeff'), views])
  })
})

describe('a page view', () => {
  test.each<[what: string, variables: Record<string, unknown>, view: unknown]>([
    ['is the script’s own', {}, undefined],
    [
      'has the page’s own address, title and referrer',
      { analytical_page: { href: 'https://rhymes.example/a?b', title: 'A', referrer: 'https://x.example/' } },
      { pg: '/a?b', lc: 'en', title: 'A', ref: 'https://x.example/' },
    ],
    [
      'keeps the address where the page tells none',
      { analytical_page: { title: 'A' } },
      { pg: '/page', lc: 'en', title: 'A' },
    ],
    [
      'has properties, nothing nested',
      { swetrix_meta: { section: 'rhymes', more: [1] } },
      { pg: '/page', lc: 'en', meta: { section: 'rhymes' } },
    ],
  ])('%s', (_, variables, view) => {
    const { view: sent, later } = told({ variables })
    expect(sent).toEqual(view)
    expect(later).toBe(view === undefined ? undefined : true)
  })
})

test('a script that never defines swetrix is not called', () => {
  const { globals, errors } = trackingOf({ settings, user: jeff, vendors: { [script]: () => {} } })
  expect({ globals, errors }).toEqual({ globals: {}, errors: [] })
})

test('the script, the image without scripting and the hosts of both', () => {
  const { loads, images } = trackingOf({ settings })
  expect({ loads, images }).toEqual({
    loads: [script],
    images: ['https://api.swetrix.com/log/noscript?pid=cJHwQ0zR4k1T'],
  })
  expect(createAnalytical({ settings }).csp()).toMatchObject({
    'script-src': ['https://swetrix.org', 'https://cdn.jsdelivr.net'],
    'connect-src': ['https://api.swetrix.com'],
    'img-src': ['https://api.swetrix.com'],
  })
})

test('a Swetrix of the site’s own', () => {
  const own = {
    ...settings,
    SWETRIX_API_URL: 'https://swetrix.rhymes.example/backend/v1/log',
    SWETRIX_SCRIPT_URL: 'https://static.rhymes.example/swetrix.js',
  }
  const { loads, images } = trackingOf({ settings: own })
  expect({ loads, images }).toEqual({
    loads: ['https://static.rhymes.example/swetrix.js'],
    images: ['https://swetrix.rhymes.example/backend/v1/log/noscript?pid=cJHwQ0zR4k1T'],
  })
  expect(createAnalytical({ settings: own }).csp()).toMatchObject({
    'script-src': ['https://static.rhymes.example'],
    'connect-src': ['https://swetrix.rhymes.example'],
    'img-src': ['https://swetrix.rhymes.example'],
  })
})

test.each([
  ['SWETRIX_PROJECT_ID', 'YOUR_PROJECT_ID', 'must be the id of a project, your own'],
  ['SWETRIX_PROJECT_ID', 'XXXXXXXXXXXX', 'must be the id of a project, your own'],
  ['SWETRIX_PROJECT_ID', '4711', 'must be the id of a project'],
  ['SWETRIX_API_URL', 'http://swetrix.rhymes.example', 'must be reached by https'],
  ['SWETRIX_API_URL', 'https://jeff@swetrix.rhymes.example', 'must not hold a user name'],
])('%s %s is refused with the reason', (name, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [name]: value } })).toThrow(`${name} ${reason}`)
})
