import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { X_PIXEL_ID: 'o1abc' }
const mapped = { ...settings, X_PIXEL_EVENTS: { signed_up: 'tw-o1abc-o1def', 5: 'o1xyz' } }
const x = (page: Partial<PageWith>) => trackingOf({ settings: mapped, ...page })
const config = ['config', 'o1abc']

describe('what the pixel finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['its id alone for an anonymous visitor', {}, [config]],
    ['nobody’s name', { user: jeff }, [config]],
    [
      'a goal by its name, with its revenue',
      { variables: { x_pixel_goal: { id: 8, name: 'signed_up', revenue: 9.5, currency: 'EUR' } } },
      [config, ['event', 'tw-o1abc-o1def', { value: 9.5, currency: 'EUR' }]],
    ],
    [
      'a goal by its id, whose event has the short id',
      { variables: { analytical_goal: 5 } },
      [config, ['event', 'tw-o1abc-o1xyz']],
    ],
    [
      'a goal whose id is an event’s, without a setting',
      { settings, variables: { x_pixel_goal: 'tw-o1abc-o1ghi' } },
      [config, ['event', 'tw-o1abc-o1ghi']],
    ],
    ['no goal that has no event', { variables: { analytical_goal: 'constructor' } }, [config]],
    [
      'the e-mail address with an event, where a setting grants it',
      {
        user: jeff,
        settings: { ...mapped, X_PIXEL_PERSONAL_DATA: ['email', 'name'] },
        variables: { analytical_goal: 'signed_up' },
      },
      [config, ['event', 'tw-o1abc-o1def', { email_address: 'jeff@example.com' }]],
    ],
    [
      'the events that have an id',
      {
        variables: {
          analytical_events: [['signed_up', { conversion_id: 'c1' }], ['liked'], ['tw-o1abc-o1jkl', {}]],
        },
      },
      [config, ['event', 'tw-o1abc-o1def', { conversion_id: 'c1' }], ['event', 'tw-o1abc-o1jkl']],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = x(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ twq: { queue, version: '1.1' } })
  })
})

test('a call goes to the pixel’s own method once its library is there', () => {
  const told: unknown[][] = []
  const { loads } = x({
    vendors: {
      'https://static.ads-twitter.com/uwt.js': ({ twq }) => {
        twq.exe = (...call: unknown[]) => told.push(call)
        twq('event', 'tw-o1abc-o1def')
      },
    },
  })
  expect(told).toEqual([['event', 'tw-o1abc-o1def']])
  expect(loads).toEqual(['https://static.ads-twitter.com/uwt.js'])
})

test.each([
  ['tw-o1abc-o1def', 'tw- is the id of an event, for X_PIXEL_EVENTS'],
  ['G-ABCDE12345', 'must be the id of an X pixel'],
  ['xxxxx', 'your own, like o1abc'],
  ['YOUR_PIXEL_ID', 'must be the id of an X pixel'],
])('%s is refused with the reason', (id, reason) => {
  expect(() => createAnalytical({ settings: { X_PIXEL_ID: id } })).toThrow(reason)
})
