import { describe, expect, test } from 'vitest'
import { Acknowledged } from '../../src/counting/acknowledged.ts'
import type { NumberedCounts } from '../../src/stores/counter-store.ts'

const perBatch = 1_000

/** So many batches of 1,000 values each: the first of them are merged, the last 10,000 values are kept apart. */
function acknowledged(batches: number): Acknowledged {
  const kept = new Acknowledged(100_000)
  for (let sequence = 1; sequence <= batches; sequence++) {
    const counts = new Map(Array.from({ length: perBatch }, (_, index) => [`/${sequence}/${index}`, 1]))
    kept.add({ key: { dimension: 'paths', period: 'total' }, writer: 'writer', sequence, counts })
  }
  return kept
}

const sum = (batches: readonly NumberedCounts[]) =>
  batches.reduce((all, { counts }) => all + [...counts.values()].reduce((sum, count) => sum + count, 0), 0)

const sequences = (batches: readonly NumberedCounts[]) => batches.map(({ sequence }) => sequence)

describe('what is given again to a store that came back older', () => {
  test('is what it lacks, batch by batch', () => {
    const { batches, isWhole } = acknowledged(25).takeAfter(22)
    expect([sequences(batches), isWhole]).toEqual([[23, 24, 25], true])
  })

  test('is all of it, where it is empty, under numbers that go up to the last one', () => {
    const { batches, isWhole } = acknowledged(25).takeAfter(0)
    expect([sum(batches), isWhole]).toEqual([25 * perBatch, true])
    expect(sequences(batches)).toEqual([...new Set(sequences(batches))].sort((a, b) => a - b))
    expect(sequences(batches).at(-1)).toBe(25)
  })

  test('is said not to be whole, where some of it is merged with what the store has', () => {
    const { batches, isWhole } = acknowledged(25).takeAfter(3)
    expect([sequences(batches), isWhole]).toEqual([Array.from({ length: 10 }, (_, index) => 16 + index), false])
  })

  test('is all of it, too, where it became empty while the newest was on its way again', () => {
    const kept = acknowledged(25)
    const newest = kept.takeAfter(15)
    const older = kept.takeAfter(0)
    expect([sum(newest.batches), sum(older.batches)]).toEqual([10 * perBatch, 15 * perBatch])
    expect(older.isWhole).toBe(true)
    expect(sequences(older.batches).at(-1)).toBe(15)
  })
})
