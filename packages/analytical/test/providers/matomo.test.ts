import { describe, expect, test } from 'vitest'
import { matomo } from '../../src/providers/matomo.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { MATOMO_DOMAIN_PATH: 'stats.example.com/matomo', MATOMO_SITE_ID: '345' }
const matomoOf = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const site = [
  ['setTrackerUrl', 'https://stats.example.com/matomo/matomo.php'],
  ['setSiteId', '345'],
]
const view = [['trackPageView'], ['enableLinkTracking']]

describe('what Matomo’s tracker finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['the page view of an anonymous visitor', {}, view],
    ['the user name as User ID', { user: jeff }, [['setUserId', 'jeff'], ...view]],
    [
      'neither e-mail address nor name, which Matomo has no place for',
      { user: jeff, settings: { ...settings, MATOMO_PERSONAL_DATA: ['email', 'name'] } },
      [['setUserId', 'jeff'], ...view],
    ],
    ['an identity of the page’s', { variables: { matomo_identity: 'BDFL' } }, [['setUserId', 'BDFL'], ...view]],
    ['no identity where the page switches it off', { user: jeff, variables: { matomo_identity: null } }, view],
    [
      'custom variables, of the page unless they say otherwise',
      {
        variables: {
          matomo_vars: [
            [1, 'foo', 'foo_val'],
            [2, 'bar', 'bar_val', 'page'],
            [3, 'spam', 'spam_val', 'visit'],
          ],
        },
      },
      [
        ['setCustomVariable', 1, 'foo', 'foo_val', 'page'],
        ['setCustomVariable', 2, 'bar', 'bar_val', 'page'],
        ['setCustomVariable', 3, 'spam', 'spam_val', 'visit'],
        ...view,
      ],
    ],
    ['no custom variables of what is none', { variables: { matomo_vars: [1, 'foo', null, [2, 'bar']] } }, view],
    [
      'session data in the slots of the visit that are free',
      {
        user: jeff,
        variables: {
          matomo_vars: [
            [2, 'spam', 'eggs', 'visit'],
            [1, 'foo', 'bar'],
          ],
          analytical_session: { plan: 'gold', age: 7, poet: true, nested: {}, a: 'a', b: 'b', c: 'c' },
        },
      },
      [
        ['setUserId', 'jeff'],
        ['setCustomVariable', 2, 'spam', 'eggs', 'visit'],
        ['setCustomVariable', 1, 'foo', 'bar', 'page'],
        ['setCustomVariable', 1, 'plan', 'gold', 'visit'],
        ['setCustomVariable', 3, 'age', '7', 'visit'],
        ['setCustomVariable', 4, 'poet', 'true', 'visit'],
        ['setCustomVariable', 5, 'a', 'a', 'visit'],
        ...view,
      ],
    ],
    [
      'custom dimensions',
      { variables: { matomo_dimensions: { 1: 'sonnet', 7: 14 } } },
      [['setCustomDimension', '1', 'sonnet'], ['setCustomDimension', '7', 14], ...view],
    ],
    [
      'any other command, before the page view unless it tracks',
      { variables: { matomo_commands: [['trackSiteSearch', 'rhymes'], ['setDocumentTitle', '404'], 'nonsense'] } },
      [['setDocumentTitle', '404'], ...view, ['trackSiteSearch', 'rhymes']],
    ],
    [
      'the page’s address, title and referrer',
      { variables: { analytical_page: { href: '/a', title: 'A', referrer: 'https://b.example/' } } },
      [['setCustomUrl', '/a'], ['setDocumentTitle', 'A'], ['setReferrerUrl', 'https://b.example/'], ...view],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [...view, ['trackGoal', 5]]],
    [
      'a goal by number with its revenue',
      { variables: { matomo_goal: { id: '5', revenue: 9.5, currency: 'EUR' } } },
      [...view, ['trackGoal', 5, 9.5]],
    ],
    [
      'a goal by name as an event',
      { variables: { analytical_goal: { id: 'signed up', revenue: 9.5 } } },
      [...view, ['trackEvent', 'goal', 'signed up', '', 9.5]],
    ],
    [
      'a goal without revenue as an event without a value',
      { variables: { analytical_goal: 'signed up' } },
      [...view, ['trackEvent', 'goal', 'signed up']],
    ],
    [
      'a split test',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [...view, ['AbTesting::enter', { experiment: 'home', variation: 'loud' }]],
    ],
    [
      'events with category, label and value',
      {
        variables: {
          analytical_events: [
            ['liked'],
            ['played', { category: 'video', label: 'ode', value: 3 }],
            ['paid', { value: 1 }],
          ],
        },
      },
      [
        ...view,
        ['trackEvent', 'event', 'liked'],
        ['trackEvent', 'video', 'played', 'ode', 3],
        ['trackEvent', 'event', 'paid', '', 1],
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = matomoOf(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ _paq: [...site, ...queue] })
  })
})

describe('settings', () => {
  test.each<[more: Record<string, unknown>, before: unknown[], queue: unknown[], after?: unknown[]]>([
    [{ MATOMO_DISABLE_COOKIES: true }, [['disableCookies']], view],
    [{ MATOMO_DISABLE_COOKIES: 'no' }, [], view],
    [{ MATOMO_DO_NOT_TRACK: true }, [['setDoNotTrack', true]], view],
    [{ MATOMO_COOKIE_DOMAIN: '*.example.com' }, [['setCookieDomain', '*.example.com']], view],
    [{ MATOMO_DOMAINS: 'a.example, b.example' }, [['setDomains', ['a.example', 'b.example']]], view],
    [{ MATOMO_LINK_TRACKING: false }, [], [['trackPageView']]],
    [{ MATOMO_HEART_BEAT: '15' }, [], view, [['enableHeartBeatTimer', 15]]],
  ])('%j', (more, before, queue, after = []) => {
    const { _paq } = matomoOf({ settings: { ...settings, ...more } }).globals
    expect(_paq).toEqual([...before, ...site, ...after, ...queue])
  })

  test.each([
    [{}, 'https://stats.example.com/matomo/matomo.js'],
    [{ MATOMO_DOMAIN_PATH: 'stats.example.com:8443' }, 'https://stats.example.com:8443/matomo.js'],
    [
      { MATOMO_SCRIPT_DOMAIN_PATH: 'cdn.matomo.cloud/example.matomo.cloud' },
      'https://cdn.matomo.cloud/example.matomo.cloud/matomo.js',
    ],
  ])('%j load %s', (more, address) => {
    expect(matomoOf({ settings: { ...settings, ...more } }).loads).toEqual([address])
  })

  test.each([
    { MATOMO_SITE_ID: 'x' },
    { MATOMO_DOMAIN_PATH: 'http://www.example.com' },
    { MATOMO_DOMAIN_PATH: 'jeff@example.com' },
    { MATOMO_DOMAIN_PATH: 'example.com:123:456' },
    { MATOMO_DOMAIN_PATH: 'example.com?a' },
    { MATOMO_HEART_BEAT: 0 },
  ])('%j is refused', (wrong) => {
    expect(() => matomoOf({ settings: { ...settings, ...wrong } })).toThrow(Object.keys(wrong)[0] as string)
  })
})

test('the names of Piwik do as well', () => {
  const { globals, loads } = trackingOf({
    settings: { PIWIK_DOMAIN_PATH: 'stats.example.com/matomo', PIWIK_SITE_ID: 345 },
    variables: { piwik_vars: [[1, 'foo', 'bar']], piwik_identity: 'ann' },
  })
  expect(loads).toEqual(['https://stats.example.com/matomo/matomo.js'])
  expect(globals._paq).toEqual([...site, ['setUserId', 'ann'], ['setCustomVariable', 1, 'foo', 'bar', 'page'], ...view])
})

test('the image where scripting is off is recorded', () => {
  expect(matomoOf({}).images).toEqual(['https://stats.example.com/matomo/matomo.php?idsite=345&rec=1'])
})

describe('consent', () => {
  test.each<[what: string, choices: Parameters<typeof consentOf>[2][], queue: unknown[]]>([
    ['granted', [{ analytics: 'granted' }], [['requireConsent'], ['setConsentGiven']]],
    ['not chosen', [{}], [['requireConsent']]],
    ['pending', [{ analytics: 'pending' }], [['requireConsent']]],
    ['denied', [{ analytics: 'denied' }], [['requireConsent'], ['forgetConsentGiven']]],
    ['given later', [{ analytics: 'pending' }, { analytics: 'granted' }], [['requireConsent'], ['setConsentGiven']]],
    [
      'withdrawn',
      [{ analytics: 'granted' }, { marketing: 'granted' }],
      [['requireConsent'], ['setConsentGiven'], ['forgetConsentGiven']],
    ],
  ])('%s', (_, choices, queue) => {
    expect(consentOf(matomo, settings, ...choices)).toEqual({ _paq: queue })
  })
})
