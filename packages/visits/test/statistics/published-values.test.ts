import { describe, expect, test } from 'vitest'
import { mean, median } from '../../src/statistics/averages.ts'
import { corrected } from '../../src/statistics/benjamini-hochberg.ts'
import { differencesOfMeans, type Interval } from '../../src/statistics/bootstrap.ts'
import { mannWhitney } from '../../src/statistics/mann-whitney.ts'
import { upperTail } from '../../src/statistics/normal.ts'
import { random } from '../../src/statistics/random.ts'

// Each value was computed anew with SciPy 1.17.1 on 2026-11-28.

// Abramowitz and Stegun, Handbook of Mathematical Functions (1964), table 26.1; beyond 5 their table 26.2, -log10 Q(x).
describe('the normal distribution', () => {
  test.each([
    [0, 0.5],
    [1, 0.1586552539],
    [1.96, 0.0249978951],
    [2.5, 0.0062096653],
    [3, 1.3498980316e-3],
    [4, 3.1671241833e-5],
    [5, 2.8665157187e-7],
    [-1, 0.8413447461],
  ])('beyond %f', (z, published) => {
    expect(upperTail(z) / published).toBeCloseTo(1, 8)
  })

  test('far out: 10 has 10^-23.11805', () => {
    expect(-Math.log10(upperTail(10))).toBeCloseTo(23.11805, 5)
  })
})

// Hollander and Wolfe, Nonparametric Statistical Methods (1973), pages 69 to 71: as R's wilcox.test has it.
const permeability = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
const earlier = [1.15, 0.88, 0.9, 0.74, 1.21]

// Chambers and others, Graphical Methods for Data Analysis (1983): ozone in New York, May and August 1973, R's airquality.
const may = [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37]
const august = [
  39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85,
]

describe('Mann and Whitney’s test', () => {
  test('is exact for few values: U 35, one-sided p 0.1272', () => {
    const { superiority, p } = mannWhitney(permeability, earlier)
    expect(superiority * 50).toBeCloseTo(35, 12)
    expect(p / 2).toBeCloseTo(0.1272, 4)
  })

  test('as in the documentation of SciPy’s mannwhitneyu: U 17, p 1/9', () => {
    const { superiority, p } = mannWhitney([19, 22, 16, 29, 24], [20, 11, 17, 12])
    expect(superiority * 20).toBeCloseTo(17, 12)
    expect(p).toBeCloseTo(1 / 9, 12)
  })

  test('is corrected for ties for many: U 127.5, p 0.0001208, as in the documentation of R’s wilcox.test', () => {
    const { superiority, p } = mannWhitney(may, august)
    expect(superiority * 26 * 26).toBeCloseTo(127.5, 9)
    expect(p).toBeCloseTo(0.0001208, 7)
  })

  test('counts each way to share out values with ties', () => {
    const [first, second] = [
      [0, 0, 1, 3, 3],
      [0, 0, 0, 0, 1, 3],
    ]
    const all = [...first, ...second]
    const statistic = (chosen: readonly number[]) => {
      const others = all.slice()
      for (const value of chosen) others.splice(others.indexOf(value), 1)
      let u = 0
      for (const a of chosen) for (const b of others) u += a > b ? 1 : a === b ? 0.5 : 0
      return u
    }
    const choices: number[][] = []
    for (let bits = 0; bits < 2 ** all.length; bits++) {
      const chosen = all.filter((_, index) => (bits >> index) & 1)
      if (chosen.length === first.length) choices.push(chosen)
    }
    const reached = statistic(first)
    const [below, above] = [
      choices.filter((chosen) => statistic(chosen) <= reached).length,
      choices.filter((chosen) => statistic(chosen) >= reached).length,
    ]
    expect(mannWhitney(first, second).p).toBeCloseTo((2 * Math.min(below, above)) / choices.length, 12)
  })

  test.each([[5], [200]])('finds nothing where all values of %i are equal', (count) => {
    const equal = new Array<number>(count).fill(0.25)
    expect(mannWhitney(equal, equal)).toEqual({ superiority: 0.5, p: 1 })
  })
})

// Benjamini and Hochberg, Controlling the false discovery rate, J. R. Statist. Soc. B 57 (1995), page 295.
describe('the correction for many tests', () => {
  const published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
  ]

  test('keeps four of the fifteen published', () => {
    expect(corrected(published).filter((p) => p <= 0.05)).toHaveLength(4)
  })

  test('multiplies by how many there are, and never puts a smaller p behind a greater one', () => {
    expect(corrected([0.04, 0.01, 0.03])).toEqual([0.04, 0.03, 0.04])
    expect(corrected([])).toEqual([])
  })
})

describe('an interval by drawing anew', () => {
  test('is nearly that of the normal distribution', () => {
    const error = Math.sqrt(squares(may) / may.length ** 2 + squares(august) / august.length ** 2)
    const difference = mean(august) - mean(may)
    const [{ low, high }] = differencesOfMeans([{ first: august, second: may }], random(1)) as [Interval]
    expect(Math.abs(low - (difference - 1.96 * error))).toBeLessThan(0.25 * error)
    expect(Math.abs(high - (difference + 1.96 * error))).toBeLessThan(0.25 * error)
  })

  test('is the same for the same seed', () => {
    const of = (seed: number) => differencesOfMeans([{ first: may, second: august }], random(seed))
    expect(of(7)).toEqual(of(7))
    expect(of(7)).not.toEqual(of(8))
  })

  test('is the same whatever else is measured, and whoever has none of it counts', () => {
    const measure = { first: may, second: august }
    const rare = { first: may.map((_, member) => (member === 0 ? 1 : 0)), second: august.map(() => 0) }
    const [alone] = differencesOfMeans([measure], random(7))
    const [, beside, ofRare] = differencesOfMeans([rare, measure, rare], random(7))
    expect(beside).toEqual(alone)
    expect(ofRare?.low).toBe(0)
    expect(ofRare?.high).toBeLessThan(5 / may.length)
  })
})

const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0)

describe('averages', () => {
  test.each([
    [[], 0, 0],
    [[3], 3, 3],
    [[9, 1, 2], 2, 4],
    [[1, 10, 3, 2], 2.5, 4],
  ])('of %j', (values, middle, average) => {
    expect(median(values)).toBe(middle)
    expect(mean(values)).toBe(average)
  })
})
