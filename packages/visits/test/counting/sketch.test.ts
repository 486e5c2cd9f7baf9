import { describe, expect, test } from 'vitest'
import { estimate, place, registers } from '../../src/counting/sketch.ts'

function sketchOf(texts: Iterable<string>): Uint8Array {
  const sketch = new Uint8Array(registers)
  for (const text of texts) {
    const { register, rank } = place(text)
    sketch[register] = Math.max(sketch[register] ?? 0, rank)
  }
  return sketch
}

function* visitors(from: number, count: number) {
  for (let index = from; index < from + count; index++) yield `salt\n192.0.2.1\nvisitor ${index}`
}

describe('a sketch of different visitors', () => {
  test.each([0, 1, 2, 10, 100, 1_000, 10_000, 100_000, 300_000])('of %i tells them to 2 %%', (count) => {
    const estimated = estimate(sketchOf(visitors(0, count)))
    expect(Math.abs(estimated - count)).toBeLessThanOrEqual(count * 0.02)
  })

  test('those who come again count once', () => {
    const once = sketchOf(visitors(0, 1_000))
    expect(sketchOf([...visitors(0, 1_000), ...visitors(0, 1_000)])).toEqual(once)
  })

  test('two processes’ sketches merge by their greater ranks', () => {
    const [one, two] = [sketchOf(visitors(0, 6_000)), sketchOf(visitors(4_000, 6_000))]
    expect(one.map((rank, register) => Math.max(rank, two[register] ?? 0))).toEqual(sketchOf(visitors(0, 10_000)))
  })

  test('reads one that is cut after its last rank', () => {
    const sketch = sketchOf(visitors(0, 50))
    const end = sketch.findLastIndex((rank) => rank > 0) + 1
    expect(estimate(sketch.subarray(0, end))).toBe(estimate(sketch))
  })
})
