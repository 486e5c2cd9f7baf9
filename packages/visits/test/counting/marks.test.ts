import { describe, expect, test } from 'vitest'
import { Marks } from '../../src/counting/marks.ts'

/** Numbers of 32 bits that follow no pattern, the same each time. */
function* numbers(count: number, seed = 1): Generator<number> {
  for (let state = seed, n = 0; n < count; n++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    yield (state ^ (state >>> 15)) | 0 || 1
  }
}

describe('marks', () => {
  test('of a day are known, and no others', () => {
    const marks = new Marks()
    for (const mark of numbers(20_000)) marks.add(mark)
    // To be forgotten costs a visitor nothing but to be looked at anew.
    expect([...numbers(20_000)].filter((mark) => !marks.has(mark)).length).toBeLessThan(20)
    expect([...numbers(20_000, 77)].filter((mark) => marks.has(mark))).toEqual([])
  })

  test.each([
    ['that follow no pattern', [...numbers(1_000_000)]],
    ['that all want one place', Array.from({ length: 1_000 }, (_, n) => (n << 16) | 5)],
  ])('%s, however many, leave room for the last one', (_, all) => {
    const marks = new Marks()
    for (const mark of all) marks.add(mark)
    expect(marks.has(all.at(-1) ?? 0)).toBe(true)
  })

  test('are forgotten together', () => {
    const marks = new Marks()
    marks.add(-5)
    marks.clear()
    expect(marks.has(-5)).toBe(false)
  })
})
