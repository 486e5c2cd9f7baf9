import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { contactHash } from '../../src/contact-hash.ts'
import { bingUet } from '../../src/providers/bing_uet.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { BING_UET_TAG_ID: '12345678' }
const bing = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what the tag finds in its queue, item by item', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['nothing for an anonymous visitor', {}, []],
    ['nobody’s name without a grant', { user: jeff }, []],
    [
      'the e-mail address where a setting grants it, hashed',
      { user: jeff, settings: { ...settings, BING_UET_PERSONAL_DATA: ['email', 'name'] } },
      ['set', { pid: { em: contactHash('jeff@example.com') } }],
    ],
    [
      'more fields that the page gives',
      { variables: { bing_uet_user_data: { ph: 'a5' } } },
      ['set', { pid: { ph: 'a5' } }],
    ],
    [
      'the page’s own path and title',
      { variables: { analytical_page: { href: 'https://rhymes.example/a?b', title: 'A' } } },
      ['set', { page_path: '/a?b', page_title: 'A' }],
    ],
    [
      'what the page shows',
      { variables: { bing_uet_remarketing: { ecomm_prodid: 'r1' } } },
      ['event', '', { ecomm_prodid: 'r1' }],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, ['event', 'goal_5']],
    [
      'a goal with its revenue',
      { variables: { bing_uet_goal: { name: 'purchase', revenue: 9.5, currency: 'EUR' } } },
      ['event', 'purchase', { revenue_value: 9.5, currency: 'EUR' }],
    ],
    [
      'events with their properties, after the page’s address',
      {
        variables: { analytical_events: [['lead', { event_label: 'x' }], ['liked']], analytical_page: { href: '/a' } },
      },
      ['set', { page_path: '/a' }, 'event', 'lead', { event_label: 'x' }, 'event', 'liked', {}],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = bing(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ uetq: queue })
  })
})

describe('once bat.js is there', () => {
  const library = 'https://bat.bing.com/bat.js'

  test.each<[more: object, spa: boolean]>([
    [{}, true],
    [{ BING_UET_ENABLE_AUTO_SPA_TRACKING: 'no' }, false],
  ])('the tag is started with %j', (more, spa) => {
    const told: unknown[] = []
    class UET {
      constructor(options: unknown) {
        told.push(JSON.parse(JSON.stringify(options)))
      }
      push(...items: unknown[]) {
        told.push(items)
      }
    }
    const { loads, errors } = bing({
      settings: { ...settings, ...more },
      variables: { analytical_goal: 'liked' },
      vendors: { [library]: (window) => Object.assign(window, { UET }) },
    })
    expect(errors).toEqual([])
    expect(loads).toEqual([library])
    expect(told).toEqual([{ ti: '12345678', enableAutoSpaTracking: spa, q: ['event', 'liked'] }, ['pageLoad']])
  })

  test('nothing breaks where it declines', () => {
    const { globals, errors } = bing({ vendors: { [library]: () => undefined } })
    expect(errors).toEqual([])
    expect(globals).toEqual({ uetq: [] })
  })
})

test('consent is a default first and an update later', () => {
  expect(
    consentOf(bingUet, { BING_UET_TAG_ID: '12345678' }, { marketing: 'pending' }, { marketing: 'granted' }, {}),
  ).toEqual({
    uetq: [
      ...['consent', 'default', { ad_storage: 'denied' }],
      ...['consent', 'update', { ad_storage: 'granted' }],
      ...['consent', 'update', { ad_storage: 'denied' }],
    ],
  })
})

test.each(['AW-123456789', 'XXXXXXXX', 'YOUR_UET_TAG_ID'])('%s is refused', (id) => {
  expect(() => createAnalytical({ settings: { BING_UET_TAG_ID: id } })).toThrow('must be digits')
})
