import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { RATING_MAILRU_COUNTER_ID: '3516740' }
const rating = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const id = '3516740'
const view = { id, type: 'pageView', start: expect.any(Number) }
const signedIn = { type: 'setUserID', userid: 'jeff' }

describe('what the counter finds in _tmr', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['the page view of an anonymous visitor', {}, [view]],
    ['the user name, before the page view', { user: jeff }, [signedIn, view]],
    [
      'neither e-mail address nor name beside it',
      { user: jeff, settings: { ...settings, RATING_MAILRU_PERSONAL_DATA: ['email', 'name'] } },
      [signedIn, view],
    ],
    [
      'the page’s address and referrer',
      { variables: { analytical_page: { href: '/a', title: 'A', referrer: 'https://b.example/' } } },
      [{ ...view, url: '/a', referrer: 'https://b.example/' }],
    ],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'RUB' } } },
      [view, { id, type: 'reachGoal', goal: 'posted', value: 9.5 }],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [view, { id, type: 'reachGoal', goal: 'goal_5' }]],
    [
      'events as goals',
      { variables: { analytical_events: [['liked'], ['posted', { lines: 4 }]] } },
      [view, { id, type: 'reachGoal', goal: 'liked' }, { id, type: 'reachGoal', goal: 'posted', params: { lines: 4 } }],
    ],
    [
      'the products that the page shows',
      { variables: { rating_mailru_item_view: { productid: '17', list: '1' } } },
      [view, { id, type: 'itemView', productid: '17', list: '1' }],
    ],
    [
      'every counter, and the user once',
      {
        user: jeff,
        settings: { RATING_MAILRU_COUNTER_ID: [id, 1234567] },
        variables: { analytical_goal: 'posted' },
      },
      [
        signedIn,
        view,
        { id, type: 'reachGoal', goal: 'posted' },
        { ...view, id: '1234567' },
        { id: '1234567', type: 'reachGoal', goal: 'posted' },
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors, loads } = rating(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ _tmr: queue })
    expect(loads).toEqual(['https://top-fwz1.mail.ru/js/code.js'])
  })
})

test('every counter has an image where scripting is off', () => {
  expect(rating({ settings: { RATING_MAILRU_COUNTER_ID: '3516740,1234567' } }).images).toEqual([
    'https://top-fwz1.mail.ru/counter?id=3516740;js=na',
    'https://top-fwz1.mail.ru/counter?id=1234567;js=na',
  ])
})

test.each(['RATING_MAILRU_INTERNAL_IPS', 'RATING_MAILRU_METRICA_INTERNAL_IPS'])('%s comments it out', (name) => {
  const { globals, disabled } = rating({ settings: { ...settings, [name]: '203.0.113.7' } })
  expect(globals).toEqual({})
  expect(new Set(disabled)).toEqual(new Set(['Top.Mail.ru']))
})

test('both names do', () => {
  const site = createAnalytical({ settings: { RATING_MAILRU_METRICA_COUNTER_ID: '3516740' } })
  expect(site.enabled).toEqual(['rating_mailru'])
})

test.each(['1234abc', '1234', 'XXXXXXX', 'UA-1234567-1'])('%s is no counter', (wrong) => {
  expect(() => rating({ settings: { RATING_MAILRU_COUNTER_ID: wrong } })).toThrow('RATING_MAILRU_COUNTER_ID')
})
