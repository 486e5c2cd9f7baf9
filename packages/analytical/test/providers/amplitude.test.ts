import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { amplitude as provider } from '../../src/providers/amplitude.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const key = '0123456789abcdef0123456789abcdef'
const settings = { AMPLITUDE_API_KEY: key }
const file = 'https://cdn.amplitude.com/libs/analytics-browser-2.48.1-min.js.gz'
const amplitude = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

const called = (name: string, ...args: unknown[]) => ({ name, args })
const init = (config: object = {}) => called('init', key, { minIdLength: 1, ...config })
const identify = (...properties: [name: string, value: unknown][]) =>
  called('identify', { _q: properties.map((property) => called('set', ...property)) })

describe('what Amplitude’s library finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['init alone for an anonymous visitor', {}, [init()]],
    ['the user name, before the first event', { user: jeff }, [init({ userId: 'jeff' })]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, AMPLITUDE_PERSONAL_DATA: ['email', 'name'] } },
      [init({ userId: 'jeff' }), identify(['email', 'jeff@example.com'], ['name', 'Jeffrey Bean'])],
    ],
    [
      'session data as user properties, its own over them',
      {
        variables: { analytical_session: { plan: 'gold', form: 'ode' }, amplitude_user_properties: { plan: 'pro' } },
      },
      [init(), identify(['plan', 'pro'], ['form', 'ode'])],
    ],
    [
      'groups',
      { variables: { amplitude_groups: { company: 'acme' } } },
      [init(), called('setGroup', 'company', 'acme')],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [init(), called('track', 'goal_5')]],
    [
      'a goal with its revenue, as the event’s own',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [init(), called('track', 'posted', {}, { revenue: 9.5, currency: 'EUR' })],
    ],
    [
      'a split test',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [init(), called('track', '$exposure', { flag_key: 'home', variant: 'loud' })],
    ],
    [
      'events after the user’s properties',
      { user: jeff, variables: { analytical_session: { plan: 'gold' }, analytical_events: [['liked', { lines: 4 }]] } },
      [init({ userId: 'jeff' }), identify(['plan', 'gold']), called('track', 'liked', { lines: 4 })],
    ],
    [
      'the options of the settings',
      {
        settings: {
          ...settings,
          AMPLITUDE_SERVER_ZONE: 'EU',
          AMPLITUDE_SERVER_URL: 'https://rhymes.example/2/httpapi',
          AMPLITUDE_CONFIG: { minIdLength: 3, autocapture: false },
        },
      },
      [
        init({
          minIdLength: 3,
          autocapture: false,
          serverZone: 'EU',
          serverUrl: 'https://rhymes.example/2/httpapi',
        }),
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors, loads } = amplitude(page)
    expect(errors).toEqual([])
    expect(globals.amplitude).toEqual({ _q: queue, _iq: {}, invoked: true })
    expect(loads).toEqual([file])
  })
})

describe('the page view', () => {
  const viewed = (name: string) => ({
    event_type: name,
    event_properties: { '[Amplitude] Page Title': 'Rhymes', '[Amplitude] Page Counter': 1 },
  })
  const counted = (page: Record<string, unknown>) => {
    const events = ['session_start', '[Amplitude] Page Viewed', '[Amplitude] Page Viewed'].map(viewed)
    amplitude({
      variables: { analytical_page: page },
      vendors: {
        [file]: ({ amplitude }) => {
          const [add] = amplitude._q
          expect(add.name).toBe('add')
          expect(add.args[0]).toMatchObject({ name: 'analytical-page', type: 'enrichment' })
          for (const event of events) add.args[0].execute(event)
        },
      },
    })
    return events.map(({ event_properties }) => event_properties)
  }
  const { event_properties: asItIs } = viewed('')

  test('is counted under the address, title and referrer that the page gives; no other event is', () => {
    expect(counted({ href: '/a?b#c', title: 'A', referrer: 'https://x.example/' })).toEqual([
      asItIs,
      {
        ...asItIs,
        '[Amplitude] Page Title': 'A',
        '[Amplitude] Page Domain': 'rhymes.example',
        '[Amplitude] Page Location': 'https://rhymes.example/a?b#c',
        '[Amplitude] Page Path': '/a',
        '[Amplitude] Page URL': 'https://rhymes.example/a',
        referrer: 'https://x.example/',
      },
      asItIs,
    ])
  })

  test('keeps its address where the page gives a title alone', () => {
    expect(counted({ title: 'A' })[1]).toMatchObject({
      '[Amplitude] Page Title': 'A',
      '[Amplitude] Page Location': 'https://rhymes.example/page?x=1',
    })
  })
})

test('the hosts of the zone are named for the policy', () => {
  const policy = (more: object) => createAnalytical({ settings: { ...settings, ...more } }).csp()['connect-src']
  expect(policy({})).toContain('https://api2.amplitude.com')
  expect(policy({ AMPLITUDE_SERVER_ZONE: 'EU' })).toEqual(
    expect.arrayContaining(['https://api.eu.amplitude.com', 'https://sr-client-cfg.eu.amplitude.com']),
  )
  expect(policy({ AMPLITUDE_SERVER_URL: 'https://rhymes.example/a' })).toContain('https://rhymes.example')
})

test('calls are taken before the library is there: of the site’s own code, too', () => {
  const taken: unknown[] = []
  amplitude({
    vendors: {
      [file]: ({ amplitude }) => {
        const revenue = new amplitude.Revenue().setPrice(3).setQuantity(2)
        taken.push(revenue._q, typeof amplitude.revenue(revenue).promise.then)
        amplitude.createInstance('second').setUserId('ann')
        taken.push(amplitude._iq.second._q)
      },
    },
  })
  expect(taken).toEqual([[called('setPrice', 3), called('setQuantity', 2)], 'function', [called('setUserId', 'ann')]])
})

test('consent opts in and out', () => {
  const { amplitude } = consentOf(provider, {}, { analytics: 'granted' }, { analytics: 'pending' }, {})
  expect(amplitude).toEqual({
    _q: [called('setOptOut', false), called('setOptOut', true), called('setOptOut', true)],
    _iq: {},
    invoked: true,
  })
})

test.each([
  [{ AMPLITUDE_API_KEY: 'YOUR_API_KEY' }, 'must be 32 hexadecimal digits, your own'],
  [{ AMPLITUDE_API_KEY: 'XXXXXXXX' }, 'your own'],
  [{ AMPLITUDE_API_KEY: 'phc_abcdefgh' }, 'must be 32 hexadecimal digits'],
  [{ ...settings, AMPLITUDE_SERVER_ZONE: 'eu' }, 'must be one of US, EU'],
  [{ ...settings, AMPLITUDE_SERVER_URL: 'https://me@rhymes.example' }, 'must not hold a user name or password'],
])('%j is refused', (settings, reason) => {
  expect(() => createAnalytical({ settings })).toThrow(reason)
})
