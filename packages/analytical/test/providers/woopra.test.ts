import { describe, expect, test } from 'vitest'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { WOOPRA_DOMAIN: 'example.com' }
const woopra = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const config = ['config', { domain: 'example.com' }]
const view = ['track']
const granted = { ...settings, WOOPRA_PERSONAL_DATA: ['email', 'name'] }

describe('what Woopra’s tracker finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['the page view of an anonymous visitor', {}, [view]],
    ['the user name as name', { user: jeff }, [['identify', { name: 'jeff' }], view]],
    [
      'full name and e-mail address where a setting grants them',
      { user: jeff, settings: granted },
      [['identify', { name: 'Jeffrey Bean', email: 'jeff@example.com' }], view],
    ],
    [
      'an identity that is an e-mail address as one',
      { variables: { woopra_identity: 'ann@example.com' } },
      [['identify', { name: 'ann@example.com', email: 'ann@example.com' }], view],
    ],
    [
      'a name of the page’s in place of all that is known of the user',
      { user: jeff, settings: granted, variables: { woopra_name: 'explicit' } },
      [['identify', { name: 'explicit' }], view],
    ],
    [
      'an e-mail address of the page’s likewise',
      { user: jeff, settings: granted, variables: { woopra_email: 'explicit' } },
      [['identify', { email: 'explicit' }], view],
    ],
    [
      'any other property beside the user',
      { user: jeff, variables: { woopra_var1: 'val1', woopra_avatar: 'https://a.example/jeff.png' } },
      [['identify', { name: 'jeff', var1: 'val1', avatar: 'https://a.example/jeff.png' }], view],
    ],
    [
      'session data as properties of the visit',
      { user: jeff, variables: { analytical_session: { plan: 'gold' } } },
      [['identify', { name: 'jeff' }], ['visit', { plan: 'gold' }], view],
    ],
    [
      'address and title of the page',
      { variables: { analytical_page: { href: 'https://rhymes.example/a?b', title: 'A' } } },
      [['track', 'pv', { url: '/a?b', title: 'A' }]],
    ],
    [
      'a title alone',
      { variables: { analytical_page: { title: 'A', referrer: 'https://b.example/' } } },
      [['track', 'pv', { title: 'A' }]],
    ],
    [
      'goal, split and events after the page view',
      {
        variables: {
          analytical_goal: { id: 5, revenue: 9.5, currency: 'EUR' },
          analytical_split: { name: 'home', version: 'loud' },
          analytical_events: [['liked'], ['posted', { lines: 4 }]],
        },
      },
      [
        view,
        ['track', 'goal_5', { revenue: 9.5, currency: 'EUR' }],
        ['track', 'split_test', { split_name: 'home', split_version: 'loud' }],
        ['track', 'liked'],
        ['track', 'posted', { lines: 4 }],
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors, loads } = woopra(page)
    const tracker = { _e: [config, ...queue] }
    expect(errors).toEqual([])
    expect(globals).toEqual({ woopra: tracker, __woo: { woopra: tracker } })
    expect(loads).toEqual(['https://static.woopra.com/w.js'])
  })
})

describe('settings', () => {
  test.each([
    [{ WOOPRA_IDLE_TIMEOUT: 1234 }, { idle_timeout: 1234 }],
    [{ WOOPRA_IDLE_TIMEOUT: '1234' }, { idle_timeout: 1234 }],
    [{ WOOPRA_COOKIE_NAME: 'foo' }, { cookie_name: 'foo' }],
    [{ WOOPRA_COOKIE_DOMAIN: '.example.com' }, { cookie_domain: '.example.com' }],
    [{ WOOPRA_COOKIE_PATH: '/foo/cookie/path' }, { cookie_path: '/foo/cookie/path' }],
    [{ WOOPRA_CLICK_TRACKING: true }, { click_tracking: true }],
    [{ WOOPRA_DOWNLOAD_TRACKING: true }, { download_tracking: true }],
    [{ WOOPRA_OUTGOING_TRACKING: true }, { outgoing_tracking: true }],
    [{ WOOPRA_OUTGOING_IGNORE_SUBDOMAIN: false }, { outgoing_ignore_subdomain: false }],
    [{ WOOPRA_IGNORE_QUERY_URL: false }, { ignore_query_url: false }],
    [{ WOOPRA_HIDE_CAMPAIGN: 'true' }, { hide_campaign: true }],
  ])('%j', (more, option) => {
    const { woopra: tracker } = woopra({ settings: { ...settings, ...more } }).globals
    expect(tracker).toEqual({ _e: [['config', { domain: 'example.com', ...option }], view] })
  })

  test('the end of the cookie is a date', () => {
    const date = 'Fri Jan 01 2027 15:00:00 GMT+0000'
    const { woopra: tracker } = woopra({ settings: { ...settings, WOOPRA_COOKIE_EXPIRE: date } }).globals
    expect(tracker).toEqual({ _e: [config, ['config', { cookie_expire: new Date(date) }], view] })
  })

  test.each([
    { WOOPRA_DOMAIN: 'this is not a domain' },
    { WOOPRA_DOMAIN: 'https://example.com' },
    { WOOPRA_DOMAIN: 'example.com/path' },
    { WOOPRA_DOMAIN: 'jeff@example.com' },
    { WOOPRA_IDLE_TIMEOUT: 'long' },
    { WOOPRA_HIDE_CAMPAIGN: 'tomorrow' },
    { WOOPRA_COOKIE_EXPIRE: 'some day' },
    { WOOPRA_COOKIE_EXPIRE: new Date(0) },
  ])('%j is refused', (wrong) => {
    expect(() => woopra({ settings: { ...settings, ...wrong } })).toThrow(Object.keys(wrong)[0] as string)
  })
})
