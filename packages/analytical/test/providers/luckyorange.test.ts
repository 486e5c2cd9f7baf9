import { readTracking, type Tracking } from '@analytical/testing'
import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import type { Tag } from '../../src/provider.ts'
import { luckyorange as provider } from '../../src/providers/luckyorange.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { LUCKYORANGE_SITE_ID: '3fa9c21b' }
const script = 'https://tools.luckyorange.com/core/lo.js?site-id=3fa9c21b'

/** What lo.js is called with, once it and its modules are ready. */
async function called(load: (vendors: NonNullable<PageWith['vendors']>) => Tracking): Promise<unknown[]> {
  const calls: unknown[] = []
  const method =
    (name: string) =>
    (...told: unknown[]) =>
      calls.push([name, ...told])
  const LO = {
    $internal: { ready: () => Promise.resolve() },
    visitor: { identify: method('visitor.identify') },
    events: { track: method('events.track') },
    privacy: { setConsentStatus: method('privacy.setConsentStatus') },
  }
  const { loads, errors } = load({
    [script]: (window) => {
      for (const [when, go] of window.LOQ) {
        expect(when).toBe('ready')
        go(LO)
      }
    },
  })
  expect(errors).toEqual([])
  expect(loads).toEqual([script])
  await Promise.resolve()
  return calls
}

describe('what lo.js is called with', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['nothing for an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [['visitor.identify', 'jeff']]],
    [
      'the user name by the other name of the variable',
      { variables: { lucky_orange_identity: 'ann' } },
      [['visitor.identify', 'ann']],
    ],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, LUCKYORANGE_PERSONAL_DATA: 'email name' } },
      [['visitor.identify', 'jeff', { email: 'jeff@example.com', name: 'Jeffrey Bean' }]],
    ],
    [
      'session data as attributes',
      { user: jeff, variables: { analytical_session: { plan: 'gold' } } },
      [['visitor.identify', 'jeff', { plan: 'gold' }]],
    ],
    [
      'attributes of an anonymous visitor',
      { variables: { luckyorange_session: { plan: 'gold' } } },
      [['visitor.identify', { plan: 'gold' }]],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['events.track', 'goal_5']]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'signed up', revenue: 9.5, currency: 'EUR' } } },
      [['events.track', 'signed up', { revenue: 9.5, currency: 'EUR' }]],
    ],
    [
      'events with their properties',
      { variables: { analytical_events: [['posted', { lines: 4 }], ['liked']] } },
      [
        ['events.track', 'posted', { lines: 4 }],
        ['events.track', 'liked'],
      ],
    ],
  ])('%s', async (_, page, calls) => {
    expect(await called((vendors) => trackingOf({ settings, ...page, vendors }))).toEqual(calls)
  })
})

describe('a Lucky Orange Classic site, by its number', () => {
  const classic = { LUCKYORANGE_SITE_ID: 123456 }
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['is told nothing of an anonymous visitor', {}, []],
    [
      'is told of user, goal and events',
      {
        user: jeff,
        settings: { ...classic, LUCKYORANGE_PERSONAL_DATA: 'email name' },
        variables: {
          analytical_session: { plan: 'gold' },
          analytical_goal: { id: 'signed up', revenue: 9.5 },
          analytical_events: [['liked', { lines: 4 }]],
        },
      },
      [
        ['custom', { username: 'jeff', email: 'jeff@example.com', name: 'Jeffrey Bean', plan: 'gold' }],
        ['tag', 'signed up'],
        ['tag', 'liked'],
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, loads, errors } = trackingOf({ settings: classic, ...page })
    expect(errors).toEqual([])
    expect(globals).toEqual({ __lo_site_id: 123456, _loq: queue })
    expect(loads).toEqual(['https://d10lpsik1i8c69.cloudfront.net/w.js'])
  })
})

test('the service’s other name does for setting and tag', () => {
  const analytical = createAnalytical({ settings: { LUCKY_ORANGE_SITE_ID: '3fa9c21b' } })
  expect(analytical.enabled).toEqual(['luckyorange'])
  expect(analytical.render('lucky_orange')).toBe(analytical.render('luckyorange'))
  expect(analytical.render('lucky_orange')).toContain('site-id=3fa9c21b')
})

describe('consent', () => {
  test('is told to the module of privacy, anything but granted as refused', async () => {
    const { stub, consent } = provider.tags.luckyorange as Tag<object>
    const told = (choice: string) =>
      `(function (consent) { ${consent?.(settings, { regions: [] })} })({ "analytics": "${choice}" });`
    const html = `<script>${stub?.(settings)} ${told('pending')} ${told('granted')}</script><script src="${script}"></script>`
    expect(await called((vendors) => readTracking(html, { vendors }))).toEqual([
      ['privacy.setConsentStatus', false],
      ['privacy.setConsentStatus', true],
    ])
  })

  test('is no call of Classic', () => {
    expect(consentOf(provider, { LUCKYORANGE_SITE_ID: '123456' }, { analytics: 'granted' })).toEqual({ _loq: [] })
  })
})

test.each(['XXXXXXXX', 'YOUR-SITE-ID', 'G-ABCDE12345', '3FA9C21B', '3fa9c2'])('%s is refused', (id) => {
  expect(() => createAnalytical({ settings: { LUCKYORANGE_SITE_ID: id } })).toThrow(
    'must be eight hexadecimal digits, or the number of a Classic site',
  )
})
