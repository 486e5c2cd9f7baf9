import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { contactHash } from '../../src/contact-hash.ts'
import { pinterestTag } from '../../src/providers/pinterest_tag.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { PINTEREST_TAG_ID: '2612345678901' }
const pinterest = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const load = ['load', '2612345678901']

describe('what the tag finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['the page for an anonymous visitor', {}, [load, ['page']]],
    ['nobody’s name without a grant', { user: jeff }, [load, ['page']]],
    [
      'e-mail address and user name where a setting grants them, hashed',
      { user: jeff, settings: { ...settings, PINTEREST_TAG_PERSONAL_DATA: ['email', 'name'] } },
      [[...load, { em: contactHash('jeff@example.com'), external_id: contactHash('jeff') }], ['page']],
    ],
    [
      'more fields that the page gives',
      { variables: { pinterest_tag_user_data: { ph: 'a5' } } },
      [[...load, { ph: 'a5' }], ['page']],
    ],
    [
      'the fields of every event and of the page',
      { variables: { pinterest_tag_set: { np: 'x' }, pinterest_tag_page_fields: { page_category: 'rhymes' } } },
      [load, ['set', { np: 'x' }], ['page', { page_category: 'rhymes' }]],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [load, ['page'], ['track', 'goal_5']]],
    [
      'a goal with its revenue',
      { variables: { pinterest_tag_goal: { name: 'checkout', revenue: 9.5, currency: 'EUR' } } },
      [load, ['page'], ['track', 'checkout', { value: 9.5, currency: 'EUR' }]],
    ],
    [
      'events with their properties',
      { variables: { analytical_events: [['lead', { lead_type: 'poet', event_id: 'e1' }], ['liked']] } },
      [load, ['page'], ['track', 'lead', { lead_type: 'poet', event_id: 'e1' }], ['track', 'liked', {}]],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = pinterest(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ pintrk: { queue, version: '3.0' } })
  })
})

test('the library, and the image where scripting is off', () => {
  const { loads, images } = pinterest({})
  expect(loads).toEqual(['https://s.pinimg.com/ct/core.js'])
  expect(images).toEqual(['https://ct.pinterest.com/v3/?tid=2612345678901&event=init&noscript=1'])
})

test('consent is told as yes or no', () => {
  expect(
    consentOf(
      pinterestTag,
      { PINTEREST_TAG_ID: '2612345678901' },
      { marketing: 'pending' },
      { marketing: 'granted' },
      {},
    ),
  ).toEqual({
    pintrk: {
      queue: [
        ['setconsent', false],
        ['setconsent', true],
        ['setconsent', false],
      ],
      version: '3.0',
    },
  })
})

test.each(['G-ABCDE12345', 'XXXXXXXXXXXXX', 'YOUR_TAG_ID'])('%s is refused', (id) => {
  expect(() => createAnalytical({ settings: { PINTEREST_TAG_ID: id } })).toThrow('must be digits')
})
