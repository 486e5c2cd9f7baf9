import { describe, expect, test } from 'vitest'
import { addresses } from './addresses.ts'
import { googleSite } from './google.ts'
import { canBeRead } from './readings.ts'

const { written, errors } = googleSite()

const own: [provider: string, variable: string, of: (value: string) => unknown][] = [
  ['google_analytics', 'google_analytics_identity', (value) => value],
  ['google_analytics', 'google_analytics_session', (plan) => ({ plan })],
  ['google_analytics', 'google_analytics_session', (username) => ({ username })],
  ['google_analytics', 'google_analytics_page', (title) => ({ title })],
  ['google_analytics', 'google_analytics_split', (name) => ({ name, version: 'b' })],
  ['google_analytics', 'google_analytics_events', (by) => [['posted', { by }]]],
  ['google_analytics', 'google_analytics_config', (value) => ({ content_group: value })],
  ['google_analytics', 'google_analytics_custom_dimensions', (value) => ({ poet: value })],
  ['google_analytics', 'google_analytics_user_properties', (value) => ({ poet: value })],
  ['google_tag_manager', 'google_tag_manager_goal', (value) => value],
  ['google_ads', 'google_ads_identity', (value) => value],
  ['google_ads', 'google_ads_config', (value) => ({ poet: value })],
  ['google_tag_manager', 'google_tag_manager_identity', (value) => value],
  ['google_tag_manager', 'google_tag_manager_data_layer', (value) => ({ poet: value })],
]

describe('what a page sets for one service of Google’s', () => {
  test.each(own)('%s: %s goes there as it is, and to no other', (provider, variable, of) => {
    const strays = addresses.slice(0, 100).filter(({ text, words }) => {
      const told = Object.entries(written({ variables: { [variable]: of(text.trim()) } }))
      const receivers = told.filter(([, html]) => canBeRead(words, html)).map(([name]) => name)
      return receivers.join() !== provider
    })
    expect(strays.slice(0, 5)).toEqual([])
    expect(errors).toEqual([])
  })
})
