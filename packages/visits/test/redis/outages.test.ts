import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { calendar } from '../../src/classifying/calendar.ts'
import { Counters } from '../../src/counting/counters.ts'
import { Problems } from '../../src/problems.ts'
import { redisStore } from '../../src/stores/redis/redis-store.ts'
import { type RedisOptions, RedisServer } from '../servers/redis.ts'
import { RedisCluster } from '../servers/redis-cluster.ts'
import { page, Site } from '../site.ts'
import { until } from '../until.ts'
import { clients, clusterClients } from './clients.ts'
import { Counting } from './counting-in.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function redis(options: RedisOptions = {}): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  endings.push(() => server.close())
  return server
}

describe.each(Object.entries(clients))('an outage, by %s', (_, connect) => {
  async function counting(server: RedisServer): Promise<Counting> {
    const counting = new Counting(await connect(server))
    endings.push(() => counting.end())
    return counting
  }

  test('Redis with an append-only file is killed while counts are on their way', async () => {
    const server = await redis({ persistence: 'append-only file' })
    const counted = await counting(server)
    for (let round = 0; round < 3; round++) {
      counted.events(100)
      void counted.visits.flush()
      await server.kill()
      counted.events(50)
      await counted.visits.flush()
      await server.again()
      counted.events(10)
      await counted.settled()
    }
    expect(await counted.held()).toEqual(counted.sent)
  })

  test('Redis comes back as its last snapshot was, twice', async () => {
    const server = await redis({ persistence: 'snapshot' })
    const counted = await counting(server)
    counted.events(100)
    await counted.visits.flush()
    await server.cli('SAVE')
    for (let round = 0; round < 2; round++) {
      for (let flush = 0; flush < 3; flush++) {
        counted.events(70)
        await counted.visits.flush()
      }
      await server.kill()
      counted.events(30)
      await server.again()
      await counted.settled()
      expect(await counted.held()).toEqual(counted.sent)
    }
  })

  test('Redis comes back empty before all that an older snapshot lacked was given again', async () => {
    const server = await redis({ persistence: 'snapshot' })
    const counted = await counting(server)
    counted.events(100)
    await counted.visits.flush()
    await server.cli('SAVE')
    counted.events(100)
    await counted.visits.flush()
    await server.kill()
    await server.again()
    void counted.visits.flush()
    await server.cli('FLUSHALL')
    counted.events(10)
    await counted.settled()
    expect(await counted.held()).toEqual(counted.sent)
  })

  test('Redis is flushed, given all again, and comes back as it was long before: what is lost is said', async () => {
    const server = await redis({ persistence: 'snapshot' })
    const counted = await counting(server)
    counted.names(600)
    await counted.visits.flush()
    await server.cli('SAVE')
    for (let batch = 0; batch < 6; batch++) {
      counted.names(1_900)
      await counted.visits.flush()
    }
    await server.forget()
    await counted.settled()
    expect(counted.errors).toEqual([])
    expect(Object.keys(await counted.held())).toHaveLength(12_000)
    await server.kill()
    await server.again()
    await counted.settled()
    // What lies between the snapshot and the last 10,000 values cannot be told from the rest: that is said.
    expect(counted.errors.filter((error) => error.includes('are lost'))).toHaveLength(2)
    const held = await counted.held()
    expect(Object.keys(held)).toHaveLength(10_100)
    expect(new Set(Object.values(held))).toEqual(new Set([1]))
    await server.cli('FLUSHALL')
    await counted.settled()
    expect(Object.keys(await counted.held())).toHaveLength(12_000)
  })

  test('Redis forgets at once whatever it is given: that is said, and no flush goes on for ever', async () => {
    const server = await redis()
    const { client, end } = await connect(server)
    const problems = new Problems(() => {})
    const settings = { site: 'main', keys: 'spread', values: 10_000, keepDays: 9, warn: () => {} } as const
    const keeping = redisStore(client, settings)
    const forgetting: typeof keeping = {
      ...keeping,
      async apply(batch) {
        const answer = await keeping.apply(batch)
        await server.cli('FLUSHALL')
        return answer
      },
    }
    const days = calendar('UTC')
    const around = { keys: 'spread', values: 10_000, calendar: days, problems, flushEvery: 60_000 } as const
    const counters = new Counters({ ...around, store: forgetting })
    endings.push(() => {
      counters.stop()
      end()
    })
    for (let index = 0; index < 2_500; index++) {
      counters.event({ at: days.at(Date.now()), name: `${index}`, user: undefined, person: undefined, properties: {} })
    }
    await counters.flush()
    expect(problems.list).toEqual([
      'Redis takes no counts now, they wait here: Redis forgets what it was given at once',
    ])
  })

  test('Redis hangs for many flushes, and answers late to what was given up', async () => {
    const server = await redis()
    const { client, end } = await connect(server)
    const problems = new Problems(() => {})
    const patient = redisStore(client, { site: 'main', keys: 'spread', values: 100, keepDays: 9, warn: () => {} })
    let asked = 0
    const store = { ...patient, patience: 20, apply: (batch: never) => [patient.apply(batch), asked++][0] as never }
    const days = calendar('UTC')
    const counters = new Counters({ store, keys: 'spread', values: 100, calendar: days, problems, flushEvery: 10 })
    endings.push(() => {
      counters.stop()
      end()
    })
    const count = (name: string) =>
      counters.event({ at: days.at(Date.now()), name, user: undefined, person: undefined, properties: {} })

    count('before')
    await counters.flush()
    server.freeze()
    const before = asked
    let during = 0
    await until('several attempts were given up', () => {
      count('during')
      during++
      return asked >= before + 8
    })
    expect(problems.list.join()).toMatch(/Redis did not answer within \d+ ms/)
    server.thaw()
    count('after')
    await until('the store has everything', async () => {
      await counters.flush()
      return problems.list.length === 0 && counters.waiting === 0
    })
    const { rows, total } = await store.top('events', ['total'], 10)
    expect(new Map(rows.map(({ value, count }) => [value, count]))).toEqual(
      new Map([
        ['before', 1],
        ['during', during],
        ['after', 1],
      ]),
    )
    expect(total).toBe(during + 2)
  })
})

describe('both clients at once', () => {
  test('Redis is frozen for 20 seconds under traffic: pages come as ever, and the sums are what was sent', async () => {
    const server = await redis()
    const sites = await Promise.all(
      Object.entries(clients).map(async ([name, connect]) => {
        const counted = new Counting(await connect(server), { site: name })
        const site = await Site.start(page)
        counted.visits.listen(site.server)
        endings.push(
          () => counted.end(),
          () => site.close(),
        )
        return { counted, site }
      }),
    )
    let rounds = 0
    const round = async () => {
      rounds++
      for (const { counted, site } of sites) {
        counted.events(10)
        expect((await site.get(`/${rounds % 5}/`)).status).toBe(200)
      }
    }
    for (let index = 0; index < 20; index++) await round()
    for (const { counted } of sites) await counted.visits.flush()
    server.freeze()
    const thaws = performance.now() + 20_000
    while (performance.now() < thaws) {
      await round()
      await pause(50)
    }
    for (const { counted } of sites)
      expect(counted.visits.problems.join()).toMatch(/Redis did not answer within \d+ ms/)
    server.thaw()
    for (let index = 0; index < 20; index++) await round()

    for (const { counted } of sites) {
      await counted.settled()
      expect(await counted.held()).toEqual(counted.sent)
      const { rows, total } = await counted.visits.top('paths')
      expect([total, rows.reduce((sum, { count }) => sum + count, 0)]).toEqual([rounds, rounds])
      // The freeze is told once.
      expect(counted.errors).toHaveLength(1)
    }
  })
})

describe('a cluster of 3 masters and 3 replicas', () => {
  test('a master is killed and its replica promoted: both clients lose nothing, and count nothing twice', async () => {
    const cluster = await RedisCluster.start(3, 1)
    endings.push(() => cluster.close())
    const sites = await Promise.all(
      Object.entries(clusterClients).map(async ([_, connect], index) => {
        const counted = new Counting(await connect(cluster), { site: `site-${index}` })
        const site = await Site.start(page)
        counted.visits.listen(site.server)
        endings.push(
          () => counted.end(),
          () => site.close(),
        )
        return { counted, site }
      }),
    )
    let rounds = 0
    const round = async () => {
      rounds++
      for (const { counted, site } of sites) {
        counted.events(20)
        await site.get(`/${rounds % 5}/`)
      }
    }
    for (let index = 0; index < 20; index++) await round()
    const [master] = await cluster.masters()
    for (const { counted } of sites) void counted.visits.flush()
    await round()
    await master?.kill()
    await until('a replica is a master', async () => {
      await round()
      return (await cluster.masters()).length === 3
    })
    for (let index = 0; index < 20; index++) await round()

    for (const { counted } of sites) {
      await counted.settled()
      expect(await counted.held()).toEqual(counted.sent)
      for (const dimension of ['paths', 'statuses', 'browsers', 'referrers', 'hours'] as const) {
        const { rows, total } = await counted.visits.top(dimension)
        expect([dimension, total, rows.reduce((sum, { count }) => sum + count, 0)]).toEqual([dimension, rounds, rounds])
      }
    }
  })
})
