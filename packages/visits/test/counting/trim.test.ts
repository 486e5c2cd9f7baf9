import { describe, expect, test } from 'vitest'
import { trim } from '../../src/counting/trim.ts'

const sum = (counts: Map<string, number>) => [...counts.values()].reduce((all, count) => all + count, 0)

describe('values beyond what is kept', () => {
  test('stay while there are at most twice as many', () => {
    const counts = new Map(Array.from({ length: 20 }, (_, index) => [`/${index}`, 1]))
    trim(counts, 10)
    expect(counts.size).toBe(20)
  })

  test.each([
    ['of different counts', (index: number) => index + 1],
    ['all of one count', () => 1],
    ['of two counts', (index: number) => (index % 3 === 0 ? 9 : 1)],
  ])('%s: the greatest stay, the rest is (other), the sum is the same', (_, countOf) => {
    const counts = new Map(Array.from({ length: 25 }, (_, index) => [`/${index}`, countOf(index)]))
    const greatest = [...counts.values()].sort((a, b) => b - a).slice(0, 10)
    const before = sum(counts)
    trim(counts, 10)
    const kept = [...counts].filter(([value]) => value !== '(other)').map(([, count]) => count)
    expect(kept.sort((a, b) => b - a)).toEqual(greatest)
    expect(sum(counts)).toBe(before)
  })

  test('a second time (other) grows', () => {
    const counts = new Map(Array.from({ length: 25 }, (_, index) => [`/${index}`, 1]))
    trim(counts, 10)
    for (let index = 0; index < 15; index++) counts.set(`/more-${index}`, 1)
    trim(counts, 10)
    expect(sum(counts)).toBe(40)
    expect(counts.size).toBeLessThanOrEqual(11)
    expect(counts.get('(other)')).toBeGreaterThanOrEqual(25)
  })
})
