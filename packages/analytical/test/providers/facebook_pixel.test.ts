import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { contactHash } from '../../src/contact-hash.ts'
import { facebookPixel } from '../../src/providers/facebook_pixel.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { FACEBOOK_PIXEL_ID: '1234567890' }
const granted = { ...settings, FACEBOOK_PIXEL_PERSONAL_DATA: ['email', 'name'] }
const pixel = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const init = ['init', '1234567890']
const pageView = ['track', 'PageView']

describe('what the pixel finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['the page view for an anonymous visitor', {}, [init, pageView]],
    ['nobody’s name without a grant', { user: jeff }, [init, pageView]],
    [
      'e-mail address, name and user name where a setting grants them, hashed',
      { user: jeff, settings: granted },
      [
        [
          ...init,
          {
            em: contactHash('jeff@example.com'),
            fn: contactHash('jeffrey'),
            ln: contactHash('bean'),
            external_id: contactHash('jeff'),
          },
        ],
        pageView,
      ],
    ],
    [
      'the e-mail address alone where no more is granted',
      { user: jeff, settings: { ...settings, FACEBOOK_PIXEL_PERSONAL_DATA: 'email' } },
      [[...init, { em: contactHash('jeff@example.com'), external_id: contactHash('jeff') }], pageView],
    ],
    [
      'more fields that the page gives',
      { variables: { facebook_pixel_user_data: { country: 'us' } } },
      [[...init, { country: 'us' }], pageView],
    ],
    [
      'Limited Data Use for all, before anything else',
      { settings: { ...settings, FACEBOOK_PIXEL_LIMITED_DATA_USE: 'yes' } },
      [['dataProcessingOptions', ['LDU'], 0, 0], init, pageView],
    ],
    [
      'no Limited Data Use, told',
      { settings: { ...settings, FACEBOOK_PIXEL_LIMITED_DATA_USE: false } },
      [['dataProcessingOptions', []], init, pageView],
    ],
    [
      'Limited Data Use as the page has it, before the setting',
      {
        settings: { ...settings, FACEBOOK_PIXEL_LIMITED_DATA_USE: false },
        variables: { facebook_pixel_limited_data_use: true },
      },
      [['dataProcessingOptions', ['LDU'], 0, 0], init, pageView],
    ],
    [
      'each of several pixels, with the same person',
      { user: jeff, settings: { ...granted, FACEBOOK_PIXEL_ID: '1, 2', FACEBOOK_PIXEL_PERSONAL_DATA: 'email' } },
      [
        ['init', '1', { em: contactHash('jeff@example.com'), external_id: contactHash('jeff') }],
        ['init', '2', { em: contactHash('jeff@example.com'), external_id: contactHash('jeff') }],
        pageView,
      ],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [init, pageView, ['trackCustom', 'goal_5']]],
    [
      'a goal with the name of a standard event, and its revenue',
      { variables: { facebook_pixel_goal: { id: 5, name: 'Purchase', revenue: 9.5, currency: 'EUR' } } },
      [init, pageView, ['track', 'Purchase', { value: 9.5, currency: 'EUR' }]],
    ],
    [
      'events, standard and custom, with the id that the server tells too',
      {
        variables: {
          analytical_events: [['Lead', { eventID: 'e1', lines: 4 }], ['liked'], ['a'.repeat(60)]],
        },
      },
      [
        init,
        pageView,
        ['track', 'Lead', { lines: 4 }, { eventID: 'e1' }],
        ['trackCustom', 'liked', {}],
        ['trackCustom', 'a'.repeat(50), {}],
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = pixel(page)
    expect(errors).toEqual([])
    const fbq = { queue, loaded: true, version: '2.0' }
    expect(globals).toEqual({ fbq, _fbq: fbq })
  })
})

test('a call goes to the pixel’s own method once its library is there', () => {
  const told: unknown[][] = []
  pixel({
    vendors: {
      'https://connect.facebook.net/en_US/fbevents.js': ({ fbq }) => {
        fbq.callMethod = (...call: unknown[]) => told.push(call)
        fbq('track', 'Lead')
        fbq.push('track', 'Contact')
      },
    },
  })
  expect(told).toEqual([
    ['track', 'Lead'],
    ['track', 'Contact'],
  ])
})

test('the library is loaded once, and each pixel has an image where scripting is off', () => {
  const { loads, images } = pixel({ settings: { FACEBOOK_PIXEL_ID: [1, 2] } })
  expect(loads).toEqual(['https://connect.facebook.net/en_US/fbevents.js'])
  expect(images).toEqual([
    'https://www.facebook.com/tr?id=1&ev=PageView&noscript=1',
    'https://www.facebook.com/tr?id=2&ev=PageView&noscript=1',
  ])
})

test.each([
  [{ marketing: 'granted' as const }, 'grant'],
  [{ marketing: 'pending' as const }, 'revoke'],
  [{ analytics: 'granted' as const }, 'revoke'],
])('consent %j is told as %s', (choice, word) => {
  expect(consentOf(facebookPixel, { FACEBOOK_PIXEL_ID: ['1'] }, choice).fbq).toMatchObject({
    queue: [['consent', word]],
  })
})

test('its other name works', () => {
  const { globals } = pixel({
    settings: { META_PIXEL_ID: '1234567890' },
    variables: { meta_pixel_goal: 'Lead' },
  })
  expect(globals.fbq).toMatchObject({ queue: [init, pageView, ['track', 'Lead']] })
  const analytical = createAnalytical({ settings })
  expect(analytical.render('meta_pixel_head')).toBe(analytical.render('facebook_pixel_head'))
})

test.each(['G-ABCDE12345', 'XXXXXXXXXX', 'YOUR_PIXEL_ID', '12 34x'])('%s is refused', (id) => {
  expect(() => createAnalytical({ settings: { FACEBOOK_PIXEL_ID: id } })).toThrow('must be digits')
})
