import { describe, expect, test } from 'vitest'
import { Tally } from '../../src/counting/tally.ts'

/** All that waits, batch by batch. */
function drained(tally: Tally): Map<string, number>[] {
  const batches: Map<string, number>[] = []
  while (!tally.isEmpty) batches.push(tally.take())
  return batches
}

const entries = (batches: Map<string, number>[]) => batches.reduce((all, batch) => all + batch.size, 0)

describe('counts that wait', () => {
  test('take as many entries as there are different values, however many they are', () => {
    const tally = new Tally('paths', 1_000)
    for (let index = 0; index < 100_000; index++) tally.add(`/${index % 30}`, 1)
    expect(tally.waiting).toBe(100_000)
    expect(entries(drained(tally))).toBe(30)
  })

  test('take at most twice as many as are kept, however many different ones there are', () => {
    const tally = new Tally('paths', 1_000)
    for (let index = 0; index < 50_000; index++) tally.add(`/${index}`, 1)
    expect(tally.waiting).toBe(50_000)
    expect(entries(drained(tally))).toBeLessThanOrEqual(2_001)
  })

  test('take one entry for each register of visitors, with the greatest rank', () => {
    const tally = new Tally('visitors', 10)
    for (let index = 0; index < 5_000; index++) tally.add(String(index % 500), index % 40)
    const [batch] = drained(tally)
    expect(batch?.size).toBe(500)
    expect(batch?.get('39')).toBe(39)
  })

  test('go out in batches of 2,000 values', () => {
    const tally = new Tally('paths', 10_000)
    for (let index = 0; index < 5_000; index++) tally.add(`/${index}`, 1)
    expect(drained(tally).map(({ size }) => size)).toEqual([2_000, 2_000, 1_000])
  })
})
