import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Dimension, Key } from '../../src/counting/dimension.ts'
import type { Answer, CounterStore, StoreSettings } from '../../src/stores/counter-store.ts'

/** A real store to test, and the ways into it that the tests need beside its contract. */
export interface TestedStore {
  open(settings: StoreSettings): CounterStore
  /** Makes what the store holds of a site one of schema 99. */
  makeNewer(site: string): Promise<void>
  close(): Promise<void>
}

/** What every counter store must hold to. */
export function counterStoreSuite(name: string, start: () => Promise<TestedStore>): void {
  describe(`counters in ${name}`, () => {
    let tested: TestedStore
    let sites = 0
    const opened: CounterStore[] = []

    beforeAll(async () => {
      tested = await start()
    })
    afterAll(async () => {
      for (const store of opened) await store.close()
      await tested.close()
    })

    const day = new Date().toISOString().slice(0, 10)
    const dayBefore = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    const paths: Key = { dimension: 'paths', period: day }

    /** A store for a site that nothing was counted of. */
    function open(settings: Partial<StoreSettings> = {}): CounterStore {
      sites++
      const usual: StoreSettings = {
        site: `site-${sites}`,
        keys: 'spread',
        values: 1_000,
        keepDays: 90,
        warn: () => {},
      }
      const store = tested.open({ ...usual, ...settings })
      opened.push(store)
      return store
    }

    /** Sends a writer's batches one after another. */
    function sending(store: CounterStore, key: Key = paths, writer = 'writer') {
      return (sequence: number, counts: Record<string, number>, after = sequence - 1): Promise<Answer> =>
        store.apply({ key, writer, sequence, after, counts: new Map(Object.entries(counts)) })
    }

    const top = (store: CounterStore, limit = 100, periods = [day]) => store.top('paths', periods, limit)

    test('counts are added up, and read greatest first', async () => {
      const store = open()
      const send = sending(store)
      expect(await send(1, { '/': 3, '/a': 1 })).toEqual({ outcome: 'applied' })
      expect(await send(2, { '/': 2, '/b': 4 })).toEqual({ outcome: 'applied' })
      expect(await top(store)).toEqual({
        rows: [
          { value: '/', count: 5 },
          { value: '/b', count: 4 },
          { value: '/a', count: 1 },
        ],
        other: 0,
        total: 10,
      })
    })

    test('nothing counted reads as nothing', async () => {
      const store = open()
      expect(await top(store)).toEqual({ rows: [], other: 0, total: 0 })
      expect(await store.sums('paths', [dayBefore, day])).toEqual([0, 0])
      expect(await store.sums('paths', [day], '/')).toEqual([0])
      expect((await store.sketches([day])).map((sketch) => sketch.length)).toEqual([0])
    })

    test('a batch that is sent again is not counted again', async () => {
      const store = open()
      const send = sending(store)
      await send(1, { '/': 1 })
      await send(2, { '/': 1 })
      expect(await send(2, { '/': 1 })).toEqual({ outcome: 'already applied' })
      expect(await send(1, { '/': 1 })).toEqual({ outcome: 'already applied' })
      expect((await top(store)).total).toBe(2)
    })

    test('a batch at the same time as its own retry is counted once', async () => {
      const store = open()
      const send = sending(store)
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => send(1, { '/': 1 })))
      expect(outcomes.filter(({ outcome }) => outcome === 'applied')).toHaveLength(1)
      expect((await top(store)).total).toBe(1)
    })

    test('a store that misses batches says up to where it holds them, and takes nothing', async () => {
      const store = open()
      const send = sending(store)
      expect(await send(3, { '/': 1 })).toEqual({ outcome: 'behind', at: 0 })
      await send(1, { '/': 1 })
      expect(await send(3, { '/': 1 })).toEqual({ outcome: 'behind', at: 1 })
      expect((await top(store)).total).toBe(1)
    })

    test('what is lost for good is passed over where the writer says what the store holds', async () => {
      const store = open()
      const send = sending(store)
      await send(1, { '/': 1 })
      expect(await send(9, { '/': 5 }, 1)).toEqual({ outcome: 'applied' })
      expect(await send(10, { '/': 1 })).toEqual({ outcome: 'applied' })
      expect((await top(store)).total).toBe(7)
    })

    test('an empty batch asks whether the store still holds what it was given', async () => {
      const store = open()
      const send = sending(store)
      await send(1, { '/': 1 })
      expect(await send(1, {}, 1)).toEqual({ outcome: 'already applied' })
      expect(await send(2, {}, 2)).toEqual({ outcome: 'behind', at: 1 })
      expect((await top(store)).total).toBe(1)
    })

    test('each writer, dimension and day has its own numbers', async () => {
      const store = open()
      await sending(store, paths, 'one')(1, { '/': 1 })
      await sending(store, paths, 'two')(1, { '/': 1 })
      await sending(store, { dimension: 'browsers', period: day }, 'one')(1, { Firefox: 1 })
      await sending(store, { dimension: 'paths', period: dayBefore }, 'one')(1, { '/': 7 })
      expect((await top(store)).total).toBe(2)
      expect(await store.sums('paths', [dayBefore, day])).toEqual([7, 2])
      expect(await store.sums('browsers', [dayBefore, day], 'Firefox')).toEqual([0, 1])
    })

    test('sites that share a store do not see each other', async () => {
      const [one, two] = [open(), open()]
      await sending(one)(1, { '/': 1 })
      expect((await top(two)).total).toBe(0)
      expect(await sending(two)(1, { '/': 1 })).toEqual({ outcome: 'applied' })
    })

    test('days are read together, and a limit keeps the greatest', async () => {
      const store = open()
      await sending(store)(1, { '/': 5, '/a': 3, '/b': 2 })
      await sending(store, { dimension: 'paths', period: dayBefore })(1, { '/b': 4, '/c': 1 })
      expect(await top(store, 2, [dayBefore, day])).toEqual({
        rows: [
          { value: '/b', count: 6 },
          { value: '/', count: 5 },
        ],
        other: 0,
        total: 15,
      })
      expect((await top(store, 1)).rows).toEqual([{ value: '/', count: 5 }])
    })

    test('over several days equal counts come by their text, and one that is rare on each day may be the greatest', async () => {
      const store = open()
      const pages = (name: string) => Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`/${name}/${n}`, 3]))
      await sending(store)(1, { ...pages('b'), '/always': 2 })
      await sending(store, { dimension: 'paths', period: dayBefore })(1, { ...pages('a'), '/always': 2 })
      expect(await top(store, 3, [dayBefore, day])).toEqual({
        rows: [
          { value: '/always', count: 4 },
          { value: '/a/0', count: 3 },
          { value: '/a/1', count: 3 },
        ],
        other: 0,
        total: 1_804,
      })
    })

    test('beyond twice as many values as are kept the smallest become (other), and the sum stays', async () => {
      const store = open({ values: 10 })
      const send = sending(store)
      const junk = (from: number) =>
        Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`/junk-${from + index}`, 1]))
      await send(1, { '/': 50, '/a': 40 })
      await send(2, junk(0))
      await send(3, junk(15))
      const { rows, other, total } = await top(store)
      expect(rows.slice(0, 2)).toEqual([
        { value: '/', count: 50 },
        { value: '/a', count: 40 },
      ])
      expect(rows.length).toBeLessThanOrEqual(20)
      expect(total).toBe(120)
      expect(rows.reduce((sum, { count }) => sum + count, 0) + other).toBe(total)
    })

    test('(other) of a writer is no value of its own', async () => {
      const store = open()
      await sending(store)(1, { '/': 1, '(other)': 6 })
      expect(await top(store)).toEqual({ rows: [{ value: '/', count: 1 }], other: 6, total: 7 })
      expect(await store.sums('paths', [day], '(other)')).toEqual([6])
    })

    test('values of any text come back as they were', async () => {
      const store = open()
      const odd = [
        '',
        ' ',
        '/é/日本/🎈',
        "' OR 1=1 --",
        '{site}:*',
        'total',
        'writer:1',
        '%s',
        '-1',
        '__proto__',
        '\ufffd',
        'x'.repeat(256),
      ]
      const counts = new Map(odd.map((value, index) => [value, index + 1]))
      await store.apply({ key: paths, writer: 'writer', sequence: 1, after: 0, counts })
      expect(new Map((await top(store)).rows.map(({ value, count }) => [value, count]))).toEqual(counts)
    })

    test('a batch of 2,000 values arrives whole', async () => {
      const store = open({ values: 5_000 })
      const counts = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`/${index}`, index + 1]))
      await sending(store)(1, counts)
      const { rows, total } = await top(store, 5_000)
      expect(rows).toHaveLength(2_000)
      expect(total).toBe((2_000 * 2_001) / 2)
    })

    test('of a register of visitors the greatest rank stays', async () => {
      const store = open()
      const visitors = (writer: string) => sending(store, { dimension: 'visitors', period: day }, writer)
      await visitors('one')(1, { 0: 3, 5: 1, 16383: 51 })
      await visitors('two')(1, { 0: 2, 5: 4 })
      const [sketch = new Uint8Array()] = await store.sketches([day])
      expect([sketch[0], sketch[5], sketch[16_383], sketch[7] ?? 0]).toEqual([3, 4, 51, 0])
    })

    test('all processes get the salt of a day that was first', async () => {
      const store = open({ site: 'salted' })
      const other = open({ site: 'salted' })
      expect(await store.salt(day, 'first')).toBe('first')
      expect(await other.salt(day, 'second')).toBe('first')
      expect(await store.salt(dayBefore, 'third')).toBe('third')
    })

    test('many writers at once lose nothing', async () => {
      const store = open()
      const write = async (writer: string) => {
        const send = sending(store, paths, writer)
        for (let sequence = 1; sequence <= 20; sequence++) await send(sequence, { '/': 1, [`/${writer}`]: 1 })
      }
      await Promise.all(Array.from({ length: 10 }, (_, index) => write(`writer-${index}`)))
      const { rows, total } = await top(store)
      expect(total).toBe(400)
      expect(rows[0]).toEqual({ value: '/', count: 200 })
    })

    test('data of a newer schema is refused, and both versions named', async () => {
      await tested.makeNewer('newer')
      const store = open({ site: 'newer' })
      const refusal = { name: 'StoreRefused', message: expect.stringMatching(/99.*schema \d/) }
      const dimension: Dimension = 'paths'
      await expect(sending(store)(1, { '/': 1 })).rejects.toMatchObject(refusal)
      await expect(store.top(dimension, [day], 1)).rejects.toMatchObject(refusal)
      await expect(store.salt(day, 'salt')).rejects.toMatchObject(refusal)
    })
  })
}
