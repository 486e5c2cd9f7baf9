import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ascii } from '../../src/experiments/assigning/ascii.ts'
import { bucketOf, placeOf } from '../../src/experiments/assigning/hash.ts'
import { isWithin, type Range, rangesOf } from '../../src/experiments/assigning/ranges.ts'
import { variantOf } from '../../src/experiments/assigning/variant-of.ts'
import { chiSquareTail } from '../../src/experiments/statistics/chi-square.ts'

interface Vectors {
  hash: [seed: string, unit: string, bucket: number][]
  getBucketRange: [name: string, weights: number[], coverage: number, ranges: Range[]][]
  inNamespace: [unit: string, namespace: [string, number, number], isIn: boolean][]
}

const vectors: Vectors = JSON.parse(readFileSync(new URL('growthbook-vectors.json', import.meta.url), 'utf8'))
const units = Array.from({ length: 20_000 }, (_, at) => `visitor ${at}`)

describe('variants are chosen as GrowthBook’s SDKs choose them', () => {
  test.each(vectors.hash)('by its hash: seed %j, unit %j', (seed, unit, bucket) => {
    expect(bucketOf(seed, unit)).toBe(bucket)
  })

  test.each(vectors.getBucketRange)('by its ranges: %s', (_, weights, coverage, ranges) => {
    const close = rangesOf(weights, coverage).map((range) => range.map((number) => Number(number.toFixed(6))))
    expect(close).toEqual(ranges)
  })

  test.each(vectors.inNamespace)('by its namespaces: unit %j in %j', (unit, [namespace, from, to], isIn) => {
    expect(isWithin(placeOf(namespace, unit), [from, to])).toBe(isIn)
  })
})

describe('choosing a variant', () => {
  const home = { variants: ['quiet', 'loud'], goal: 'rhyme posted' }
  const counts = (chosen: (string | undefined)[]) => {
    const counts = new Map<string | undefined, number>()
    for (const variant of chosen) counts.set(variant, (counts.get(variant) ?? 0) + 1)
    return counts
  }

  test('spreads units by weights and coverage', () => {
    const experiment = { ...home, weights: [0.2, 0.8], coverage: 0.5 }
    const got = counts(units.map((unit) => variantOf('home', experiment, unit)))
    for (const [variant, share] of [
      ['quiet', 0.1],
      ['loud', 0.4],
      [undefined, 0.5],
    ] as const) {
      expect(Math.abs((got.get(variant) ?? 0) / units.length - share)).toBeLessThan(0.01)
    }
  })

  test('moves nobody to another variant when the coverage grows', () => {
    for (const unit of units.slice(0, 2_000)) {
      const before = variantOf('home', { ...home, coverage: 0.3 }, unit)
      if (before !== undefined) expect(variantOf('home', { ...home, coverage: 0.9 }, unit)).toBe(before)
    }
  })

  test('moves nobody when the name changes and the seed stays', () => {
    const renamed = units.map((unit) => variantOf('front page', { ...home, seed: 'home' }, unit))
    expect(renamed).toEqual(units.map((unit) => variantOf('home', home, unit)))
  })

  test('of one experiment tells nothing of another', () => {
    const pairs = counts(units.map((unit) => `${variantOf('home', home, unit)} ${variantOf('prices', home, unit)}`))
    const expected = units.length / 4
    const sum = [...pairs.values()].reduce((all, count) => all + (count - expected) ** 2 / expected, 0)
    expect(chiSquareTail(sum, 3)).toBeGreaterThan(0.01)
  })

  test('leaves out whom another experiment of the namespace has', () => {
    const [first, second] = [
      { ...home, namespace: ['front page', 0, 0.5] as const },
      { ...home, namespace: ['front page', 0.5, 1] as const },
    ]
    for (const unit of units.slice(0, 2_000)) {
      const parts = [variantOf('first', first, unit), variantOf('second', second, unit)]
      expect(parts.filter((variant) => variant !== undefined)).toHaveLength(1)
    }
  })

  test.each([
    ['jeff', 'jeff'],
    ['jürgen', 'j%C3%BCrgen'],
    ['🎈', '%F0%9F%8E%88'],
    ['\u0000', '%00'],
    ['\ud800', '%EF%BF%BD'],
  ])('hashes the id %j as %s in every language', (id, hashed) => {
    expect(ascii(id)).toBe(hashed)
  })
})
