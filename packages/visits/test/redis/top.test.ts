import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ScoreList, topOf } from '../../src/stores/redis/top.ts'

type Scores = ReadonlyMap<string, number>

/** A list as a server has it, and how much of it was read. */
function listOf(scores: Scores) {
  const ranked = [...scores].sort(([, a], [, b]) => b - a)
  const told = { read: 0 }
  const list: ScoreList = {
    async read(from, count) {
      const rows = ranked.slice(from, from + count)
      told.read += rows.length
      return rows
    },
    scoresOf: async (values) => values.map((value) => scores.get(value) ?? 0),
  }
  return { list, told }
}

function addedUp(lists: readonly Scores[], limit: number) {
  const sums = new Map<string, number>()
  for (const list of lists) for (const [value, score] of list) sums.set(value, (sums.get(value) ?? 0) + score)
  return [...sums]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, limit)
}

const top = (lists: readonly Scores[], limit: number) =>
  topOf(
    lists.map((scores) => listOf(scores).list),
    limit,
  )

const seed = 20261128

describe('the greatest sums over several lists', () => {
  test('are those of all lists added up, whatever the lists', async () => {
    const scores = fc
      .array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 60 })), { maxLength: 600 })
      .map((pairs) => new Map(pairs.map(([value, score]) => [`/${value}/`, score])))
    await fc.assert(
      fc.asyncProperty(fc.array(scores, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), async (lists, limit) => {
        expect(await top(lists, limit)).toEqual(addedUp(lists, limit))
      }),
      { seed, numRuns: 200 },
    )
  })

  test.each([1, 10, 999, 1_000, 1_001, 3_000])('the first %i of long lists', async (limit) => {
    const lists = Array.from(
      { length: 5 },
      (_, day) => new Map(Array.from({ length: 4_000 }, (_, n) => [`/${(n * 7 + day * 911) % 9_000}/`, 4_000 - n])),
    )
    expect(await top(lists, limit)).toEqual(addedUp(lists, limit))
  })

  test.each([150, 3_000])('one that is the last of %i on every list is found', async (length) => {
    const lists = Array.from({ length: 5 }, (_, day) => {
      const ofTheDay = Array.from({ length }, (_, n): [string, number] => [`/${day}/${n}/`, 3])
      return new Map([...ofTheDay, ['/always/', 2]])
    })
    expect((await top(lists, 1))[0]).toEqual({ value: '/always/', count: 10 })
  })

  test('the long tails of junk are not read', async () => {
    const lists = Array.from({ length: 90 }, (_, day) => {
      const pages = Array.from({ length: 100 }, (_, n): [string, number] => [`/page-${n}/`, 1_000 - n])
      const junk = Array.from({ length: 5_000 }, (_, n): [string, number] => [`/junk/${day}/${n}/`, 1])
      return listOf(new Map([...pages, ...junk]))
    })
    const rows = await topOf(
      lists.map(({ list }) => list),
      10,
    )
    expect(rows[9]).toEqual({ value: '/page-9/', count: 90 * 991 })
    expect(Math.max(...lists.map(({ told }) => told.read))).toBeLessThan(500)
  })

  test('one that falls in rank while a list is read is not counted twice', async () => {
    const scores = new Map(Array.from({ length: 400 }, (_, n) => [`/${n}/`, 1_000 - n]))
    const { list } = listOf(scores)
    // Between two readings the last of the first one is overtaken.
    const moving: ScoreList = {
      ...list,
      read: async (from, count) => (from === 0 ? list.read(from, count) : list.read(from - 1, count)),
    }
    const other = listOf(new Map(Array.from({ length: 400 }, (_, n) => [`/other-${n}/`, 900]))).list
    const rows = await topOf([moving, other], 200)
    expect(rows.filter(({ value, count }) => count > (scores.get(value) ?? 900))).toEqual([])
  })

  test('what is not above 0 ends a list, whoever has written it', async () => {
    const odd = new Map(Array.from({ length: 3_000 }, (_, n) => [`/${n}/`, 3 - n]))
    expect((await top([odd], 3)).map(({ count }) => count)).toEqual([3, 2, 1])
  })

  test('one that the server has dropped meanwhile is none of them', async () => {
    const { list } = listOf(new Map(Object.entries({ '/a/': 3, '/b/': 2 })))
    const dropping: ScoreList = {
      ...list,
      scoresOf: async (values) => values.map((value) => (value === '/a/' ? 0 : 2)),
    }
    expect(await topOf([dropping], 2)).toEqual([{ value: '/b/', count: 2 }])
  })
})
