import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { googleTagManager } from '../../src/providers/google_tag_manager.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { GOOGLE_TAG_MANAGER_CONTAINER_ID: 'GTM-ABC1234' }
const tagManager = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const start = { 'gtm.start': expect.any(Number), event: 'gtm.js' }

describe('what the container finds in the data layer', () => {
  test.each<[what: string, page: Partial<PageWith>, layer: unknown[]]>([
    ['its start alone for an anonymous visitor', {}, [start]],
    ['the user name as user_id', { user: jeff }, [{ user_id: 'jeff' }, start]],
    ['no user_id that is an e-mail address', { user: { username: 'jeff@example.com' } }, [start]],
    [
      'no user_id where the page switches the identity off',
      { user: jeff, variables: { analytical_identity: null } },
      [start],
    ],
    [
      'session data, the user name not twice',
      { user: jeff, variables: { analytical_session: { plan: 'gold' } } },
      [{ user_id: 'jeff', plan: 'gold' }, start],
    ],
    [
      'the page’s own address, made absolute, its title and referrer',
      { variables: { analytical_page: { href: '/a?b', title: 'All rhymes', referrer: 'https://x.example/' } } },
      [
        { page_location: 'https://rhymes.example/a?b', page_title: 'All rhymes', page_referrer: 'https://x.example/' },
        start,
      ],
    ],
    ['a title alone', { variables: { analytical_page: { title: 'A' } } }, [{ page_title: 'A' }, start]],
    [
      'a split test',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [{ split_name: 'home', split_version: 'loud' }, start],
    ],
    [
      'other keys, which may replace its own',
      { user: jeff, variables: { google_tag_manager_data_layer: { content_group: 'rhymes', user_id: 'x' } } },
      [{ user_id: 'x', content_group: 'rhymes' }, start],
    ],
    ['a goal by number, after its start', { variables: { analytical_goal: 5 } }, [start, { event: 'goal_5' }]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 5, name: 'signed up', revenue: 9.5, currency: 'EUR' } } },
      [start, { event: 'signed up', ecommerce: { value: 9.5, currency: 'EUR' } }],
    ],
    [
      'events with their properties, of which none can rename them',
      {
        variables: {
          analytical_events: [
            ['rhyme posted', { lines: 4 }],
            ['liked', { event: 'x' }],
          ],
        },
      },
      [start, { event: 'rhyme posted', lines: 4 }, { event: 'liked' }],
    ],
  ])('%s', (_, page, layer) => {
    const { globals, errors } = tagManager(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ dataLayer: layer })
  })
})

describe('the files of the container', () => {
  const google = 'https://www.googletagmanager.com'
  const environment = {
    GOOGLE_TAG_MANAGER_ENVIRONMENT_AUTH: 'aBcDeFgHiJkLmNoPqRsTuV',
    GOOGLE_TAG_MANAGER_ENVIRONMENT_PREVIEW: 'env-5',
  }
  const ofEnvironment = '&gtm_auth=aBcDeFgHiJkLmNoPqRsTuV&gtm_preview=env-5&gtm_cookies_win=x'

  test.each<[what: string, settings: object, loads: string[], frames: string[]]>([
    ['are Google’s', {}, [`${google}/gtm.js?id=GTM-ABC1234`], [`${google}/ns.html?id=GTM-ABC1234`]],
    [
      'are there for each of several',
      { GOOGLE_TAG_MANAGER_CONTAINER_ID: ['GTM-ABC1234', 'GTM-XYZ9876'], ...environment },
      [`${google}/gtm.js?id=GTM-ABC1234${ofEnvironment}`, `${google}/gtm.js?id=GTM-XYZ9876`],
      [`${google}/ns.html?id=GTM-ABC1234${ofEnvironment}`, `${google}/ns.html?id=GTM-XYZ9876`],
    ],
    [
      'know the name of the data layer',
      { GOOGLE_TAG_MANAGER_DATA_LAYER: 'tagLayer' },
      [`${google}/gtm.js?id=GTM-ABC1234&l=tagLayer`],
      [`${google}/ns.html?id=GTM-ABC1234`],
    ],
    [
      'are those of an environment',
      environment,
      [`${google}/gtm.js?id=GTM-ABC1234${ofEnvironment}`],
      [`${google}/ns.html?id=GTM-ABC1234${ofEnvironment}`],
    ],
    [
      'are those of an environment, with a data layer of another name',
      { ...environment, GOOGLE_TAG_MANAGER_DATA_LAYER: 'tagLayer' },
      [`${google}/gtm.js?id=GTM-ABC1234&l=tagLayer${ofEnvironment}`],
      [`${google}/ns.html?id=GTM-ABC1234${ofEnvironment}`],
    ],
    [
      'are the live ones where half of an environment is set',
      { GOOGLE_TAG_MANAGER_ENVIRONMENT_PREVIEW: 'env-5' },
      [`${google}/gtm.js?id=GTM-ABC1234`],
      [`${google}/ns.html?id=GTM-ABC1234`],
    ],
    [
      'come from a server container of the site’s own',
      { GOOGLE_TAG_MANAGER_SERVER_CONTAINER_URL: 'https://tags.rhymes.example/g/' },
      ['https://tags.rhymes.example/g/gtm.js?id=GTM-ABC1234'],
      ['https://tags.rhymes.example/g/ns.html?id=GTM-ABC1234'],
    ],
  ])('%s', (_, more, loads, frames) => {
    const tracking = tagManager({ settings: { ...settings, ...more } })
    expect({ loads: tracking.loads, frames: tracking.frames }).toEqual({ loads, frames })
  })
})

test('the data layer can have another name', () => {
  const { globals } = tagManager({ settings: { ...settings, GOOGLE_TAG_MANAGER_DATA_LAYER: 'tagLayer' }, user: jeff })
  expect(globals).toEqual({ tagLayer: [{ user_id: 'jeff' }, start] })
})

test('the policy has the site’s own server container', () => {
  const csp = createAnalytical({
    settings: { ...settings, GOOGLE_TAG_MANAGER_SERVER_CONTAINER_URL: 'https://tags.rhymes.example/g' },
  }).csp()
  expect(csp['frame-src']).toEqual(expect.arrayContaining(['https://tags.rhymes.example']))
})

describe('consent', () => {
  const commands = (...choices: Parameters<typeof consentOf>[2][]) =>
    Array.from(
      consentOf(googleTagManager, { GOOGLE_TAG_MANAGER_CONTAINER_ID: ['GTM-ABC1234'] }, ...choices)
        .dataLayer as unknown[],
    )
  const refused = {
    ad_storage: 'denied',
    ad_user_data: 'denied',
    ad_personalization: 'denied',
    analytics_storage: 'denied',
    functionality_storage: 'denied',
    personalization_storage: 'denied',
    security_storage: 'granted',
  }

  test('is a default first and an update later', () => {
    expect(commands({ marketing: 'pending' }, { marketing: 'granted', analytics: 'denied' })).toEqual([
      ['consent', 'default', { ...refused, wait_for_update: 500 }],
      [
        'consent',
        'update',
        { ...refused, ad_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'granted' },
      ],
    ])
  })

  test('is told by category', () => {
    expect(commands({ analytics: 'granted', functional: 'granted' })).toEqual([
      [
        'consent',
        'default',
        {
          ...refused,
          analytics_storage: 'granted',
          functionality_storage: 'granted',
          personalization_storage: 'granted',
        },
      ],
    ])
  })

  test('is told by Arguments, as the container tells commands from other entries', () => {
    const { consent } = googleTagManager.tags.google_tag_manager_head as {
      consent(settings: object, asked: object): unknown
    }
    expect(String(consent({}, { regions: [] }))).toContain('push(arguments)')
  })
})

test('personal data cannot be granted to Google', () => {
  expect(() => createAnalytical({ settings: { ...settings, GOOGLE_TAG_MANAGER_PERSONAL_DATA: ['email'] } })).toThrow(
    'the terms of the service forbid personal data',
  )
})

test.each([
  ['GOOGLE_TAG_MANAGER_CONTAINER_ID', 'G-ABCDE12345', 'GTM-; this is the id of a Google tag'],
  ['GOOGLE_TAG_MANAGER_CONTAINER_ID', 'GTM-XXXXXXX', 'your own, like GTM-ABC1234'],
  ['GOOGLE_TAG_MANAGER_CONTAINER_ID', 'GTM-abc', 'GTM- and capitals and digits'],
  ['GOOGLE_TAG_MANAGER_ENVIRONMENT_PREVIEW', '5', 'must be the gtm_preview of an environment, like env-5'],
  ['GOOGLE_TAG_MANAGER_ENVIRONMENT_AUTH', 'a&b=cdefghijk', 'must be the gtm_auth of an environment'],
  ['GOOGLE_TAG_MANAGER_SERVER_CONTAINER_URL', 'http://tags.example.com', 'must be reached by https'],
  ['GOOGLE_TAG_MANAGER_SERVER_CONTAINER_URL', 'https://me@tags.example.com', 'must not hold a user name'],
])('%s refuses %s with the reason', (name, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [name]: value } })).toThrow(reason)
})
