import { describe, expect, test } from 'vitest'
import { compareProfiles } from '../../src/comparing/compare.ts'
import type { ComparingSettings } from '../../src/comparing/comparison.ts'
import { following, population } from './population.ts'

const settings: ComparingSettings = {
  group: 'watched',
  against: 'sample',
  minHits: 20,
  minUsers: 10,
  leaveOut: [],
  seed: 1,
}
const runs = 100

// Those who are watched do eight times as much as others: what they were chosen for.
describe.each([
  [10, 60],
  [25, 250],
])('%i watched users and a sample of %i', (watched, sampled) => {
  test('who differ in nothing but how much they do: at most 0.5 of 11 habits are clear', () => {
    let clear = 0
    for (let run = 1; run <= runs; run++) {
      const draw = population(run)
      const { rows } = compareProfiles(draw(watched, 400), draw(sampled, 50), settings)
      clear += rows.filter(({ verdict }) => verdict !== 'unclear').length * (11 / rows.length)
    }
    expect(clear / runs).toBeLessThanOrEqual(0.5)
  })

  test('who follow others more, which no rule names: it comes first in at least 95 of 100', () => {
    let first = 0
    for (let run = 1; run <= runs; run++) {
      const draw = population(run)
      const [row] = compareProfiles(draw(watched, 400, 4), draw(sampled, 50), settings).rows
      if (row?.verdict === 'more' && `${row.kind} ${row.what}` === following) first++
    }
    expect(first).toBeGreaterThanOrEqual(95)
  })
})
