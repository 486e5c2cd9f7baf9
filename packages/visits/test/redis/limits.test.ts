import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { redisCommand } from '../../src/stores/redis/command.ts'
import { hourly, limitedOf, limiting, requestFrom } from '../limits/asking.ts'
import { RedisServer } from '../servers/redis.ts'
import { RedisCluster } from '../servers/redis-cluster.ts'
import { Site } from '../site.ts'
import { until } from '../until.ts'
import { type Connected, clients, clusterClients } from './clients.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

/** A process of the site. */
async function processOf(connecting: Promise<Connected>, options = {}) {
  const { client, end } = await connecting
  const limited = limiting({ store: client, ...options })
  endings.push(end, () => limited.visits.stop({ deadline: 100 }))
  return limited
}

const fiveOf = (count: number) => Array.from({ length: count }, (_, index) => index >= 5)

/** Addresses that nobody has come from yet: an answer that was late, on a machine that is busy, leaves the next to be asked. */
let addresses = 0
const newAddress = () => `10.1.${addresses >> 8}.${addresses++ & 255}`

type Process = Awaited<ReturnType<typeof processOf>>

/** Until what one process has counted limits another. */
const untilShared = (one: Process, another: Process) =>
  until('one process limits what another has counted', async () => {
    const address = newAddress()
    await one.comments(5, address)
    return limitedOf(await another.comments(1, address)).includes(true)
  })

const sharing = (connect: () => Promise<Connected>) => {
  test('is one for all processes', async () => {
    const [one, another] = [await processOf(connect()), await processOf(connect())]
    await untilShared(one, another)
    await untilShared(another, one)
    expect(await one.comments(1, newAddress())).toMatchObject([{ limited: false, remaining: 4 }])
  })

  test('is one for each site', async () => {
    const [board, shop] = [await processOf(connect(), { site: 'board' }), await processOf(connect(), { site: 'shop' })]
    const address = newAddress()
    await board.comments(5, address)
    expect(limitedOf(await shop.comments(6, address))).toEqual(fiveOf(6))
  })
}

describe.each(Object.entries(clients))('a limit in Redis, by %s', (_, connect) => {
  let server: RedisServer
  beforeAll(async () => {
    server = await RedisServer.start()
  })
  afterAll(() => server.close())
  afterEach(() => server.cli('FLUSHALL'))

  sharing(() => connect(server))

  test('leaves no address in Redis, and nothing when its window ends', async () => {
    const { visits } = await processOf(connect(server))
    const inOneSecond = { points: 5, seconds: 1 }
    let keys: string[] = []
    await until('Redis has counted both', async () => {
      await visits.limit(requestFrom('192.0.2.77'), 'comments', inOneSecond)
      await visits.limit(requestFrom('2001:db8:1:2::77'), 'comments', inOneSecond)
      keys = (await server.cli('KEYS', '*')).split('\n')
      return keys.filter((key) => key.startsWith('visits:{main:limit:comments:')).length === 2
    })
    expect(keys.filter((key) => key.includes('192.0.2') || key.includes('2001:db8'))).toEqual([])
    await until('the windows are gone', async () => !(await server.cli('KEYS', '*')).includes(':limit:'))
  })

  test('is not forgotten by a Redis that was flushed: each process knows its own', async () => {
    const { comments } = await processOf(connect(server))
    await comments(5, '192.0.2.1')
    await server.cli('FLUSHALL')
    expect(limitedOf(await comments(1, '192.0.2.1'))).toEqual([true])
  })

  test('adds no command to the site’s own client', async () => {
    const { client, end } = await connect(server)
    endings.push(end)
    await redisCommand(client)('any', ['GET', 'any'])
    const before = Object.keys(client)
    const { visits, comments } = limiting({ store: client })
    await comments(1, '192.0.2.1')
    await visits.stop()
    expect(Object.keys(client)).toEqual(before)
  })

  test('is counted where a request was beyond it', async () => {
    const { visits } = await processOf(connect(server))
    const site = await Site.start(async (request, response) => {
      response.end((await visits.limit(request, 'comments', { points: 1, seconds: 60 })).limited ? 'ignored' : 'kept')
    })
    endings.push(() => site.close())
    visits.listen(site.server)
    const bodies: string[] = []
    for (let count = 0; count < 3; count++) bodies.push((await site.get('/', {}, 'POST')).body)
    expect(bodies).toEqual(['kept', 'ignored', 'ignored'])
    await until('all are counted', async () => {
      await visits.flush()
      return (await visits.top('statuses')).total === 3
    })
    expect((await visits.top('limited')).rows).toEqual([{ value: 'comments', count: 2 }])
  })
})

describe.each(Object.entries(clusterClients))('a limit in %s', (_, connect) => {
  let cluster: RedisCluster
  beforeAll(async () => {
    cluster = await RedisCluster.start()
  })
  afterAll(() => cluster.close())
  sharing(() => connect(cluster))
})

const ailments: [string, (server: RedisServer) => unknown, (server: RedisServer) => unknown][] = [
  ['dead', (server) => server.kill(), (server) => server.again()],
  ['frozen', (server) => server.freeze(), (server) => server.thaw()],
  [
    'slow beyond measure',
    (server) => server.cli('CLIENT', 'PAUSE', '600000', 'WRITE'),
    (server) => server.cli('CLIENT', 'UNPAUSE'),
  ],
]

describe.each(Object.entries(clients))('a limit whose Redis is of no use, by %s', (_, connect) => {
  test.each(ailments)('%s: is decided from memory, and by Redis once it is back', async (_, fall, rise) => {
    const server = await RedisServer.start({ persistence: 'append-only file' })
    endings.push(() => server.close())
    const one = await processOf(connect(server))
    const { visits, comments, errors } = one
    const rejections: unknown[] = []
    const note = (reason: unknown) => rejections.push(reason)
    process.on('unhandledRejection', note)
    endings.push(() => process.off('unhandledRejection', note))

    expect(limitedOf(await comments(3, '192.0.2.1'))).toEqual([false, false, false])
    await fall(server)
    expect(limitedOf(await comments(4, '192.0.2.1'))).toEqual([false, false, true, true])
    expect(limitedOf(await comments(6, '192.0.2.2'))).toEqual(fiveOf(6))
    const isAway = 'Redis is not asked about limits now, each process decides for itself: '
    expect(visits.problems).toEqual([expect.stringContaining(isAway)])
    expect(errors).toContainEqual(expect.stringContaining(isAway))

    await rise(server)
    await until('Redis is asked again', async () => {
      await comments(1, '192.0.2.3')
      return visits.problems.length === 0
    })
    expect(limitedOf(await comments(1, '192.0.2.1'))).toEqual([true])
    await untilShared(one, await processOf(connect(server)))
    expect(rejections).toEqual([])
  })

  test('never there: is decided from memory from the first request on', async () => {
    const server = await RedisServer.start()
    endings.push(() => server.close())
    const connected = await connect(server)
    server.freeze()
    const { comments } = await processOf(Promise.resolve(connected))
    expect(limitedOf(await comments(6, '192.0.2.1'))).toEqual(fiveOf(6))
  })

  test('leaves few commands in the client, however many the requests', async () => {
    const server = await RedisServer.start()
    endings.push(() => server.close())
    const { visits, comments } = await processOf(connect(server))
    await comments(1, '192.0.2.1')
    server.freeze()
    await comments(1, '192.0.2.1')
    await Promise.all(
      Array.from({ length: 2_000 }, (_, index) =>
        visits.limit(requestFrom(`198.51.100.${index % 250}`), 'comments', hourly),
      ),
    )
    server.thaw()
    await until('Redis is asked again', () => visits.problems.length === 0)
    const scripts = Number(/cmdstat_eval:calls=(\d+)/.exec(await server.cli('INFO', 'commandstats'))?.[1])
    expect(scripts).toBeLessThan(10)
  })
})
