import { afterEach, describe, expect, test, vi } from 'vitest'
import type { NodeRedis } from '../../src/index.ts'
import { RedisServer } from '../servers/redis.ts'
import { Site } from '../site.ts'
import { until } from '../until.ts'
import { clients } from './clients.ts'
import { Counting } from './counting-in.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** How a store can be of no use, and how it comes back. */
const ailments: [string, (server: RedisServer) => unknown, (server: RedisServer) => unknown][] = [
  ['dead', (server) => server.kill(), (server) => server.again()],
  ['frozen', (server) => server.freeze(), (server) => server.thaw()],
  [
    'slow beyond measure',
    (server) => server.cli('CLIENT', 'PAUSE', '600000', 'WRITE'),
    (server) => server.cli('CLIENT', 'UNPAUSE'),
  ],
]

describe.each(Object.entries(clients))('a site whose Redis is of no use, by %s', (_, connect) => {
  test.each(ailments)('%s: each request is answered, and counted once Redis is back', async (_, fall, rise) => {
    const server = await RedisServer.start({ persistence: 'append-only file' })
    endings.push(() => server.close())
    const counted = new Counting(await connect(server))
    const site = await Site.start()
    counted.visits.listen(site.server)
    endings.push(
      () => counted.end(),
      () => site.close(),
    )
    const rejections: unknown[] = []
    const note = (reason: unknown) => rejections.push(reason)
    process.on('unhandledRejection', note)
    endings.push(() => process.off('unhandledRejection', note))

    await site.get('/')
    await counted.settled()
    await fall(server)
    for (let round = 0; round < 10; round++) {
      const answers = await Promise.all(Array.from({ length: 20 }, (_, index) => site.get(`/${index % 4}/`)))
      expect(answers.map(({ status, body }) => `${status} ${body}`)).toEqual(Array(20).fill('200 <h1>Rhymes</h1>'))
      void counted.visits.flush()
    }
    await rise(server)
    await counted.settled()

    const { rows, total } = await counted.visits.top('paths')
    expect(total).toBe(201)
    expect(rows.map(({ count }) => count)).toEqual([50, 50, 50, 50, 1])
    expect(rejections).toEqual([])
  })

  test('hanging from the first moment: pages and visitors are counted once Redis answers', async () => {
    const server = await RedisServer.start()
    endings.push(() => server.close())
    const connected = await connect(server)
    server.freeze()
    const counted = new Counting(connected)
    const site = await Site.start()
    counted.visits.listen(site.server)
    endings.push(
      () => counted.end(),
      () => site.close(),
    )
    for (const path of ['/', '/a/', '/']) expect((await site.get(path)).status).toBe(200)
    void counted.visits.flush()
    server.thaw()
    await until('all is there', async () => {
      await counted.visits.flush()
      return (await counted.visits.series('visitors', { days: 1 }))[0]?.count === 1
    })
    expect((await counted.visits.top('paths')).total).toBe(3)
  })

  test('an outage leaves as much behind as there are different values, however many the requests', async () => {
    const server = await RedisServer.start()
    endings.push(() => server.close())
    const counted = new Counting(await connect(server))
    endings.push(() => counted.end())
    counted.events(7)
    await counted.settled()
    await server.kill()
    for (let round = 0; round < 100; round++) {
      counted.events(700)
      await Promise.race([counted.visits.flush(), new Promise((resolve) => setImmediate(resolve))])
    }
    await server.again()
    await counted.settled()
    expect(await counted.held()).toEqual(counted.sent)
    // Seven values each in the total and the day: what was on its way, what came after, and what Redis had before.
    const scores = Number(/cmdstat_zincrby:calls=(\d+)/.exec(await server.cli('INFO', 'commandstats'))?.[1])
    expect(scores).toBeLessThanOrEqual(2 * 7 * 4)
  })
})

describe('an outage of a day', () => {
  test('leaves a handful of commands in the client, not one for each flush', async () => {
    const server = await RedisServer.start()
    endings.push(() => server.close())
    const connected = await (clients['node-redis'] as (typeof clients)[string])(server)
    const sent = vi.spyOn(connected.client as NodeRedis, 'sendCommand')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
    endings.push(() => vi.useRealTimers())
    const counted = new Counting(connected, { flushEvery: 10_000 })
    counted.events(7)
    await counted.visits.flush()
    server.freeze()
    sent.mockClear()
    counted.events(7)
    await vi.advanceTimersByTimeAsync(24 * 60 * 60_000)
    expect(sent.mock.calls.length).toBeGreaterThan(5)
    expect(sent.mock.calls.length).toBeLessThan(60)
    vi.useRealTimers()
    server.thaw()
    await counted.settled()
    expect((await counted.visits.top('events')).total).toBe(14)
    await counted.end()
  })
})
