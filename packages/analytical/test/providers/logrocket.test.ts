import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { LOGROCKET_APP_ID: 'a1b2c3/rhymes' }
const file = 'https://cdn.lgrckt-in.com/LogRocket.min.js'

/** The calls made once the library at this address is there. */
function callsOf(page: Partial<PageWith>, file: string): unknown[] {
  const calls: unknown[] = []
  const library = Object.fromEntries(
    ['init', 'identify', 'track'].map((method) => [method, (...args: unknown[]) => calls.push([method, ...args])]),
  )
  const { errors, loads } = trackingOf({
    settings,
    ...page,
    vendors: {
      [file]: (window) => {
        window.LogRocket = library
      },
    },
  })
  expect(errors).toEqual([])
  expect(loads).toEqual([file])
  return calls
}

describe('the calls to LogRocket’s library', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['init alone for an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [['identify', 'jeff']]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, LOGROCKET_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', 'jeff', { email: 'jeff@example.com', name: 'Jeffrey Bean' }]],
    ],
    [
      'session data as traits, its own over them',
      {
        user: jeff,
        variables: { analytical_session: { plan: 'gold', form: 'ode' }, logrocket_traits: { plan: 'pro' } },
      },
      [['identify', 'jeff', { plan: 'pro', form: 'ode' }]],
    ],
    [
      'a split test as a trait, of a visitor who is nobody, too',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [['identify', { 'experiment home': 'loud' }]],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['track', 'goal_5']]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [['track', 'posted', { revenue: 9.5, currency: 'EUR' }]],
    ],
    [
      'events, after the identity',
      { user: jeff, variables: { analytical_events: [['rhyme posted', { lines: 4 }], 'liked'] } },
      [
        ['identify', 'jeff'],
        ['track', 'rhyme posted', { lines: 4 }],
        ['track', 'liked', {}],
      ],
    ],
  ])('%s', (_, page, calls) => {
    expect(callsOf(page, file)).toEqual([['init', 'a1b2c3/rhymes', {}], ...calls])
  })
})

test.each<[more: Record<string, unknown>, options: object, file: string, connect: string]>([
  [{}, {}, file, 'https://r.lgrckt-in.com'],
  [{ LOGROCKET_CDN_HOST: 'cdn.logr-in.com' }, {}, 'https://cdn.logr-in.com/LogRocket.min.js', 'https://r.logr-in.com'],
  [
    { LOGROCKET_SERVER_URL: 'https://ingest.rhymes.example/i', LOGROCKET_CONFIG: { release: '1.2' } },
    { release: '1.2', serverURL: 'https://ingest.rhymes.example/i' },
    file,
    'https://ingest.rhymes.example',
  ],
])('with %j', (more, options, file, connect) => {
  const site = { ...settings, ...more }
  expect(callsOf({ settings: site }, file)).toEqual([['init', 'a1b2c3/rhymes', options]])
  expect(createAnalytical({ settings: site }).csp()).toMatchObject({
    'script-src': expect.arrayContaining([new URL(file).origin]),
    'connect-src': [connect],
  })
})

test('nothing breaks where the library declines to define itself', () => {
  const { errors } = trackingOf({ settings, user: jeff, vendors: { [file]: () => undefined } })
  expect(errors).toEqual([])
})

test.each([
  [{ LOGROCKET_APP_ID: 'YOUR_APP/ID' }, 'your own'],
  [{ LOGROCKET_APP_ID: 'rhymes' }, 'must be an organization and a project with a slash between them'],
  [{ LOGROCKET_APP_ID: 'https://app.logrocket.com/a1b2c3/rhymes' }, 'must be an organization and a project'],
  [{ ...settings, LOGROCKET_CDN_HOST: 'cdn.example.com' }, 'must be one of cdn.lgrckt-in.com'],
  [{ ...settings, LOGROCKET_SERVER_URL: 'http://ingest.example.com' }, 'must be reached by https'],
])('%j is refused', (settings, reason) => {
  expect(() => createAnalytical({ settings })).toThrow(reason)
})
