import { describe, expect, test } from 'vitest'
import { mergeSpans, minutesOf, type Span } from '../../src/users/spans.ts'

const pause = 30

/** Numbers that look random, and are the same every time. */
function* randoms(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    yield state / 2 ** 31
  }
}

describe('visits of a user, brought together', () => {
  test.each<[what: string, given: Span[], merged: Span[]]>([
    ['nothing', [], []],
    ['one request', [[5, 5]], [[5, 5]]],
    ['less than a pause between', [[0, 0], [29, 29]], [[0, 29]]], // biome-ignore format: a row each
    ['a pause between', [[0, 0], [30, 30]], [[0, 0], [30, 30]]], // biome-ignore format: a row each
    ['one within another', [[0, 100], [20, 40]], [[0, 100]]], // biome-ignore format: a row each
    ['in any order', [[60, 70], [0, 10], [35, 35]], [[0, 70]]], // biome-ignore format: a row each
  ])('%s', (_, given, merged) => {
    expect(mergeSpans(given, pause)).toEqual(merged)
  })

  test('it is the same whatever comes first, from whichever process, and however often', () => {
    const random = randoms(8)
    for (let round = 0; round < 200; round++) {
      const times = Array.from({ length: 40 }, () => Math.floor(random.next().value * 1_500))
      const all = mergeSpans(
        times.map((time) => [time, time]),
        pause,
      )
      const processes: [Span[], Span[], Span[]] = [[], [], []]
      for (const time of times) {
        const index = Math.floor(random.next().value * 3) as 0 | 1 | 2
        processes[index] = mergeSpans([...processes[index], [time, time]], pause)
      }
      const [one, two, three] = processes
      const inTurn = mergeSpans([...mergeSpans([...three, ...one], pause), ...two, ...one], pause)
      expect(inTurn).toEqual(all)
      expect(all.every(([start], index) => index === 0 || start - (all[index - 1]?.[1] ?? 0) >= pause)).toBe(true)
    }
  })

  test('a visit has a minute more than lie between its ends', () => {
    expect(minutesOf([])).toBe(0)
    expect(minutesOf([[0, 0], [0, 59_999], [0, 60_000], [0, 3_600_000]])).toBe(1 + 1 + 2 + 61) // biome-ignore format: one line
  })
})
