import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { contactHash } from '../../src/contact-hash.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const id = 'a2_h4x9k2m7q1zp'
const settings = { REDDIT_PIXEL_ID: id }
const reddit = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const jeffHashed = contactHash('jeff')
const initAlone = [
  ['init', id],
  ['track', 'PageVisit'],
]

describe('what Reddit’s pixel finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['the page visit of an anonymous visitor', {}, initAlone],
    ['nobody’s name without a grant', { user: jeff }, initAlone],
    [
      'e-mail address and user name, hashed, where a setting grants it',
      { user: jeff, settings: { ...settings, REDDIT_PIXEL_PERSONAL_DATA: ['email', 'name'] } },
      [
        ['init', id, { email: contactHash('jeff@example.com'), externalId: jeffHashed }],
        ['track', 'PageVisit'],
      ],
    ],
    [
      'fields of init of the site’s, and before them the page’s',
      {
        settings: { ...settings, REDDIT_PIXEL_INIT: '{"dpm":"LDU","optOut":false}' },
        variables: { reddit_pixel_init: { optOut: true } },
      },
      [
        ['init', id, { dpm: 'LDU', optOut: true }],
        ['track', 'PageVisit'],
      ],
    ],
    [
      'a goal as the standard event of its name, with value and order',
      {
        variables: {
          analytical_goal: { id: 5, name: 'sign_up', revenue: 9.5, currency: 'EUR' },
          reddit_pixel_conversion_id: 'order-1',
          reddit_pixel_item_count: 2,
          reddit_pixel_products: [{ id: 'r1' }],
        },
      },
      [
        ...initAlone,
        [
          'track',
          'SignUp',
          { value: 9.5, currency: 'EUR', itemCount: 2, products: [{ id: 'r1' }], conversionId: 'order-1' },
        ],
      ],
    ],
    [
      'a standard event without anything',
      { variables: { analytical_goal: 'Lead' } },
      [...initAlone, ['track', 'Lead']],
    ],
    [
      'a goal by number as a custom event',
      { variables: { analytical_goal: 5 } },
      [...initAlone, ['track', 'Custom', { customEventName: 'goal_5' }]],
    ],
    [
      'events, standard and other',
      {
        variables: {
          analytical_events: [
            ['add to cart', { value: 3 }],
            ['rhyme posted', { lines: 4 }],
          ],
        },
      },
      [
        ...initAlone,
        ['track', 'AddToCart', { value: 3 }],
        ['track', 'Custom', { customEventName: 'rhyme posted', lines: 4 }],
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, loads, errors } = reddit(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ rdt: { callQueue: queue } })
    expect(loads).toEqual(['https://www.redditstatic.com/ads/pixel.js'])
  })
})

test('calls go to the pixel once it is there', () => {
  const sent: unknown[] = []
  reddit({
    vendors: {
      'https://www.redditstatic.com/ads/pixel.js': ({ rdt }) => {
        rdt.sendEvent = (...call: unknown[]) => sent.push(call)
        rdt('track', 'Lead')
      },
    },
  })
  expect(sent).toEqual([['track', 'Lead']])
})

test.each(['XXXX', 'a2_', 'b59b0b9e-3c0a-4e21-9d8a-7a2d1c0f4e65', '1234567'])('the id %s is refused', (wrong) => {
  expect(() => createAnalytical({ settings: { REDDIT_PIXEL_ID: wrong } })).toThrow('must be a pixel ID of Reddit')
})
