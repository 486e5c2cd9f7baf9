import { afterEach, describe, expect, test } from 'vitest'
import { RedisServer } from '../servers/redis.ts'
import { until } from '../until.ts'
import { clients } from './clients.ts'
import { Counting } from './counting-in.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

describe.each(Object.entries(clients))('stop, by %s', (_, connect) => {
  async function counting() {
    const server = await RedisServer.start({ persistence: 'append-only file' })
    endings.push(() => server.close())
    const counted = new Counting(await connect(server), { flushEvery: 60_000 })
    endings.push(() => counted.end())
    return { server, counted }
  }

  /** Redis takes nothing when the stopping begins, and takes it a moment later. */
  async function stoppedWhileFull(server: RedisServer, { visits }: Counting): Promise<boolean> {
    await server.cli('CONFIG', 'SET', 'maxmemory', '1')
    const stopped = visits.stop({ deadline: 30_000 })
    await server.cli('CONFIG', 'SET', 'maxmemory', '0')
    return stopped
  }

  test('brings what waits, and says that all of it is there', async () => {
    const { server, counted } = await counting()
    counted.events(70)
    expect(await counted.visits.stop()).toBe(true)
    expect(await server.cli('ZSCORE', 'visits:{main:events:total}', 'event 3')).toBe('10')
  })

  test('tries again while there is time: Redis was away for a moment only', async () => {
    const { server, counted } = await counting()
    counted.events(70)
    expect(await stoppedWhileFull(server, counted)).toBe(true)
    expect(await counted.held()).toEqual(counted.sent)
  })

  test('tries again after data of a newer schema is gone that Redis was refused for', async () => {
    const { server, counted } = await counting()
    await server.cli('SET', 'visits:{main}:schema', '99')
    counted.events(70)
    await counted.visits.flush()
    expect(counted.errors.at(-1)).toContain('is 99, and this version of @analytical/visits writes schema 1')
    await server.cli('DEL', 'visits:{main}:schema')
    await counted.visits.flush()
    expect(await counted.held()).toEqual(counted.sent)
    counted.events(70)
    expect(await stoppedWhileFull(server, counted)).toBe(true)
    expect(await counted.held()).toEqual(counted.sent)
  })

  test('Redis was emptied and is away for a moment: what it had taken is given again first', async () => {
    const { server, counted } = await counting()
    counted.events(70)
    await counted.visits.flush()
    await server.cli('FLUSHALL')
    await server.kill()
    const stopped = counted.visits.stop({ deadline: 30_000 })
    await until('it was tried', () => counted.errors.length > 0)
    await server.again()
    expect(await stopped).toBe(true)
    expect(await counted.held()).toEqual(counted.sent)
  })

  test('gives up where Redis cannot say whether it still has what it was given, and says so', async () => {
    const { server, counted } = await counting()
    counted.events(70)
    await counted.visits.flush()
    server.freeze()
    expect(await counted.visits.stop({ deadline: 50 })).toBe(false)
    server.thaw()
    expect(counted.errors.at(-1)).toBe(
      'stopped before Redis could say whether it still has all counts that it was given',
    )
  })

  test('waits as long as it takes where the deadline is Infinity', async () => {
    const { counted } = await counting()
    counted.events(70)
    expect(await counted.visits.stop({ deadline: Number.POSITIVE_INFINITY })).toBe(true)
    expect(counted.errors).toEqual([])
  })

  test('gives up at the deadline, and says how much is lost', async () => {
    const { server, counted } = await counting()
    counted.events(70)
    server.freeze()
    expect(await counted.visits.stop({ deadline: 50 })).toBe(false)
    server.thaw()
    expect(counted.errors.at(-1)).toBe('stopped with 140 counts that Redis has not taken')
  })
})
