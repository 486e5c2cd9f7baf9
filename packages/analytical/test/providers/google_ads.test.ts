import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { googleAds } from '../../src/providers/google_ads.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { GOOGLE_ADS_ID: 'AW-123456789' }
const labelled = { ...settings, GOOGLE_ADS_CONVERSIONS: { signed_up: 'AbC-D_efG', 17: 'HiJ', other: 'AW-2/KlM' } }
const google = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const commands = (page: Partial<PageWith>) => google(page).globals.dataLayer as unknown[][]

describe('what gtag.js finds in the config command', () => {
  test.each<[what: string, page: Partial<PageWith>, config: Record<string, unknown>]>([
    ['nothing for an anonymous visitor', {}, {}],
    ['the user name as user_id', { user: jeff }, { user_id: 'jeff' }],
    ['no user_id that is an e-mail address', { user: { username: 'jeff@example.com' } }, {}],
    [
      'the page’s own address, made absolute, its title and referrer',
      { variables: { analytical_page: { href: '/a?b', title: 'All rhymes', referrer: 'https://x.example/' } } },
      { page_location: 'https://rhymes.example/a?b', page_title: 'All rhymes', page_referrer: 'https://x.example/' },
    ],
    [
      'the fields for every page, which a page may replace',
      {
        settings: { ...settings, GOOGLE_ADS_CONFIG: '{"cookie_flags":"Secure","ignore_referrer":true}' },
        variables: { google_ads_config: { ignore_referrer: false } },
      },
      { cookie_flags: 'Secure', ignore_referrer: false },
    ],
  ])('%s', (_, page, config) => {
    const { errors, globals } = google(page)
    expect(errors).toEqual([])
    expect(globals.dataLayer).toEqual([
      ['js', expect.any(Date)],
      ['config', 'AW-123456789', config],
    ])
  })
})

describe('the events that follow the config command', () => {
  test.each<[what: string, variables: Record<string, unknown>, event: unknown[]]>([
    [
      'a goal with a label, by its name',
      { analytical_goal: { name: 'signed_up', revenue: 9.5 } },
      ['event', 'conversion', { send_to: 'AW-123456789/AbC-D_efG', value: 9.5, currency: 'EUR' }],
    ],
    [
      'a goal with a label, by its id',
      { analytical_goal: { id: 17, name: 'bought' } },
      ['event', 'conversion', { send_to: 'AW-123456789/HiJ' }],
    ],
    ['a label with an id of its own', { google_ads_goal: 'other' }, ['event', 'conversion', { send_to: 'AW-2/KlM' }]],
    [
      'a goal without a label, for audiences, and to no other Google tag',
      { analytical_goal: 5 },
      ['event', 'goal_5', { send_to: ['AW-123456789'] }],
    ],
    [
      'a goal that is named as a property of every object',
      { analytical_goal: 'constructor' },
      ['event', 'constructor', { send_to: ['AW-123456789'] }],
    ],
    [
      'an event with a label',
      { analytical_events: [['signed_up', { transaction_id: 'a1' }]] },
      ['event', 'conversion', { transaction_id: 'a1', send_to: 'AW-123456789/AbC-D_efG' }],
    ],
    [
      'an event without one',
      { analytical_events: [['rhyme posted!', { lines: 4 }]] },
      ['event', 'rhyme_posted_', { lines: 4, send_to: ['AW-123456789'] }],
    ],
    [
      'a conversion of the page',
      { google_ads_conversion: { send_to: 'AW-123456789/x', transaction_id: 't1' } },
      ['event', 'conversion', { send_to: 'AW-123456789/x', transaction_id: 't1' }],
    ],
  ])('%s', (_, variables, event) => {
    const all = commands({ settings: { ...labelled, ANALYTICAL_CURRENCY: 'EUR' }, variables })
    expect(all.slice(2)).toEqual([event])
  })
})

test('several ids share one loader, and the first has the labels without one', () => {
  const { globals, loads } = google({
    settings: { ...labelled, GOOGLE_ADS_ID: 'AW-123456789, AW-987654321' },
    variables: { analytical_goal: 'signed_up', analytical_events: ['liked'] },
  })
  expect(globals.dataLayer).toEqual([
    ['js', expect.any(Date)],
    ['config', 'AW-123456789', {}],
    ['config', 'AW-987654321', {}],
    ['event', 'conversion', { send_to: 'AW-123456789/AbC-D_efG' }],
    ['event', 'liked', { send_to: ['AW-123456789', 'AW-987654321'] }],
  ])
  expect(loads).toEqual(['https://www.googletagmanager.com/gtag/js?id=AW-123456789'])
})

describe('beside Google Analytics', () => {
  const both = { ...labelled, GOOGLE_ANALYTICS_ID: 'G-ABCDE12345' }
  const variables = { analytical_goal: 'signed_up' }

  test('both have their commands in one data layer', () => {
    const { globals, errors } = google({ settings: both, variables })
    expect(errors).toEqual([])
    expect(globals.dataLayer).toEqual([
      ['js', expect.any(Date)],
      ['config', 'AW-123456789', {}],
      ['event', 'conversion', { send_to: 'AW-123456789/AbC-D_efG' }],
      ['js', expect.any(Date)],
      ['config', 'G-ABCDE12345', {}],
      ['event', 'signed_up', {}],
    ])
  })

  test('each has its own where the other’s is renamed', () => {
    const { globals } = google({ settings: { ...both, GOOGLE_ANALYTICS_DATA_LAYER: 'googleLayer' }, variables })
    expect(globals.dataLayer).toHaveLength(3)
    expect(globals.googleLayer).toHaveLength(3)
  })
})

describe('consent', () => {
  test('is a default first and an update later', () => {
    const { dataLayer } = consentOf(
      googleAds,
      { GOOGLE_ADS_ID: ['AW-123456789'] },
      { marketing: 'pending', analytics: 'granted' },
      { marketing: 'granted' },
    )
    expect(Array.from(dataLayer as unknown[])).toEqual([
      [
        'consent',
        'default',
        {
          ad_storage: 'denied',
          ad_user_data: 'denied',
          ad_personalization: 'denied',
          analytics_storage: 'granted',
          functionality_storage: 'denied',
          personalization_storage: 'denied',
          security_storage: 'granted',
          wait_for_update: 500,
        },
      ],
      [
        'consent',
        'update',
        {
          ad_storage: 'granted',
          ad_user_data: 'granted',
          ad_personalization: 'granted',
          analytics_storage: 'denied',
          functionality_storage: 'denied',
          personalization_storage: 'denied',
          security_storage: 'granted',
        },
      ],
    ])
  })

  test('is told by Arguments, as all commands are', () => {
    const { consent } = googleAds.tags.google_ads as { consent(settings: object, asked: object): unknown }
    expect(String(consent({}, { regions: [] }))).toContain('push(arguments)')
    expect(createAnalytical({ settings }).render('google_ads')).toContain('push(arguments)')
  })
})

test('personal data cannot be granted to Google', () => {
  expect(() => createAnalytical({ settings: { ...settings, GOOGLE_ADS_PERSONAL_DATA: ['email'] } })).toThrow(
    'the terms of the service forbid personal data',
  )
})

test.each([
  ['G-ABCDE12345', 'AW-; this is an id of Google Analytics'],
  ['GTM-ABC123', 'GTM- is a container of Google Tag Manager'],
  ['AW-XXXXXXXXX', 'your own, like AW-123456789'],
  ['123456789', 'AW- and digits'],
  ['AW-123456789/AbC', 'AW- and digits'],
])('%s is refused with the reason', (id, reason) => {
  expect(() => createAnalytical({ settings: { GOOGLE_ADS_ID: id } })).toThrow(reason)
})
