import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { heap as provider } from '../../src/providers/heap.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { HEAP_TRACKER_ID: '1234567890' }
const classic = 'https://cdn.heapanalytics.com/js/heap-1234567890.js'
const current = 'https://cdn.us.heap-api.com/config/1234567890/heap_config.js'
const heap = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

/** The calls that the classic script finds, and those that the current one makes once it is ready. */
function callsOf(page: Partial<PageWith>): { classic: unknown[]; current: unknown[] } {
  const { globals, errors } = heap(page)
  const made: unknown[] = []
  const later = heap({
    ...page,
    settings: { ...settings, ...page.settings, HEAP_REGION: 'us' },
    vendors: {
      [current]: (window) => {
        for (const method of ['identify', 'addUserProperties', 'addEventProperties', 'track']) {
          window.heap[method] = (...args: unknown[]) => made.push([method, ...args])
        }
        for (const { fn } of window.heapReadyCb) fn()
      },
    },
  })
  expect([...errors, ...later.errors]).toEqual([])
  return { classic: [...(globals.heap as unknown[])], current: made }
}

describe('the calls that Heap’s scripts find in their queues', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['none for an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [['identify', 'jeff']]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, HEAP_PERSONAL_DATA: ['email', 'name'] } },
      [
        ['identify', 'jeff'],
        ['addUserProperties', { email: 'jeff@example.com', name: 'Jeffrey Bean' }],
      ],
    ],
    [
      'session data as user properties, its own over them',
      {
        variables: { analytical_session: { plan: 'gold', form: 'ode' }, heap_user_properties: { plan: 'pro' } },
      },
      [['addUserProperties', { plan: 'pro', form: 'ode' }]],
    ],
    [
      'properties of every event, the split test among them',
      {
        variables: {
          heap_event_properties: { section: 'rhymes' },
          analytical_split: { name: 'home', version: 'loud' },
        },
      },
      [['addEventProperties', { 'Experiment home': 'loud', section: 'rhymes' }]],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['track', 'goal_5']]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [['track', 'posted', { revenue: 9.5, currency: 'EUR' }]],
    ],
    [
      'events',
      { variables: { analytical_events: [['rhyme posted', { lines: 4 }], 'liked'] } },
      [
        ['track', 'rhyme posted', { lines: 4 }],
        ['track', 'liked', {}],
      ],
    ],
  ])('%s', (_, page, calls) => {
    expect(callsOf(page)).toEqual({ classic: calls, current: calls })
  })
})

test('the classic script is loaded unless a region is given', () => {
  const { globals, loads } = heap({ settings: { ...settings, HEAP_CONFIG: { secureCookie: true } } })
  expect({ ...(globals.heap as object) }).toEqual({ appid: '1234567890', config: { secureCookie: true } })
  expect(loads).toEqual([classic])
})

test.each([
  ['us', current],
  ['eu', 'https://cdn.eu.heap-api.com/config/1234567890/heap_config.js'],
])('the region %s loads the current script of its host', (region, load) => {
  const site = { ...settings, HEAP_REGION: region, HEAP_CONFIG: '{"disableTextCapture":true}' }
  const { globals, loads } = heap({ settings: site })
  expect({ ...(globals.heap as object) }).toEqual({
    envId: '1234567890',
    clientConfig: { disableTextCapture: true, shouldFetchServerConfig: false },
  })
  expect(loads).toEqual([load])
  expect(createAnalytical({ settings: site }).csp()).toMatchObject({
    'script-src': expect.arrayContaining([`https://cdn.${region}.heap-api.com`]),
    'connect-src': [`https://c.${region}.heap-api.com`],
  })
})

test('consent starts and stops the current script, by its queue; the classic one has no such call', () => {
  const choices = [{ analytics: 'granted' }, { analytics: 'pending' }] as const
  const { heapReadyCb } = consentOf(provider, { HEAP_REGION: 'us' }, ...choices)
  expect(heapReadyCb).toEqual([{ name: 'startTracking' }, { name: 'stopTracking' }])
  expect(consentOf(provider, {}, ...choices)).toEqual({ heap: [] })
})

test.each(['HEAP_ENV_ID', 'HEAP_APP_ID'])('%s is another name of the id', (name) => {
  expect(createAnalytical({ settings: { [name]: '1234567890' } }).enabled).toEqual(['heap'])
})

test.each([
  [{ HEAP_TRACKER_ID: 'YOUR_APP_ID' }, 'must be digits, your own'],
  [{ HEAP_TRACKER_ID: 'XXXXXXXXXX' }, 'must be digits, your own'],
  [{ HEAP_TRACKER_ID: 'G-ABCDE12345' }, 'must be digits'],
  [{ ...settings, HEAP_REGION: 'cn' }, 'must be one of us, eu'],
])('%j is refused', (settings, reason) => {
  expect(() => createAnalytical({ settings })).toThrow(reason)
})
