import { describe, expect, test } from 'vitest'
import { probe, site } from '../probe.ts'
import { trackingOf } from '../providers/tracking-of.ts'

const user = { username: 'ann', name: 'Ann Poet', email: 'ann@example.com' }

/** What a service that may know no person sees of a page. */
function pageSeen(page: unknown, settings: object = {}) {
  const providers = [probe('probe', { terms: 'no personal data' } as never)]
  return site({ providers, settings }).seen({ user, analytical_page: page }).page
}

describe('an address without what tells a person', () => {
  test.each([
    ['/users/ann@example.com/edit', '/users/(redacted)/edit'],
    ['/users/ann%40example.com', '/users/(redacted)'],
    ['/users/Ann%20Poet/rhymes?page=2', '/users/(redacted)/rhymes?page=2'],
    ['/search?q=ann%2540example.com&page=2#top', '/search?q=(redacted)&page=2#top'],
    ['/search?to=bounce-ann=example.com@lists.example', '/search?to=(redacted)'],
    ['/search?ann@example.com=1', '/(redacted)'],
    ['/rhymes#ann@example.com', '/(redacted)'],
    ['/users/ann/#poet@example.com', '/(redacted)'],
    ['/users/ann?poet@example.com', '/(redacted)'],
    ['/users/G=Ann/S=Poet@example.com', '/(redacted)'],
    ['/poets/Ann Poet', '/(redacted)'],
    ['https://rhymes.example/u/Ann+Poet', 'https://rhymes.example/u/(redacted)'],
    ['https://ann@example.com/u/5', '/u/5'],
    ['https://ann@example.com', '/(redacted)'],
    ['//rhymes.example/ann@example.com', '//rhymes.example/(redacted)'],
    ['?to=ann@example.com', '?to=(redacted)'],
    ['ann@example.com/edit', '/(redacted)'],
    ['/u/ann&#64;example.com', '/(redacted)'],
    ['https://rhymes.example/u?to=ann&#64;example.com', 'https://rhymes.example/(redacted)'],
    ['mailto:ann@example.com', '/(redacted)'],
    ['/rhymes/5?page=2', '/rhymes/5?page=2'],
  ])('%s is %s', (address, told) => {
    expect(pageSeen({ href: address, referrer: address })).toEqual({ href: told, referrer: told })
  })
})

test('a title that tells a person is redacted as a whole', () => {
  expect(pageSeen({ href: '/inbox', title: 'Inbox of Ann Poet' })).toEqual({ href: '/inbox', title: '(redacted)' })
})

test('fields that an object inherits are looked at too', () => {
  class Inbox {
    get href() {
      return '/users/ann@example.com'
    }
  }
  expect(pageSeen(new Inbox())).toEqual({ href: '/users/(redacted)' })
})

test('Google does not fall back on the real address, title and referrer', () => {
  const href = '/users/ann@example.com/edit?tab=1'
  const variables = { analytical_page: { href, title: 'Ann Poet', referrer: 'https://rhymes.example/u/Ann%20Poet' } }
  const { globals } = trackingOf({ settings: { GOOGLE_ANALYTICS_ID: 'G-ABCDE12345' }, variables, user })
  const calls = (globals.dataLayer as ArrayLike<unknown>[]).map((call) => Array.from(call))
  expect(calls.find(([command]) => command === 'config')?.[2]).toMatchObject({
    page_location: 'https://rhymes.example/users/(redacted)/edit?tab=1',
    page_title: '(redacted)',
    page_referrer: 'https://rhymes.example/u/(redacted)',
  })
})

test('what a page sets for one service alone is the site’s own decision', () => {
  const providers = [probe('probe', { terms: 'no personal data' } as never)]
  const page = { href: '/users/ann@example.com', title: 'Ann Poet' }
  expect(site({ providers }).seen({ user, probe_page: page }).page).toEqual(page)
})
