import { describe, expect, test } from 'vitest'
import { Acknowledged, firstSequence } from '../../src/counting/acknowledged.ts'
import type { NumberedCounts } from '../../src/stores/counter-store.ts'

const perBatch = 1_000

/** So many batches of 1,000 values each: the first of them are merged, the last 10,000 values are kept apart. */
function acknowledged(batches: number): Acknowledged {
  const kept = new Acknowledged(100_000)
  for (let batch = 1; batch <= batches; batch++) kept.add(batchOf(batch))
  return kept
}

/** The number of a writer's first batch, its second, and so on. */
const nth = (batch: number) => firstSequence - 1 + batch

function batchOf(batch: number): NumberedCounts {
  const counts = new Map(Array.from({ length: perBatch }, (_, index) => [`/${batch}/${index}`, 1]))
  return { key: { dimension: 'paths', period: 'total' }, writer: 'writer', sequence: nth(batch), counts }
}

const sum = (batches: readonly NumberedCounts[]) =>
  batches.reduce((all, { counts }) => all + [...counts.values()].reduce((sum, count) => sum + count, 0), 0)

const sequences = (batches: readonly NumberedCounts[]) => batches.map(({ sequence }) => sequence)

describe('what is given again to a store that came back older', () => {
  test('is what it lacks, batch by batch', () => {
    const { batches, isWhole } = acknowledged(25).takeAfter(nth(22))
    expect([sequences(batches), isWhole]).toEqual([[23, 24, 25].map(nth), true])
  })

  test('is all of it, where it is empty, under numbers of its own that end with the last one', () => {
    const { batches, isWhole } = acknowledged(25).takeAfter(0)
    expect([sum(batches), isWhole]).toEqual([25 * perBatch, true])
    expect(sequences(batches)).toEqual([...new Set(sequences(batches))].sort((a, b) => a - b))
    expect(sequences(batches).at(-1)).toBe(nth(25))
  })

  test('is said not to be whole, where some of it is merged with what the store has', () => {
    const { batches, isWhole } = acknowledged(25).takeAfter(nth(3))
    expect([sequences(batches), isWhole]).toEqual([Array.from({ length: 10 }, (_, index) => nth(16 + index)), false])
  })

  test('is the rest, where the store came back while it was given what is older', () => {
    const kept = acknowledged(25)
    const all = kept.takeAfter(0).batches
    for (const batch of all) kept.add(batch)
    const half = all[3] as NumberedCounts
    const { batches, isWhole } = kept.takeAfter(half.sequence)
    expect([sequences(batches), isWhole]).toEqual([sequences(all.slice(4)), true])
  })

  test('is said not to be whole, where the store came back to a half of what is more by now', () => {
    const kept = acknowledged(25)
    const all = kept.takeAfter(0).batches
    for (const batch of [...all, batchOf(26), batchOf(27)]) kept.add(batch)
    const half = all[3] as NumberedCounts
    const { batches, isWhole } = kept.takeAfter(half.sequence)
    expect([sequences(batches), isWhole]).toEqual([Array.from({ length: 10 }, (_, index) => nth(18 + index)), false])
  })

  test('is all of it, too, where it became empty while the newest was on its way again', () => {
    const kept = acknowledged(25)
    const newest = kept.takeAfter(nth(15))
    const older = kept.takeAfter(0)
    expect([sum(newest.batches), sum(older.batches)]).toEqual([10 * perBatch, 15 * perBatch])
    expect(older.isWhole).toBe(true)
    expect(sequences(older.batches).at(-1)).toBe(nth(15))
  })
})
