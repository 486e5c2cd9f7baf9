import { expect, test } from 'vitest'
import { probe, site } from '../probe.ts'

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

test.each(['goal', 'split', 'session'] as const)(
  'what an object inherits does not reach a service that may know no person, as a %s',
  (word) => {
    const providers = [probe('probe', { terms: 'no personal data' } as never)]
    const seen = site({ providers }).seen({ user, [`analytical_${word}`]: new Row() })
    expect(
      JSON.stringify({ ...seen[word], name: seen[word]?.name, version: (seen[word] as Row)?.version }),
    ).not.toMatch(/Poet|@/)
  },
)
