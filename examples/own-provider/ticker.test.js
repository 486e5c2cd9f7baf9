import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertTracks, conformance, trackedBy } from '@analytical/testing'
import { createAnalytical } from 'analytical'
import { ticker } from './ticker.js'

for (const { name, run } of conformance(ticker)) test(name, run)

const analytical = createAnalytical({ settings: { TICKER_SITE: '12' }, providers: [ticker] })

test('Ticker counts a page under its section, for the signed-in user', () => {
  const page = analytical.render('ticker', { ticker_section: 'rhymes', user: { username: 'jeff' } })
  assertTracks(page, ticker, { section: 'rhymes', visitor: { username: 'jeff' } })
})

test('Ticker knows goals by their ids alone', () => {
  const { globals } = trackedBy(analytical.render('ticker', { analytical_goal: { id: 5, revenue: 9.5 } }), ticker)
  assert.deepEqual(globals.ticker, { site: '12', page: { goal: 5, events: [] } })
})
