import { describe, expect, test } from 'vitest'
import { reportOf } from '../../src/experiments/results/report.ts'
import { chiSquareTail } from '../../src/experiments/statistics/chi-square.ts'
import { differenceInterval } from '../../src/experiments/statistics/interval.ts'
import { isRatioOff } from '../../src/experiments/statistics/sample-ratio.ts'
import { random } from './random.ts'

const home = { variants: ['quiet', 'loud'], goal: 'rhyme posted' }
type Counts = Readonly<Record<string, readonly [units: number, conversions: number]>>

const groupsOf = (counts: Counts) =>
  Object.entries(counts).map(([variant, [units, conversions]]) => {
    return { variant, units, conversions, crossed: false, before: false }
  })
const resultsOf = (counts: Counts, experiment: object = {}) =>
  reportOf('home', { ...home, ...experiment }, { since: 0, began: 0, groups: groupsOf(counts) })

/** How many of a thousand experiments name a winner at any of their daily looks. */
function winners(rates: readonly [number, number], perDay: number, days: number): number {
  const next = random(20_261_128)
  let won = 0
  for (let run = 0; run < 1_000; run++) {
    const counts: { [variant: string]: [number, number] } = { quiet: [0, 0], loud: [0, 0] }
    for (let day = 0; day < days; day++) {
      for (const [at, count] of Object.values(counts).entries()) {
        for (let unit = 0; unit < perDay; unit++) if (next() < (rates[at] as number)) count[1]++
        count[0] += perDay
      }
      if (resultsOf(counts).winner !== undefined) {
        won++
        break
      }
    }
  }
  return won
}

describe('looking every day', () => {
  test.each([
    { rate: 0.1, perDay: 50 },
    { rate: 0.02, perDay: 100 },
    { rate: 0.5, perDay: 20 },
  ])('names a false winner in at most 5 % of experiments without a difference: %o', ({ rate, perDay }) => {
    expect(winners([rate, rate], perDay, 60)).toBeLessThanOrEqual(50)
  })

  // The guide's table.
  test.each([
    { perDay: 100, found: 35 },
    { perDay: 200, found: 72 },
    { perDay: 300, found: 88 },
    { perDay: 400, found: 96 },
  ])('finds 12 % instead of 10 % within four weeks as often as the guide says: %o', ({ perDay, found }) => {
    const share = winners([0.1, 0.12], perDay, 28) / 10

    expect(Math.abs(share - found)).toBeLessThan(1)
  })
})

describe('the interval of a difference', () => {
  test('lies around it, narrower with more units and wider than at one look', () => {
    const [low, high] = differenceInterval({ units: 5_000, conversions: 500 }, { units: 5_000, conversions: 600 }, 0.05)
    expect((low + high) / 2).toBeCloseTo(0.02, 10)
    const [lowAtOnce, highAtOnce] = [0.02 - 1.96 * 0.00625, 0.02 + 1.96 * 0.00625]
    expect(low).toBeLessThan(lowAtOnce)
    expect(high).toBeGreaterThan(highAtOnce)
    const more = differenceInterval({ units: 50_000, conversions: 5_000 }, { units: 50_000, conversions: 6_000 }, 0.05)
    expect(more[1] - more[0]).toBeLessThan((high - low) / 2)
  })

  test('stays one where nobody or everybody converts', () => {
    for (const conversions of [0, 100]) {
      const [low, high] = differenceInterval({ units: 100, conversions }, { units: 100, conversions }, 0.05)
      expect(low).toBeLessThan(0)
      expect(high).toBeGreaterThan(0)
      expect(low).toBeGreaterThanOrEqual(-1)
    }
  })
})

describe('the sample ratio', () => {
  test.each([
    [10.828, 1],
    [13.816, 2],
    [16.266, 3],
    [18.467, 4],
  ])('is judged by the table of chi-square: %d at %d degrees of freedom is 0.001', (sum, freedom) => {
    expect(chiSquareTail(sum, freedom)).toBeCloseTo(0.001, 6)
  })

  test.each([
    { units: [5_000, 5_100], weights: [0.5, 0.5], isOff: false },
    { units: [5_000, 5_600], weights: [0.5, 0.5], isOff: true },
    { units: [1_000, 9_050], weights: [0.1, 0.9], isOff: false },
    { units: [0, 0], weights: [0.5, 0.5], isOff: false },
    { units: [100, 3], weights: [1, 0], isOff: true },
    { units: [330, 335, 335], weights: [0.333, 0.333, 0.333], isOff: false },
  ])('is off or not: %o', ({ units, weights, isOff }) => {
    expect(isRatioOff(units, weights)).toBe(isOff)
  })
})

describe('the verdict', () => {
  test.each<[string, Counts, object, string | undefined, string]>([
    ['nobody', {}, {}, undefined, 'Nobody has been shown it yet.'],
    [
      'too few',
      { quiet: [120, 10], loud: [90, 60] },
      {},
      undefined,
      'Too early to tell: each variant needs 100 visitors, and loud has 90.',
    ],
    [
      'no difference',
      { quiet: [1_000, 100], loud: [1_000, 104] },
      {},
      undefined,
      'No winner yet: loud minus quiet is between −3.8 and +4.6 percentage points.',
    ],
    [
      'a better one',
      { quiet: [5_000, 500], loud: [5_000, 700] },
      {},
      'loud',
      'loud is better than quiet: of its visitors 14.0 % reach “rhyme posted”, of the other’s 10.0 %. The difference is between +2.0 and +6.0 percentage points.',
    ],
    [
      'a worse one',
      { quiet: [5_000, 700], loud: [5_000, 500] },
      {},
      'quiet',
      'quiet is better than loud: of its visitors 14.0 % reach “rhyme posted”, of the other’s 10.0 %. The difference is between −6.0 and −2.0 percentage points.',
    ],
    [
      'the best of three',
      { quiet: [5_000, 500], loud: [5_000, 700], shrill: [5_000, 900] },
      { variants: ['quiet', 'loud', 'shrill'] },
      'shrill',
      'shrill is better than quiet: of its visitors 18.0 % reach “rhyme posted”, of the other’s 10.0 %. The difference is between +5.7 and +10.3 percentage points.',
    ],
  ])('of %s', (_, counts, experiment, winner, verdict) => {
    expect(resultsOf(counts, experiment)).toMatchObject({ winner, verdict, problems: [] })
  })

  test('is hidden, with the differences, where the groups are not as they were drawn', () => {
    const { variants, ...results } = resultsOf({ quiet: [5_000, 500], loud: [4_000, 700] })
    expect(results.winner).toBeUndefined()
    expect(results.verdict).toMatch(/^No verdict: visitors are spread over the variants otherwise/)
    expect(results.problems).toEqual([
      'quiet has 5,000 visitors instead of about 4,500, loud has 4,000 visitors instead of about 4,500: chance alone does that less than once in 1,000 times. Robots, a redirect or an error in one variant may',
    ])
    expect(variants.map(({ difference, interval }) => [difference, interval])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ])
  })

  test('leaves out, and tells, what was counted before a change and who saw two variants', () => {
    const before = [{ variant: 'quiet', units: 340, conversions: 30, crossed: false, before: true }]
    const crossed = [{ variant: 'loud', units: 2, conversions: 1, crossed: true, before: false }]
    const since = Date.UTC(2026, 10, 27)
    const groups = [...before, ...crossed, ...groupsOf({ quiet: [150, 15], loud: [150, 15] })]
    const results = reportOf('home', home, { began: 0, since, groups })
    expect(results.variants.map(({ units }) => units)).toEqual([150, 150])
    expect(results).toMatchObject({ since, crossovers: 2 })
    expect(results.problems).toEqual([
      'the variants, weights or seed of home were changed on 2026-11-27 while it ran: what was counted before, of 340 visitors, is left out',
      '2 visitors saw more than one variant and count for none',
    ])
  })
})
