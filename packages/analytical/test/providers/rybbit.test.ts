import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { RYBBIT_SITE_ID: '4711' }
const script = 'https://app.rybbit.io/api/script.js'

function library(calls: unknown[]) {
  const method = (name: string) => [name, (...told: unknown[]) => calls.push([name, ...told])]
  return Object.fromEntries(['clearUserId', 'identify', 'event'].map(method))
}

/** What window.rybbit is called with once it is there. */
function told(page: Partial<PageWith>): unknown[] {
  const calls: unknown[] = []
  const vendors = {
    [script]: (window: Record<string, unknown>) => {
      window.rybbit = library(calls)
    },
  }
  const { errors } = trackingOf({ settings, ...page, vendors })
  expect(errors).toEqual([])
  return calls
}

describe('what Rybbit’s script is told', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['nothing of an anonymous visitor', { variables: { analytical_session: { plan: 'gold' } } }, []],
    ['the user name', { user: jeff }, [['identify', 'jeff']]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, RYBBIT_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', 'jeff', { email: 'jeff@example.com', name: 'Jeffrey Bean' }]],
    ],
    [
      'the session as traits, its own traits over it',
      {
        user: jeff,
        variables: { analytical_session: { plan: 'gold', posts: 3 }, rybbit_traits: { plan: 'silver' } },
      },
      [['identify', 'jeff', { plan: 'silver', posts: 3 }]],
    ],
    ['its own identity', { user: jeff, variables: { rybbit_identity: 'ann' } }, [['identify', 'ann']]],
    ['that nobody is signed in any more', { variables: { rybbit_clear_user_id: true } }, [['clearUserId']]],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['event', 'goal_5']]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [['event', 'posted', { revenue: 9.5, currency: 'EUR' }]],
    ],
    [
      'events without nested properties, after the identity',
      { user: jeff, variables: { analytical_events: [['rhyme posted', { lines: 4, more: { a: 1 } }], ['liked']] } },
      [
        ['identify', 'jeff'],
        ['event', 'rhyme posted', { lines: 4 }],
        ['event', 'liked'],
      ],
    ],
  ])('%s', (_, page, calls) => {
    expect(told(page)).toEqual(calls)
  })
})

describe('the script', () => {
  test('finds no window.rybbit of ours, which it would take for its own', () => {
    expect(trackingOf({ settings, user: jeff }).globals).toEqual({})
  })

  test('is waited for while it asks its server', () => {
    const calls: unknown[] = []
    let waited = 0
    trackingOf({
      settings,
      user: jeff,
      vendors: {
        [script]: (window) => {
          window.setTimeout = ((again: () => void) => {
            waited += 1
            if (waited === 3) window.rybbit = library(calls)
            again()
          }) as never
        },
      },
    })
    expect(waited).toBe(3)
    expect(calls).toEqual([['identify', 'jeff']])
  })

  test('that never comes is given up', () => {
    let waited = 0
    const { errors } = trackingOf({
      settings,
      user: jeff,
      vendors: {
        [script]: (window) => {
          window.setTimeout = ((again: () => void) => {
            waited += 1
            again()
          }) as never
        },
      },
    })
    expect(waited).toBe(100)
    expect(errors).toEqual([])
  })

  test.each<[what: string, more: Record<string, unknown>, element: string]>([
    ['finds the site’s id', {}, `<script async src="${script}" data-site-id="4711"></script>\n`],
    [
      'finds a tag',
      { RYBBIT_TAG: 'beta & more' },
      `<script async src="${script}" data-site-id="4711" data-tag="beta &amp; more"></script>\n`,
    ],
    [
      'finds patterns as JSON',
      { RYBBIT_SKIP_PATTERNS: '/admin/**, /me', RYBBIT_MASK_PATTERNS: ['/users/*'] },
      `<script async src="${script}" data-site-id="4711" data-skip-patterns="[&quot;/admin/**&quot;,&quot;/me&quot;]" data-mask-patterns="[&quot;/users/*&quot;]"></script>\n`,
    ],
    [
      'comes from a Rybbit of the site’s own',
      { RYBBIT_HOST: 'https://stats.rhymes.example/api/' },
      '<script async src="https://stats.rhymes.example/api/script.js" data-site-id="4711"></script>\n',
    ],
  ])('%s', (_, more, element) => {
    expect(createAnalytical({ settings: { ...settings, ...more } }).render('rybbit')).toBe(element)
  })
})

test('the policy has the host in use', () => {
  const own = { ...settings, RYBBIT_HOST: 'https://stats.rhymes.example/api' }
  expect(createAnalytical({ settings: own }).csp()).toMatchObject({
    'script-src': ['https://stats.rhymes.example'],
    'connect-src': ['https://stats.rhymes.example'],
  })
})

test.each([
  ['RYBBIT_SITE_ID', 'G-ABCDE12345', 'must be the id of a site'],
  ['RYBBIT_SITE_ID', 'YOUR_SITE_ID', 'must be the id of a site: letters and digits, your own'],
  ['RYBBIT_SITE_ID', 'XXXX', 'must be the id of a site: letters and digits, your own'],
  ['RYBBIT_HOST', 'http://stats.rhymes.example/api', 'must be reached by https'],
  ['RYBBIT_HOST', 'https://jeff@stats.rhymes.example/api', 'must not hold a user name'],
  ['RYBBIT_HOST', 'https://stats.rhymes.example/api?x', 'must not hold a ?'],
])('%s %s is refused with the reason', (name, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [name]: value } })).toThrow(`${name} ${reason}`)
})
