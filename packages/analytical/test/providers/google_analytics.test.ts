import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { googleAnalytics } from '../../src/providers/google_analytics.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { GOOGLE_ANALYTICS_ID: 'G-ABCDE12345' }
const google = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const commands = (page: Partial<PageWith>) => google(page).globals.dataLayer as unknown[][]

describe('what gtag.js finds in the config command', () => {
  test.each<[what: string, page: Partial<PageWith>, config: Record<string, unknown>]>([
    ['nothing for an anonymous visitor', {}, {}],
    ['the user name as user_id', { user: jeff }, { user_id: 'jeff' }],
    [
      'the alias of the identity that django-analytical knows',
      { user: jeff, variables: { google_analytics_gtag_identity: 'ann' } },
      { user_id: 'ann' },
    ],
    [
      'no user_id where the page switches the identity off',
      { user: jeff, variables: { analytical_identity: null } },
      {},
    ],
    ['no user_id that is an e-mail address', { user: { username: 'jeff@example.com' } }, {}],
    [
      'custom dimensions and user properties',
      { variables: { google_analytics_custom_dimensions: { form: 'sonnet', user_properties: { plan: 'gold' } } } },
      { form: 'sonnet', user_properties: { plan: 'gold' } },
    ],
    [
      'session data as user properties with valid names, the user name not among them',
      { user: jeff, variables: { analytical_session: { plan: 'gold', 'number of rhymes': 3, '2nd': true } } },
      { user_id: 'jeff', user_properties: { plan: 'gold', number_of_rhymes: 3, x_2nd: true } },
    ],
    [
      'the page’s own address, made absolute, its title and referrer',
      { variables: { analytical_page: { href: '/a?b', title: 'All rhymes', referrer: 'https://x.example/' } } },
      { page_location: 'https://rhymes.example/a?b', page_title: 'All rhymes', page_referrer: 'https://x.example/' },
    ],
    [
      'any other field of config',
      { variables: { google_analytics_config: { debug_mode: true } } },
      { debug_mode: true },
    ],
    [
      'the fields for every page, which a page may replace',
      {
        settings: { ...settings, GOOGLE_ANALYTICS_CONFIG: '{"cookie_flags":"Secure","content_group":"all"}' },
        variables: { google_analytics_config: { content_group: 'rhymes' } },
      },
      { cookie_flags: 'Secure', content_group: 'rhymes' },
    ],
    [
      'a user id and properties of the page’s own, where there are no others',
      { variables: { google_analytics_config: { user_id: 'x', user_properties: { plan: 'gold' } } } },
      { user_id: 'x', user_properties: { plan: 'gold' } },
    ],
    [
      'a server container of the site’s own',
      { settings: { ...settings, GOOGLE_ANALYTICS_SERVER_CONTAINER_URL: 'https://metrics.rhymes.example/' } },
      { server_container_url: 'https://metrics.rhymes.example' },
    ],
    [
      'Google signals kept off',
      { settings: { ...settings, GOOGLE_ANALYTICS_SIGNALS: 'no' } },
      { allow_google_signals: false },
    ],
  ])('%s', (_, page, config) => {
    expect(commands(page)).toEqual([
      ['js', expect.any(Date)],
      ['config', 'G-ABCDE12345', config],
    ])
  })
})

describe('the events that follow the config command', () => {
  test.each<[what: string, variables: Record<string, unknown>, event: unknown[]]>([
    ['a goal by name', { analytical_goal: 'signed up' }, ['event', 'signed_up', {}]],
    ['a goal by number', { analytical_goal: 5 }, ['event', 'goal_5', {}]],
    [
      'a goal with value and currency',
      { analytical_goal: { id: 5, name: 'purchase', revenue: 9.5 } },
      ['event', 'purchase', { value: 9.5, currency: 'EUR' }],
    ],
    [
      'a split test',
      { analytical_split: { name: 'home', version: 'loud' } },
      ['event', 'experience_impression', { exp_variant_string: 'analytical-home-loud' }],
    ],
    [
      'an event of the page',
      { analytical_events: [['rhyme posted!', { lines: 4 }]] },
      ['event', 'rhyme_posted_', { lines: 4 }],
    ],
    ['an event with a reserved name', { analytical_events: [['ga_x']] }, ['event', 'x_ga_x', {}]],
    ['an event with a long name', { analytical_events: [['a'.repeat(50)]] }, ['event', 'a'.repeat(40), {}]],
  ])('%s', (_, variables, event) => {
    const all = commands({ settings: { ...settings, ANALYTICAL_CURRENCY: 'EUR' }, variables })
    expect(all.slice(2)).toEqual([event])
  })
})

test('commands are Arguments, as gtag.js tells them from other entries', () => {
  const analytical = createAnalytical({ settings })
  expect(analytical.render('google_analytics')).toContain('push(arguments)')
})

test('several ids share one loader and have a config command each, with the same user', () => {
  const { globals, loads } = google({ settings: { GOOGLE_ANALYTICS_ID: ['G-ABCDE12345', 'AW-123456789'] }, user: jeff })
  expect(globals.dataLayer).toEqual([
    ['js', expect.any(Date)],
    ['config', 'G-ABCDE12345', { user_id: 'jeff' }],
    ['config', 'AW-123456789', { user_id: 'jeff' }],
  ])
  expect(loads).toEqual(['https://www.googletagmanager.com/gtag/js?id=G-ABCDE12345'])
})

test('the data layer can have another name', () => {
  const { globals, loads } = google({ settings: { ...settings, GOOGLE_ANALYTICS_DATA_LAYER: 'googleLayer' } })
  expect(globals.googleLayer).toHaveLength(2)
  expect(globals).not.toHaveProperty('dataLayer')
  expect(loads).toEqual(['https://www.googletagmanager.com/gtag/js?id=G-ABCDE12345&l=googleLayer'])
})

describe('the name and the tag that django-analytical uses', () => {
  const analytical = createAnalytical({ settings: { GOOGLE_ANALYTICS_GTAG_PROPERTY_ID: 'G-ABCDE12345' } })
  test('set the id by its classic name too', () => {
    const { enabled } = createAnalytical({ settings: { GOOGLE_ANALYTICS_PROPERTY_ID: 'G-ABCDE12345' } })
    expect(enabled).toEqual(['google_analytics'])
  })

  test('set the id and render the tag', () => {
    expect(analytical.render('google_analytics_gtag')).toContain('"G-ABCDE12345"')
    expect(analytical.render('google_analytics_gtag')).toBe(analytical.render('google_analytics'))
  })
})

test('consent is a default first and an update later, as Arguments of the data layer', () => {
  const { dataLayer } = consentOf(googleAnalytics, settings, { analytics: 'pending' }, { analytics: 'granted' })
  expect(Array.from(dataLayer as unknown[])).toEqual([
    ['consent', 'default', expect.objectContaining({ analytics_storage: 'denied', ad_storage: 'denied' })],
    ['consent', 'update', expect.objectContaining({ analytics_storage: 'granted', ad_storage: 'denied' })],
  ])
})

test('personal data cannot be granted to Google', () => {
  expect(() => createAnalytical({ settings: { GOOGLE_ANALYTICS_PERSONAL_DATA: ['email'] } })).toThrow(
    'GOOGLE_ANALYTICS_PERSONAL_DATA is no setting: the terms of the service forbid personal data',
  )
})

test.each([
  [['UA-12345-6', 'G-ABCDE12345'], 'must be the id of a Google tag; UA- ids of Universal Analytics no longer count'],
  ['GTM-ABC123', 'GTM- is a container of Google Tag Manager'],
  ['G-XXXXXXXXXX', 'must be the id of a Google tag, your own, like G-ABCDE12345'],
  ['12345678', 'must be the id of a Google tag, like G-ABCDE12345'],
])('%s is refused with the reason', (id, reason) => {
  expect(() => createAnalytical({ settings: { GOOGLE_ANALYTICS_ID: id } })).toThrow(reason)
})
