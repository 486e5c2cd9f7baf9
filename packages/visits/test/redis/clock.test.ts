import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createVisits, type Visits } from '../../src/index.ts'
import { RedisServer } from '../servers/redis.ts'
import { page, Site } from '../site.ts'
import { until } from '../until.ts'
import { type Connected, clients } from './clients.ts'

let server: RedisServer
let connected: Connected
const endings: (() => unknown)[] = []
beforeAll(async () => {
  server = await RedisServer.start({ persistence: 'append-only file' })
  connected = await (clients.ioredis as (typeof clients)[string])(server)
})
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
  vi.useRealTimers()
  await server.cli('FLUSHALL')
})
afterAll(async () => {
  connected.end()
  await server.close()
})

const setClock = (time: string) => vi.setSystemTime(new Date(time))

function counting(flushEvery = 60_000): Visits {
  vi.useFakeTimers({ toFake: ['Date'] })
  setClock('2026-11-27T12:00:00Z')
  const visits = createVisits({ store: connected.client, flushEvery, onError: () => {} })
  endings.push(() => visits.stop({ deadline: 100 }))
  return visits
}

const series = async (visits: Visits, days: number) =>
  Object.fromEntries((await visits.series('events', { days })).map(({ day, count }) => [day, count]))

describe('the clock', () => {
  test('a batch over midnight is parted', async () => {
    const visits = counting()
    setClock('2026-11-27T23:59:59.999Z')
    visits.event('late')
    setClock('2026-11-28T00:00:00.000Z')
    visits.event('early')
    visits.event('early')
    await visits.flush()
    expect(await series(visits, 2)).toEqual({ '2026-11-27': 1, '2026-11-28': 2 })
  })

  test('one that goes back over midnight, and on again, loses nothing', async () => {
    const visits = counting()
    for (const time of ['2026-11-28T00:00:01Z', '2026-11-27T23:59:59Z', '2026-11-28T00:00:02Z']) {
      setClock(time)
      visits.event('ticked')
      await visits.flush()
    }
    expect(await series(visits, 2)).toEqual({ '2026-11-27': 1, '2026-11-28': 2 })
    expect((await visits.top('events')).total).toBe(3)
  })

  test('one that was days ahead for a while, and is right again, loses nothing', async () => {
    const visits = counting()
    visits.event('before')
    await visits.flush()
    setClock('2026-12-09T12:00:00Z')
    visits.event('ahead')
    await visits.flush()
    setClock('2026-11-27T12:00:01Z')
    visits.event('after')
    await visits.flush()
    expect(await series(visits, 1)).toEqual({ '2026-11-27': 2 })
    expect((await visits.top('events')).total).toBe(3)
  })

  test('one that is years behind Redis has what it counts kept all the same, until it is right', async () => {
    const visits = counting()
    setClock('2020-01-01T12:00:00Z')
    for (const name of ['first', 'second']) {
      visits.event(name)
      await visits.flush()
    }
    expect(visits.problems).toEqual([])
    expect(await series(visits, 1)).toEqual({ '2020-01-01': 2 })
    setClock('2026-11-27T12:00:00Z')
    visits.event('third')
    await visits.flush()
    expect((await visits.top('events')).total).toBe(3)
  })

  test('Redis is away for days: the days before are there again when it is back empty, and nothing is wrong any more', async () => {
    const visits = counting(20)
    visits.event('before')
    await visits.flush()
    await server.cli('FLUSHALL')
    await server.kill()
    await visits.flush()
    expect(visits.problems).toHaveLength(1)
    setClock('2026-11-30T12:00:00Z')
    await visits.flush()
    await server.again()
    await until('the store has everything', async () => {
      await visits.flush()
      return visits.problems.length === 0
    })
    expect(await series(visits, 4)).toMatchObject({ '2026-11-27': 1, '2026-11-30': 0 })
  })
})

describe('visitors of an outage', () => {
  test('whose day is long over when Redis is back are counted all the same', async () => {
    const visits = counting()
    const site = await Site.start(page)
    endings.push(() => site.close())
    visits.listen(site.server)
    await server.kill()
    await site.get('/')
    await visits.flush()
    setClock('2026-11-30T12:00:00Z')
    await visits.flush()
    await server.again()
    await until('the store has everything', async () => {
      await visits.flush()
      return visits.problems.length === 0
    })
    expect((await visits.series('visitors', { days: 4 })).map(({ count }) => count)).toEqual([1, 0, 0, 0])
  })
})

describe('two processes with one name', () => {
  test('add up', async () => {
    const processes = [counting(20), counting(20)]
    for (let round = 0; round < 5; round++) {
      for (const [index, visits] of processes.entries()) visits.event(`by ${index}`)
      await Promise.all(processes.map((visits) => visits.flush()))
    }
    expect((await processes[0]?.top('events'))?.rows).toEqual([
      { value: 'by 0', count: 5 },
      { value: 'by 1', count: 5 },
    ])
  })

  const meta = 'visits:{main:events:total}:meta'

  test.each<[what: string, meanwhile: (visits: Visits, number: string) => Promise<unknown>]>([
    [
      'has little to count is not forgotten',
      async (visits, number) => {
        const [sequence] = (await server.cli('HGET', meta, number)).split(':')
        await server.cli('HSET', meta, number, `${sequence}:1`)
        await visits.flush()
      },
    ],
    ['runs is not forgotten by one whose clock is ahead,', async () => setClock('2037-01-30T12:00:00Z')],
  ])('one that %s while a thousand others come and go', async (_, meanwhile) => {
    const visits = counting()
    visits.event('once')
    await visits.flush()
    const number = /writer:[\w-]+/.exec(await server.cli('HKEYS', meta))?.[0] as string
    const longAgo = Array.from({ length: 1_100 }, (_, index) => [`writer:gone-${index}`, '1:1']).flat()
    await server.cli('HSET', meta, ...longAgo)
    await meanwhile(visits, number)
    const newcomer = createVisits({ store: connected.client, flushEvery: 60_000 })
    endings.push(() => newcomer.stop())
    newcomer.event('new')
    await newcomer.flush()
    await visits.flush()
    expect(Number(await server.cli('HLEN', meta))).toBeLessThan(10)
    expect((await visits.top('events')).total).toBe(2)
  })
})
