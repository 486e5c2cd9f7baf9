import { readTracking } from '@analytical/testing'
import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { chartbeat as provider } from '../../src/providers/chartbeat.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { CHARTBEAT_USER_ID: '12345' }
const chartbeat = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const own = { uid: 12345, domain: 'rhymes.example' }

describe('what Chartbeat’s script finds in _sf_async_config', () => {
  test.each<[what: string, page: Partial<PageWith>, config: Record<string, unknown>]>([
    ['the account and the page’s own domain', {}, own],
    ['nothing of the user', { user: jeff }, own],
    [
      'the domain of the settings',
      { settings: { ...settings, CHARTBEAT_DOMAIN: 'a.example' } },
      { uid: 12345, domain: 'a.example' },
    ],
    [
      'the domain of the page before that of the settings',
      { settings: { ...settings, CHARTBEAT_DOMAIN: 'a.example' }, variables: { chartbeat_domain: 'b.example' } },
      { uid: 12345, domain: 'b.example' },
    ],
    ['the own domain where the page’s is null', { variables: { chartbeat_domain: null } }, own],
    ['an empty domain, which the page asks for', { variables: { chartbeat_domain: '' } }, { uid: 12345, domain: '' }],
    [
      'no own domain where that is switched off',
      { settings: { ...settings, CHARTBEAT_AUTO_DOMAIN: false } },
      { uid: 12345 },
    ],
    [
      'the shared page, its address from the slash on',
      { variables: { analytical_page: { href: 'https://rhymes.example/a?b', title: 'A', referrer: '/c' } } },
      { ...own, path: '/a?b', title: 'A' },
    ],
    [
      'its own path and title before the shared ones',
      { variables: { analytical_page: { href: '/a', title: 'A' }, chartbeat_path: 'b', chartbeat_title: 'B' } },
      { ...own, path: '/b', title: 'B' },
    ],
    [
      'sections and authors parted by commas',
      { variables: { chartbeat_sections: ['News', 'Sports'], chartbeat_authors: 'Jane Doe' } },
      { ...own, sections: 'News,Sports', authors: 'Jane Doe' },
    ],
    [
      'the other properties under Chartbeat’s names',
      {
        variables: {
          chartbeat_type: 'article',
          chartbeat_sponsor_name: 'spring',
          chartbeat_use_canonical: true,
          chartbeat_use_canonical_domain: true,
          chartbeat_no_cookies: true,
          chartbeat_config: { mobileApp: true },
        },
      },
      {
        ...own,
        type: 'article',
        sponsorName: 'spring',
        useCanonical: true,
        useCanonicalDomain: true,
        noCookies: true,
        mobileApp: true,
      },
    ],
  ])('%s', (_, page, config) => {
    const { globals, loads, errors } = chartbeat(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({
      _sf_startpt: expect.any(Number),
      _sf_endpt: expect.any(Number),
      _sf_async_config: config,
      _cbq: [],
    })
    expect(loads).toEqual(['https://static.chartbeat.com/js/chartbeat.js'])
  })
})

test('what the visitor is to the site is queued', () => {
  expect(chartbeat({ variables: { chartbeat_user_type: 'paid' } }).globals._cbq).toEqual([['_acct', 'paid']])
})

test('www is no part of the own domain', () => {
  const analytical = createAnalytical({ settings })
  expect(analytical.render('chartbeat_bottom')).toContain(String.raw`location.hostname.replace(/^www\./, "")`)
})

test('videos are measured by a file of their own', () => {
  expect(chartbeat({ settings: { ...settings, CHARTBEAT_VIDEO: 'yes' } }).loads).toEqual([
    'https://static.chartbeat.com/js/chartbeat_video.js',
  ])
})

test('the start is the first in the head, the rest the last in the body', () => {
  const analytical = createAnalytical({
    settings: { ...settings, GOOGLE_ANALYTICS_ID: 'G-ABCDE12345', HUBSPOT_PORTAL_ID: '1234567' },
  })
  expect(analytical.render('analytical_head_top').startsWith(analytical.render('chartbeat_top'))).toBe(true)
  expect(analytical.render('analytical_body_bottom').endsWith(analytical.render('chartbeat_bottom'))).toBe(true)
})

test('both parts are commented out for an internal address', () => {
  const analytical = createAnalytical({ settings: { ...settings, CHARTBEAT_INTERNAL_IPS: ['10.0.0.0/8'] } })
  const context = { analytical: analytical.pageView({ ip: '10.1.2.3' }) }
  for (const tag of ['chartbeat_top', 'chartbeat_bottom']) {
    expect(analytical.render(tag, context)).toMatch(/^<!-- Chartbeat disabled/)
  }
})

test.each([
  [[{ analytics: 'denied' as const }], true],
  [[{}], true],
  [[{ analytics: 'pending' as const }, { analytics: 'granted' as const }], false],
])('after the consent %j it is noted whether cookies are refused', (choices, refused) => {
  expect(consentOf(provider, settings, ...choices)).toEqual({ _sf_async_config: { refused }, _cbq: [] })
})

test('a refusal holds whatever the page says of cookies', () => {
  const page = createAnalytical({ settings }).render('chartbeat_bottom', { chartbeat_no_cookies: false })
  const refusing = '<script>window._sf_async_config = { refused: true };</script>'
  expect(readTracking(refusing + page).globals._sf_async_config).toMatchObject({ noCookies: true })
})

test.each<[setting: string, value: string, reason: string]>([
  ['CHARTBEAT_USER_ID', '12a', 'must be digits'],
  ['CHARTBEAT_USER_ID', 'XXXXX', 'must be digits'],
  ['CHARTBEAT_DOMAIN', 'https://a.example', 'must be a domain'],
  ['CHARTBEAT_DOMAIN', 'a.example/b', 'must be a domain'],
  ['CHARTBEAT_DOMAIN', 'ann@a.example', 'must be a domain'],
])('%s %s is refused', (setting, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [setting]: value } })).toThrow(reason)
})
