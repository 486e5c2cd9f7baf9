import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { KLAVIYO_COMPANY_ID: 'R7hYm2' }
const klaviyo = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what Klaviyo’s script finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['nothing of an anonymous visitor', {}, []],
    ['the user name as id', { user: jeff }, [['identify', { $id: 'jeff' }]]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, KLAVIYO_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', { $id: 'jeff', $email: 'jeff@example.com', $first_name: 'Jeffrey', $last_name: 'Bean' }]],
    ],
    [
      'an identity that is an e-mail address as one',
      { variables: { klaviyo_identity: 'ann@example.com' } },
      [['identify', { $id: 'ann@example.com', $email: 'ann@example.com' }]],
    ],
    [
      'session data as profile properties',
      { user: jeff, variables: { analytical_session: { plan: 'gold' } } },
      [['identify', { $id: 'jeff', plan: 'gold' }]],
    ],
    [
      'a visitor whose e-mail address the page gives',
      { variables: { klaviyo_session: { email: 'ann@example.com' } } },
      [['identify', { email: 'ann@example.com' }]],
    ],
    ['no properties of nobody', { variables: { analytical_session: { plan: 'gold' } } }, []],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'signed up', revenue: 9.5, currency: 'EUR' } } },
      [['track', 'signed up', { $value: 9.5, currency: 'EUR' }]],
    ],
    ['no product and no form that are null', { variables: { klaviyo_viewed_item: null, klaviyo_open_form: null } }, []],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['track', 'goal_5']]],
    [
      'who it is, the product, events and the form, in that order',
      {
        user: jeff,
        variables: {
          analytical_events: [['rhyme posted', { lines: 4 }], ['liked']],
          klaviyo_open_form: 'Xy12Ab',
          klaviyo_viewed_item: { Title: 'Sonnet' },
        },
      },
      [
        ['identify', { $id: 'jeff' }],
        ['trackViewedItem', { Title: 'Sonnet' }],
        ['track', 'rhyme posted', { lines: 4 }],
        ['track', 'liked', {}],
        ['openForm', 'Xy12Ab'],
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, loads, errors } = klaviyo(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ klaviyo: [], _klOnsite: queue })
    expect(loads).toEqual(['https://static.klaviyo.com/onsite/js/R7hYm2/klaviyo.js'])
  })
})

test('the key may be set under the name that Klaviyo’s screens have for it', () => {
  expect(createAnalytical({ settings: { KLAVIYO_PUBLIC_API_KEY: 'R7hYm2' } }).enabled).toEqual(['klaviyo'])
})

test.each([
  ['pk_0123456789abcdef', 'pk_ is a private key, which belongs in no page'],
  ['PUBLIC_API_KEY', 'must be the public API key, six or more letters and digits'],
  ['XXXXXX', 'your own'],
  ['abc', 'must be the public API key'],
])('%s is refused with the reason', (id, reason) => {
  expect(() => createAnalytical({ settings: { KLAVIYO_COMPANY_ID: id } })).toThrow(reason)
})
