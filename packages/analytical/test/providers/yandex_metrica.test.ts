import { describe, expect, test } from 'vitest'
import { contactHash } from '../../src/contact-hash.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { YANDEX_METRICA_COUNTER_ID: '105270439' }
const yandex = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const options = { clickmap: true, trackLinks: true, accurateTrackBounce: true }
const id = 105270439
const init = [id, 'init', options]
const laterInit = [id, 'init', { ...options, defer: true }]

describe('what tag.js finds in the queue of ym', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['the counter for an anonymous visitor', {}, [init]],
    ['the user name', { user: jeff }, [init, [id, 'setUserID', 'jeff']]],
    [
      'e-mail address and name hashed, where a setting grants them',
      { user: jeff, settings: { ...settings, YANDEX_METRICA_PERSONAL_DATA: ['email', 'name'] } },
      [
        init,
        [id, 'setUserID', 'jeff'],
        [
          id,
          'firstPartyParamsHashed',
          {
            email: contactHash('jeff@example.com'),
            first_name: contactHash('jeffrey'),
            last_name: contactHash('bean'),
          },
        ],
      ],
    ],
    [
      'session data as the visitor’s parameters, its own laid over',
      {
        user: jeff,
        variables: {
          analytical_session: { plan: 'gold', group: 'poets' },
          yandex_metrica_user_params: { plan: 'pro' },
        },
      },
      [init, [id, 'setUserID', 'jeff'], [id, 'userParams', { plan: 'pro', group: 'poets' }]],
    ],
    [
      'parameters of the session, the split test among them',
      {
        variables: {
          yandex_metrica_params: { rhyme: { form: 'sonnet' } },
          analytical_split: { name: 'home', version: 'loud' },
        },
      },
      [init, [id, 'params', { ab_test: { home: 'loud' }, rhyme: { form: 'sonnet' } }]],
    ],
    [
      'a page counted under another address',
      { variables: { analytical_page: { href: '/a', title: 'A', referrer: 'https://b.example/' } } },
      [laterInit, [id, 'hit', '/a', { title: 'A', referer: 'https://b.example/' }]],
    ],
    [
      'a page counted under another title at its own address',
      { variables: { analytical_page: { title: 'A' } } },
      [laterInit, [id, 'hit', 'https://rhymes.example/page?x=1', { title: 'A' }]],
    ],
    ['a goal', { variables: { analytical_goal: 5 } }, [init, [id, 'reachGoal', 'goal_5']]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [init, [id, 'reachGoal', 'posted', { order_price: 9.5, currency: 'EUR' }]],
    ],
    [
      'events as goals',
      { variables: { analytical_events: [['liked'], ['posted', { lines: 4 }]] } },
      [init, [id, 'reachGoal', 'liked'], [id, 'reachGoal', 'posted', { lines: 4 }]],
    ],
    [
      'every counter, with the same data',
      { user: jeff, settings: { YANDEX_METRICA_COUNTER_ID: '105270439 87654321' } },
      [init, [id, 'setUserID', 'jeff'], [87654321, 'init', options], [87654321, 'setUserID', 'jeff']],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors, loads } = yandex(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ ym: { a: queue, l: expect.any(Number) } })
    expect(loads).toEqual(['https://mc.yandex.ru/metrika/tag.js'])
  })
})

test.each([
  [{ YANDEX_METRICA_WEBVISOR: true }, { ...options, webvisor: true }],
  [{ YANDEX_METRICA_TRACKHASH: true }, { ...options, trackHash: true }],
  [{ YANDEX_METRICA_NOINDEX: true }, { ...options, ut: 'noindex' }],
  [{ YANDEX_METRICA_ECOMMERCE: true }, { ...options, ecommerce: 'dataLayer' }],
  [
    { YANDEX_METRICA_ECOMMERCE: true, YANDEX_METRICA_DATA_LAYER: 'layer' },
    { ...options, ecommerce: 'layer' },
  ],
  [{ YANDEX_METRICA_DATA_LAYER: 'layer', YANDEX_METRICA_WEBVISOR: false }, options],
  [{ YANDEX_METRICA_CLICKMAP: false }, { ...options, clickmap: false }],
  [{ YANDEX_METRICA_TRACK_LINKS: false }, { ...options, trackLinks: false }],
  [{ YANDEX_METRICA_ACCURATE_TRACK_BOUNCE: false }, { ...options, accurateTrackBounce: false }],
])('%j', (more, expected) => {
  const { ym } = yandex({ settings: { ...settings, ...more } }).globals
  expect(ym).toMatchObject({ a: [[id, 'init', expected]] })
  expect((ym as { a: unknown[][] }).a[0]?.[2]).toEqual(expected)
})

test('every counter has an image where scripting is off', () => {
  expect(yandex({ settings: { YANDEX_METRICA_COUNTER_ID: [105270439, 87654321] } }).images).toEqual([
    'https://mc.yandex.ru/watch/105270439',
    'https://mc.yandex.ru/watch/87654321',
  ])
})

test.each(['1234abcd', '12345', '12345678901', 'XXXXXXXX', 'UA-12345678-1'])('%s is no counter', (wrong) => {
  expect(() => yandex({ settings: { YANDEX_METRICA_COUNTER_ID: wrong } })).toThrow('YANDEX_METRICA_COUNTER_ID')
})
