import { expect, test } from 'vitest'
import { trackingOf } from '../providers/tracking-of.ts'

const user = { username: 'ann', name: 'Ann Poet', email: 'ann@example.com' }

/** A record as a database's library makes it: what it says stands in its class. */
class Row {
  readonly id = 'signed-up'
  get name() {
    return 'Ann Poet'
  }
  get version() {
    return 'ann@example.com'
  }
}

test.each(['goal', 'split', 'session'])('what an object inherits does not reach Google, as a %s', (word) => {
  const { globals } = trackingOf({
    settings: { GOOGLE_ANALYTICS_ID: 'G-ABCDE12345' },
    variables: { [`analytical_${word}`]: new Row() },
    user,
  })
  const told = JSON.stringify(globals.dataLayer)
  expect(told).toContain('G-ABCDE12345')
  expect(told).not.toMatch(/Poet|example\.com/)
})
