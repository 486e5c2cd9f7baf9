import { expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { GAUGES_SITE_ID: '4f1b2c3d5e6f7a8b9c0d1e2f' }

test.each<[what: string, page: Partial<PageWith>]>([
  ['an anonymous visitor', {}],
  ['anybody', { user: jeff, variables: { analytical_goal: 5, analytical_page: { href: '/a' } } }],
])('the queue is empty for %s', (_, page) => {
  const { globals, loads, errors } = trackingOf({ settings, ...page })
  expect(errors).toEqual([])
  expect(globals).toEqual({ _gauges: [] })
  expect(loads).toEqual(['https://secure.gaug.es/track.js'])
})

test.each(['inline', 'island'])('the script finds the site on its own element (%s)', (mode) => {
  const html = createAnalytical({ settings: { ...settings, ANALYTICAL_SCRIPTS: mode } }).render('gauges')
  expect(html).toMatch(/gauges-tracker[\s\S]*data-site-id[\s\S]*4f1b2c3d5e6f7a8b9c0d1e2f/)
})

test.each(['XXXXXXX', '<your id>', '123abQ', 'xyz 123abc', 'G-ABCDE12345'])('%s is refused', (id) => {
  expect(() => createAnalytical({ settings: { GAUGES_SITE_ID: id } })).toThrow('must be the id of a Gauges site')
})
