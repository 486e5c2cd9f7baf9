import type { ReadOptions } from '@analytical/testing'
import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { attributesOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { UMAMI_WEBSITE_ID: '94db1cb1-74f4-4a40-ad6c-962362670409' }
const script = 'https://cloud.umami.is/script.js'
const seen = { url: 'https://rhymes.example/page?x=1', title: 'Rhymes', referrer: '', tag: undefined }

type Window = Parameters<NonNullable<ReadOptions['vendors']>[string]>[0]

/** What reaches Umami of a page: the page view as its tracker would send it, then the calls. */
function told(page: Partial<PageWith>) {
  const calls: unknown[] = []
  let payload: object = {}
  const vendor = (window: Window) => {
    const { beforeSend } = (window.document.querySelector('script[src]') as HTMLScriptElement).dataset
    const change = window[String(beforeSend)] ?? ((_: string, unchanged: object) => unchanged)
    payload = change('event', { ...seen })
    const call =
      (name: string) =>
      (...values: unknown[]) =>
        calls.push([name, ...values])
    window.umami = { track: call('track'), identify: call('identify') }
  }
  const { errors } = trackingOf({ settings, ...page, vendors: { [script]: vendor } })
  expect(errors).toEqual([])
  return { payload, calls }
}

describe('what reaches Umami', () => {
  test.each<[what: string, page: Partial<PageWith>, changes: object, calls: unknown[]]>([
    ['nothing of an anonymous visitor', {}, {}, []],
    ['the user name as distinct id, with the page view too', { user: jeff }, { id: 'jeff' }, [['identify', 'jeff']]],
    [
      'session data, e-mail address and name where a setting grants them',
      {
        user: jeff,
        settings: { ...settings, UMAMI_PERSONAL_DATA: 'email name' },
        variables: { analytical_session: { plan: 'gold' } },
      },
      { id: 'jeff' },
      [['identify', 'jeff', { email: 'jeff@example.com', name: 'Jeffrey Bean', plan: 'gold' }]],
    ],
    [
      'session data of an anonymous visitor',
      { variables: { analytical_session: { plan: 'gold' } } },
      {},
      [['identify', { plan: 'gold' }]],
    ],
    [
      'a long identity cut to what Umami takes',
      { variables: { umami_identity: 'a'.repeat(60) } },
      { id: 'a'.repeat(50) },
      [['identify', 'a'.repeat(50)]],
    ],
    [
      'the page’s own address, title and referrer',
      { variables: { analytical_page: { href: '/a?b', title: 'A', referrer: 'https://x.example/' } } },
      { url: 'https://rhymes.example/a?b', title: 'A', referrer: 'https://x.example/' },
      [],
    ],
    [
      'a split test as tag',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      { tag: 'home:loud' },
      [],
    ],
    [
      'the page’s own tag before it',
      { variables: { umami_tag: 'sonnets', analytical_split: { name: 'home', version: 'loud' } } },
      { tag: 'sonnets' },
      [],
    ],
    [
      'a goal with its revenue, then events',
      {
        variables: {
          analytical_goal: { id: 5, revenue: 9.5, currency: 'EUR' },
          analytical_events: [['liked', { lines: 4 }], ['left']],
        },
      },
      {},
      [
        ['track', 'goal_5', { revenue: 9.5, currency: 'EUR' }],
        ['track', 'liked', { lines: 4 }],
        ['track', 'left'],
      ],
    ],
  ])('%s', (_, page, changes, calls) => {
    expect(told(page)).toEqual({ payload: { ...seen, ...changes }, calls })
  })
})

test('what is said of the page holds for it alone, not for the next address', () => {
  const payloads: unknown[] = []
  trackingOf({
    settings,
    variables: { analytical_page: { href: '/a' } },
    vendors: {
      [script]: (window) => {
        for (const url of ['/page', '/page', '/next']) payloads.push(window.umamiBeforeSend('event', { url }))
      },
    },
  })
  expect(payloads).toEqual([{ url: 'https://rhymes.example/a' }, { url: 'https://rhymes.example/a' }, { url: '/next' }])
})

test('a tracker that is switched off and leaves no umami does no harm', () => {
  expect(trackingOf({ settings, user: jeff, vendors: { [script]: () => {} } }).errors).toEqual([])
})

describe('the element', () => {
  test.each<[more: object, address: string, attributes: object]>([
    [{}, script, {}],
    [
      { UMAMI_HOST: 'https://stats.rhymes.example/umami', UMAMI_SCRIPT_NAME: 'info' },
      'https://stats.rhymes.example/umami/info',
      {},
    ],
    [
      {
        UMAMI_HOST_URL: 'https://collect.rhymes.example',
        UMAMI_DOMAINS: 'rhymes.example, www.rhymes.example',
        UMAMI_TAG: 'staging',
        UMAMI_DO_NOT_TRACK: 'yes',
        UMAMI_EXCLUDE_SEARCH: true,
        UMAMI_EXCLUDE_HASH: true,
        UMAMI_PERFORMANCE: true,
      },
      script,
      {
        'data-host-url': 'https://collect.rhymes.example',
        'data-domains': 'rhymes.example,www.rhymes.example',
        'data-tag': 'staging',
        'data-do-not-track': 'true',
        'data-exclude-search': 'true',
        'data-exclude-hash': 'true',
        'data-performance': 'true',
      },
    ],
  ])('with %j', (more, address, attributes) => {
    expect(attributesOf({ ...settings, ...more }, address)).toEqual({
      src: address,
      defer: '',
      'data-website-id': '94db1cb1-74f4-4a40-ad6c-962362670409',
      'data-before-send': 'umamiBeforeSend',
      ...attributes,
    })
  })
})

test.each([
  [{}, ['https://cloud.umami.is', 'https://api-gateway.umami.dev']],
  [{ UMAMI_HOST: 'https://stats.rhymes.example' }, ['https://stats.rhymes.example']],
  [{ UMAMI_HOST_URL: 'https://collect.rhymes.example' }, ['https://collect.rhymes.example']],
])('the policy with %j lets data go to %j', (more, hosts) => {
  const policy = createAnalytical({ settings: { ...settings, ...more } }).csp()
  expect(policy['connect-src']).toEqual(expect.arrayContaining(hosts))
})

test.each([
  ['UMAMI_WEBSITE_ID', '94db1cb1', 'must be a UUID'],
  ['UMAMI_SCRIPT_NAME', '../script.js', 'must be the name of a file'],
  ['UMAMI_HOST', 'http://stats.rhymes.example', 'must be reached by https'],
  ['UMAMI_DOMAINS', 'https://rhymes.example', 'must be a host without https://'],
])('%s %s is refused', (setting, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [setting]: value } })).toThrow(reason)
})
