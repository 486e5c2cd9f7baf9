import { expect, test } from 'vitest'
import { probe, site } from '../probe.ts'

const untold =
  'analytical_session cannot be told, and is left out: it goes round in a circle or is over 100 levels deep'

/** What a service that may know no person sees of a page with this session, and what is reported. */
function seenOf(session: object) {
  const { seen, errors } = site({ providers: [probe('probe', { terms: 'no personal data' } as never)] })
  const { session: told, goal } = seen({ analytical_session: session, analytical_goal: 5 })
  expect(goal).toEqual({ id: 5 })
  return { told, messages: errors.map(({ message }) => message) }
}

function nested(levels: number): object {
  let inner: object = { plan: 'gold' }
  for (let level = 1; level < levels; level++) inner = { inner }
  return inner
}

test('the look for personal data goes round a circle some hundred times at most', () => {
  let looks = 0
  const loop = {
    get self() {
      looks++
      return loop
    },
  }
  expect(seenOf(loop)).toEqual({ told: undefined, messages: [untold] })
  expect(looks).toBeLessThan(1000)
})

test('a session as deep as one is left out and the tag is not', () => {
  expect(seenOf(nested(150))).toEqual({ told: undefined, messages: [untold] })
  expect(seenOf(nested(100))).toEqual({ told: nested(100), messages: [] })
})

test('a name under a hundred levels is found', () => {
  const session = { inner: nested(99), mail: ['a', { to: 'ann@example.com' }] }
  expect(seenOf(session).told).toEqual({ inner: nested(99), mail: ['a', {}] })
})
