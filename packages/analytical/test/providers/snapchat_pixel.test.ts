import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { contactHash } from '../../src/contact-hash.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const id = 'b59b0b9e-3c0a-4e21-9d8a-7a2d1c0f4e65'
const settings = { SNAPCHAT_PIXEL_ID: id }
const snapchat = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const initAlone = [
  ['init', id],
  ['track', 'PAGE_VIEW'],
]

describe('what Snapchat’s pixel finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['the page view of an anonymous visitor', {}, initAlone],
    ['nobody’s user name', { user: jeff }, initAlone],
    [
      'the e-mail address, hashed, where a setting grants it',
      { user: jeff, settings: { ...settings, SNAPCHAT_PIXEL_PERSONAL_DATA: ['email', 'name'] } },
      [
        ['init', id, { user_hashed_email: contactHash('jeff@example.com') }],
        ['track', 'PAGE_VIEW'],
      ],
    ],
    [
      'fields of init of the site’s, and before them the page’s',
      {
        settings: { ...settings, SNAPCHAT_PIXEL_INIT: '{"geo_country":"de","geo_city":"jena"}' },
        variables: { snapchat_pixel_init: { geo_city: 'weimar' } },
      },
      [
        ['init', id, { geo_country: 'de', geo_city: 'weimar' }],
        ['track', 'PAGE_VIEW'],
      ],
    ],
    [
      'a goal as the standard event of its name, with price and order',
      {
        variables: {
          analytical_goal: { name: 'purchase', revenue: 9.5, currency: 'EUR' },
          snapchat_pixel_transaction_id: 'order-1',
          snapchat_pixel_client_dedup_id: 'e-1',
          snapchat_pixel_item_ids: ['r1'],
          snapchat_pixel_number_items: 1,
        },
      },
      [
        ...initAlone,
        [
          'track',
          'PURCHASE',
          {
            price: 9.5,
            currency: 'EUR',
            transaction_id: 'order-1',
            client_dedup_id: 'e-1',
            item_ids: ['r1'],
            number_items: 1,
          },
        ],
      ],
    ],
    [
      'a standard event without anything',
      { variables: { analytical_goal: 'Sign up' } },
      [...initAlone, ['track', 'SIGN_UP']],
    ],
    [
      'a goal by number as a custom event',
      { variables: { analytical_goal: 5 } },
      [...initAlone, ['track', 'CUSTOM_EVENT_1', { event_tag: 'goal_5' }]],
    ],
    [
      'events: standard, one of the five custom ones, and other',
      {
        variables: {
          analytical_events: [['add cart', { price: 3 }], ['CUSTOM_EVENT_3'], ['rhyme posted', { lines: 4 }]],
        },
      },
      [
        ...initAlone,
        ['track', 'ADD_CART', { price: 3 }],
        ['track', 'CUSTOM_EVENT_3'],
        ['track', 'CUSTOM_EVENT_1', { event_tag: 'rhyme posted', lines: 4 }],
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, loads, errors } = snapchat(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ snaptr: { queue } })
    expect(loads).toEqual(['https://sc-static.net/scevent.min.js'])
  })
})

test('calls go to the pixel once it is there', () => {
  const sent: unknown[] = []
  snapchat({
    vendors: {
      'https://sc-static.net/scevent.min.js': ({ snaptr }) => {
        snaptr.handleRequest = (...call: unknown[]) => sent.push(call)
        snaptr('track', 'SAVE')
      },
    },
  })
  expect(sent).toEqual([['track', 'SAVE']])
})

test.each(['XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX', 'a2_h4x9k2m7q1zp', '1234567'])('the id %s is refused', (wrong) => {
  expect(() => createAnalytical({ settings: { SNAPCHAT_PIXEL_ID: wrong } })).toThrow('must be a UUID')
})
