import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { readSettings } from '../../src/settings/read-settings.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const key = '7f1c0e5b9a2d4c8e8b3f6a1d5e9c0b72'
const settings = { SENTRY_BROWSER_KEY: key }

/** What the SDK is called with, once the loader has it. */
function called({ settings: more, ...page }: Partial<PageWith>, loader = `https://js.sentry-cdn.com/${key}.min.js`) {
  const calls: unknown[] = []
  const methods = ['init', 'setUser', 'setTags', 'addBreadcrumb']
  const vendors: PageWith['vendors'] = {
    [loader]: (window) => {
      window.Sentry = Object.fromEntries(methods.map((name) => [name, (told: unknown) => calls.push([name, told])]))
      window.sentryOnLoad()
    },
  }
  const { loads, errors } = trackingOf({ settings: { ...settings, ...more }, ...page, vendors })
  expect(errors).toEqual([])
  expect(loads).toEqual([loader])
  return calls
}

describe('what the SDK is called with', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['nothing for an anonymous visitor: the loader initializes it', {}, []],
    ['the user by name and id', { user: jeff }, [['setUser', { id: '17', username: 'jeff' }]]],
    [
      'the user by name where there is no id',
      { user: { username: 'jeff' } },
      [['setUser', { id: 'jeff', username: 'jeff' }]],
    ],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { SENTRY_PERSONAL_DATA: ['email', 'name'] } },
      [['setUser', { id: '17', username: 'jeff', email: 'jeff@example.com', name: 'Jeffrey Bean' }]],
    ],
    [
      'session data and tags of the page as tags, by names and values they may have',
      {
        variables: {
          analytical_session: { plan: 'gold', rhymes: 4, 'is staff?': false, city: { name: 'Ulm' } },
          sentry_tags: { section: 'rhymes', long: `${'a'.repeat(300)}`, lines: 'a\nb' },
        },
      },
      [
        [
          'setTags',
          { plan: 'gold', rhymes: '4', is_staff_: 'false', section: 'rhymes', long: 'a'.repeat(200), lines: 'a b' },
        ],
      ],
    ],
    ['no tags where a page sets null', { variables: { sentry_tags: null } }, []],
    [
      'a split test as tag',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [['setTags', { 'experiment.home': 'loud' }]],
    ],
    [
      'goal and events as breadcrumbs',
      {
        variables: {
          analytical_goal: { id: 5, revenue: 9.5, currency: 'EUR' },
          analytical_events: [['posted', { lines: 4 }], ['liked']],
        },
      },
      [
        ['addBreadcrumb', { category: 'analytical', message: 'goal_5', data: { revenue: 9.5, currency: 'EUR' } }],
        ['addBreadcrumb', { category: 'analytical', message: 'posted', data: { lines: 4 } }],
        ['addBreadcrumb', { category: 'analytical', message: 'liked' }],
      ],
    ],
    [
      'options of the site’s own, before all else',
      { user: jeff, settings: { SENTRY_BROWSER_OPTIONS: '{"environment":"production"}' } },
      [
        ['init', { environment: 'production' }],
        ['setUser', { id: '17', username: 'jeff' }],
      ],
    ],
  ])('%s', (_, page, calls) => {
    expect(called(page)).toEqual(calls)
  })
})

describe('the loader', () => {
  test.each([
    [{ SENTRY_BROWSER_REGION: 'de' }, `https://js-de.sentry-cdn.com/${key}.min.js`],
    [
      { SENTRY_BROWSER_HOST: 'https://rhymes.example/sentry/' },
      `https://rhymes.example/sentry/js-sdk-loader/${key}.min.js`,
    ],
  ])('with %j is %s', (more, loader) => {
    expect(called({ settings: more, user: jeff }, loader)).toEqual([['setUser', { id: '17', username: 'jeff' }]])
  })

  test('blocks, and stands before all other tags', () => {
    const analytical = createAnalytical({ settings: { ...settings, GOOGLE_ANALYTICS_ID: 'G-ABCDE12345' } })
    const html = analytical.render('analytical_head_top')
    expect(html).toContain(`<script src="https://js.sentry-cdn.com/${key}.min.js" crossorigin="anonymous">`)
    expect(html.indexOf('sentry-cdn')).toBeLessThan(html.indexOf('googletagmanager'))
  })

  test('is told not to wait for an error', () => {
    const analytical = createAnalytical({ settings: { ...settings, SENTRY_BROWSER_LAZY: 'no' } })
    expect(analytical.render('sentry')).toContain(' data-lazy="no"')
  })
})

test('what Sentry’s tools on the server read from the environment is not taken for settings', async () => {
  const env = {
    SENTRY_DSN: `https://${key}@o1.ingest.sentry.io/1`,
    SENTRY_ENVIRONMENT: 'production',
    SENTRY_RELEASE: '1.2.3',
    SENTRY_AUTH_TOKEN: 'sntrys_secret',
    SENTRY_ORG: 'rhymes',
    SENTRY_PROJECT: 'site',
    SENTRY_URL: 'https://sentry.example.com',
  }
  const { enabled, problems } = createAnalytical({ settings: await readSettings(undefined, env) })
  expect({ enabled, problems }).toEqual({ enabled: [], problems: [] })
})

test.each(['X'.repeat(32), 'G-ABCDE12345', `https://${key}@o1.ingest.sentry.io/1`, '1234'])(
  '%s is refused',
  (given) => {
    expect(() => createAnalytical({ settings: { SENTRY_BROWSER_KEY: given } })).toThrow('must be 32 hexadecimal digits')
  },
)

test.each([
  ['http://sentry.rhymes.example', 'must be reached by https'],
  ['https://a:b@sentry.rhymes.example', 'must not hold a user name or password'],
])('the host %s is refused', (host, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, SENTRY_BROWSER_HOST: host } })).toThrow(reason)
})
