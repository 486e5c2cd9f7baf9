import { expect, test } from 'vitest'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { CLICKMAP_TRACKER_ID: '12345ABC' }
const address = 'https://www.clickmap.ch/tracker.js?t=12345ABC&v=2'
const config = { tracker: '12345ABC', version: '2' }

test.each<[what: string, page: Partial<PageWith>]>([
  ['an anonymous visitor', {}],
  ['a user, whom Clickmap has no place for', { user: jeff, variables: { analytical_goal: 5 } }],
  ['the other name that django-analytical documents', { settings: { CLICKMAP_TRACKER_CODE: '12345ABC' } }],
])('the tracker is set up for %s', (_, page) => {
  const { globals, loads, errors } = trackingOf({ settings, ...page })
  expect(errors).toEqual([])
  expect(globals).toEqual({ clickmapConfig: config })
  expect(loads).toEqual([address])
})

test('the tracker is started by its own call', () => {
  const started: unknown[] = []
  trackingOf({
    settings,
    vendors: {
      [address]: (window) => {
        window.__clickmap = { init: (given: object) => started.push({ ...given }) }
        window.clickmapAsyncInit()
      },
    },
  })
  expect(started).toEqual([config])
})

test.each(['ab#c', 'XXXX', 'UA-12345-1'])('%s is no tracker', (wrong) => {
  expect(() => trackingOf({ settings: { CLICKMAP_TRACKER_ID: wrong } })).toThrow('CLICKMAP_TRACKER_ID')
})
