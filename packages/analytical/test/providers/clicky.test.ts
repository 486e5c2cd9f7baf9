import { describe, expect, test } from 'vitest'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { CLICKY_SITE_ID: '12345678' }
const clicky = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what Clicky’s library finds in clicky_custom', () => {
  test.each<[what: string, page: Partial<PageWith>, custom: Record<string, unknown>]>([
    ['nothing for an anonymous visitor', {}, {}],
    ['the user name in the session', { user: jeff }, { session: { username: 'jeff' } }],
    [
      'the user name beside the page’s session data',
      { user: jeff, variables: { clicky_session: { group: 'poets' } } },
      { session: { group: 'poets', username: 'jeff' } },
    ],
    [
      'the name that the page’s session gives, before the user’s',
      { user: jeff, variables: { clicky_session: { username: 'the poet' } } },
      { session: { username: 'the poet' } },
    ],
    [
      'visitor data, which its own session would hide',
      { user: jeff, variables: { clicky_visitor: { plan: 'gold' } } },
      { session: { username: 'jeff', plan: 'gold' } },
    ],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, CLICKY_PERSONAL_DATA: ['email', 'name'] } },
      { session: { email: 'jeff@example.com', name: 'Jeffrey Bean', username: 'jeff' } },
    ],
    ['a goal by number', { variables: { clicky_goal: 5 } }, { goal: { id: 5 } }],
    [
      'the shared goal with its revenue; Clicky knows no currency',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      { goal: { id: 'posted', revenue: 9.5 } },
    ],
    [
      'its own goal before the shared one',
      { variables: { analytical_goal: 1, clicky_goal: { id: 2, revenue: 3 } } },
      { goal: { id: 2, revenue: 3 } },
    ],
    ['no goal where the page switches it off for Clicky', { variables: { analytical_goal: 1, clicky_goal: null } }, {}],
    [
      'a split test with its goals',
      { variables: { clicky_split: { name: 'home', version: 'loud', goal: [1, 2] } } },
      { split: { name: 'home', version: 'loud', goal: [1, 2] } },
    ],
    [
      'the shared page, its address from the slash on',
      { variables: { analytical_page: { href: 'https://rhymes.example/a?b#c', title: 'A' } } },
      { href: '/a?b#c', title: 'A' },
    ],
    [
      'its own address and title before the shared ones',
      { variables: { analytical_page: { href: '/a', title: 'A' }, clicky_href: '/b', clicky_title: 'B' } },
      { href: '/b', title: 'B' },
    ],
    [
      'every other property, declared or not',
      { variables: { clicky_timeout: 10, clicky_cookies_disable: 1, clicky_brand_new: ['x'] } },
      { timeout: 10, cookies_disable: 1, brand_new: ['x'] },
    ],
    [
      'no identity as a property of its own',
      { variables: { clicky_identity: 'ann' } },
      { session: { username: 'ann' } },
    ],
    [
      'a property named __proto__ as data',
      { variables: { clicky___proto__: { a: 1 } } },
      JSON.parse('{"__proto__":{"a":1}}'),
    ],
  ])('%s', (_, page, custom) => {
    const { globals, errors } = clicky(page)
    expect(errors).toEqual([])
    expect(globals.clicky_custom).toEqual(custom)
    expect(Object.keys(globals.clicky_custom as object).sort()).toEqual(Object.keys(custom).sort())
  })
})

test('every site id is told, and has an image where scripting is off', () => {
  const { globals, loads, images } = clicky({ settings: { CLICKY_SITE_ID: '12345678, 87654321' } })
  expect(globals.clicky_site_ids).toEqual([12345678, 87654321])
  expect(loads).toEqual(['https://static.getclicky.com/js'])
  expect(images).toEqual(['https://in.getclicky.com/12345678ns.gif', 'https://in.getclicky.com/87654321ns.gif'])
})

test('events are logged once Clicky’s library is there', () => {
  const logged: unknown[] = []
  const library = { log: (...told: unknown[]) => logged.push(told) }
  const page = { variables: { analytical_events: [['rhyme posted', { lines: 4 }], ['liked']] } }
  clicky({
    ...page,
    vendors: {
      'https://static.getclicky.com/js': (window) => {
        window.clicky = library
      },
    },
  })
  expect(logged).toEqual([
    ['#rhyme%20posted', 'rhyme posted'],
    ['#liked', 'liked'],
  ])
})
