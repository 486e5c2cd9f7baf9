import { afterEach, describe, expect, test, vi } from 'vitest'
import { createVisits, type Visits } from '../../src/index.ts'
import { CuttingProxy } from '../servers/cutting-proxy.ts'
import { RedisServer } from '../servers/redis.ts'
import { page, Site } from '../site.ts'
import { until } from '../until.ts'
import { clients } from './clients.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function redis(): Promise<RedisServer> {
  const server = await RedisServer.start()
  endings.push(() => server.close())
  return server
}

async function counting(connect: (typeof clients)[string], port: number, flushEvery = 20) {
  const { client, end } = await connect({ port })
  const errors: string[] = []
  const visits = createVisits({ store: client, flushEvery, onError: ({ message }) => errors.push(message) })
  endings.push(async () => {
    await visits.stop({ deadline: 100 })
    end()
  })
  return { visits, errors }
}

/** Until all counts have arrived: what the store holds is what was sent. */
async function settled(visits: Visits): Promise<void> {
  await until('the store has everything', async () => {
    await visits.flush()
    return visits.problems.length === 0
  })
}

describe.each(Object.entries(clients))('counted exactly once, by %s', (_, connect) => {
  test('Redis without persistence is killed and comes back empty: all that this process counted is there', async () => {
    const server = await redis()
    const { visits, errors } = await counting(connect, server.port)
    const count = async (times: number) => {
      for (let index = 0; index < times; index++) visits.event(`event ${index % 7}`)
      await visits.flush()
    }

    for (let round = 0; round < 5; round++) await count(100)
    expect((await visits.top('events')).total).toBe(500)
    await server.kill()
    await count(100)
    expect(visits.problems.join()).toMatch(/^Redis takes no counts now, they wait here: /)
    await server.again()
    await count(100)
    await settled(visits)

    const { rows, total } = await visits.top('events')
    expect(total).toBe(700)
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(700)
    expect(await visits.series('events', { days: 1 })).toEqual([expect.objectContaining({ count: 700 })])
    // An outage is told once, however many flushes failed.
    expect(errors).toHaveLength(1)
  })

  test.each([
    ['at the next look', 20],
    ['at a flush', 60_000],
  ])('counts of a kind that nothing more comes in of are given again too, %s', async (when, flushEvery) => {
    const server = await redis()
    const { visits } = await counting(connect, server.port, flushEvery)
    visits.event('once')
    await visits.flush()
    await server.kill()
    await server.again()
    await until('the lost count is there again', async () => {
      if (when === 'at a flush') await visits.flush()
      return (await visits.top('events').catch(() => undefined))?.total === 1
    })
  })

  test('FLUSHALL under way takes nothing for good', async () => {
    const server = await redis()
    const { visits } = await counting(connect, server.port)
    for (let round = 0; round < 10; round++) {
      for (let index = 0; index < 50; index++) visits.event(`event ${index}`)
      await visits.flush()
      if (round % 3 === 1) await server.cli('FLUSHALL')
    }
    await settled(visits)
    expect((await visits.top('events')).total).toBe(500)
  })

  test.each(['visits:{main:events:total}', 'visits:{main:visitors:2026-11-27}'])(
    'Redis evicts %s, and not its numbers: all that this process counted is there',
    async (evicted) => {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-27T12:00:00Z') })
      endings.push(() => vi.useRealTimers())
      const server = await redis()
      const { visits } = await counting(connect, server.port, 60_000)
      const site = await Site.start(page)
      endings.push(() => site.close())
      visits.listen(site.server)
      const count = async () => {
        await site.get('/')
        visits.event('read')
        await visits.flush()
      }
      for (let round = 0; round < 3; round++) await count()
      expect(await server.cli('UNLINK', evicted)).toBe('1')
      await count()
      expect(await visits.top('events')).toEqual({ rows: [{ value: 'read', count: 4 }], total: 4, other: 0 })
      expect(await visits.series('visitors', { days: 1 })).toEqual([{ day: '2026-11-27', count: 1 }])
      expect(visits.problems).toEqual([])
    },
  )

  test.each([
    ['starts after FLUSHALL', true],
    ['starts after FLUSHALL, before any was counted,', false],
  ])('a visitor who comes by one process and another that %s is one', async (_, isCounted) => {
    const server = await redis()
    const site = await Site.start(page)
    endings.push(() => site.close())
    const { visits } = await counting(connect, server.port, 60_000)
    visits.listen(site.server)
    const come = async (by: Visits) => {
      await site.get('/')
      await by.flush()
    }
    if (isCounted) await come(visits)
    else await visits.flush()
    await server.cli('FLUSHALL')
    await visits.flush()
    const { visits: newcomer } = await counting(connect, server.port, 60_000)
    newcomer.listen(site.server)
    await come(newcomer)
    await come(visits)
    expect(await newcomer.series('visitors', { days: 1 })).toEqual([expect.objectContaining({ count: 1 })])
  })

  test('replies are lost after the script has run: nothing is counted twice', async () => {
    const server = await redis()
    const proxy = await CuttingProxy.before(server.port)
    endings.push(() => proxy.close())
    const { visits } = await counting(connect, proxy.port)
    for (let round = 0; round < 4; round++) {
      for (let index = 0; index < 25; index++) visits.event(`event ${index}`)
      proxy.isCutting = true
      const before = proxy.cut
      await until('a reply was cut off', async () => {
        void visits.flush()
        return proxy.cut > before
      })
      proxy.isCutting = false
      await settled(visits)
    }
    expect(proxy.cut).toBeGreaterThanOrEqual(4)
    const { rows, total } = await visits.top('events', { limit: 100 })
    expect({ total, counts: new Set(rows.map(({ count }) => count)) }).toEqual({ total: 100, counts: new Set([4]) })
  })
})
