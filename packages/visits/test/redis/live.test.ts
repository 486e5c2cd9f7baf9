import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createVisits, type Presence, type Visits } from '../../src/index.ts'
import { RedisServer } from '../servers/redis.ts'
import { RedisCluster } from '../servers/redis-cluster.ts'
import { Site } from '../site.ts'
import { until } from '../until.ts'
import { type Connected, clients, clusterClients } from './clients.ts'

const moderator = { httpVersion: '1.1', headers: {} }

let server: RedisServer
let cluster: RedisCluster
beforeAll(async () => {
  server = await RedisServer.start()
  cluster = await RedisCluster.start()
})
afterAll(async () => {
  await server.close()
  await cluster.close()
})

/** One process of a site: what it shares with the others is in Redis only. */
async function processOf(connected: Connected, site: string) {
  const visits = createVisits({
    store: connected.client,
    site,
    flushEvery: 20,
    live: { guard: () => true },
    activities: [{ name: 'reading', any: ['GET /rhymes/:id'] }],
    user: ({ headers }) => headers['x-user'],
    onError: () => {},
  })
  const served = await Site.start()
  visits.listen(served.server)
  const end = async () => {
    await served.close()
    await visits.stop({ deadline: 500 })
    connected.end()
  }
  return { visits, end, visit: (path: string, user: string) => served.get(path, { 'x-user': user }) }
}

/** Reads until the people are as they should be. */
async function seenBy(visits: Visits, isRight: (people: Presence['people']) => boolean): Promise<Presence['people']> {
  for await (const { people } of visits.live(moderator)) if (isRight(people)) return people
  throw new Error('the reading ended')
}

const ways: [string, () => Promise<Connected>][] = [
  ...Object.entries(clients).map(([name, connect]): [string, () => Promise<Connected>] => [
    name,
    () => connect(server),
  ]),
  ...Object.entries(clusterClients).map(([name, connect]): [string, () => Promise<Connected>] => [
    name,
    () => connect(cluster),
  ]),
]

describe.each(ways)('two processes, by %s', (way, connect) => {
  test('see each other’s people, and one of both as one', async () => {
    const site = way.replace(/\W+/g, '-')
    const [one, other] = [await processOf(await connect(), site), await processOf(await connect(), site)]
    try {
      await one.visit('/first', 'ann')
      await one.visit('/a', 'ben')
      await one.visits.flush()
      await other.visit('/second', 'ann')
      await other.visits.flush()
      for (const { visits } of [one, other]) {
        const people = await seenBy(visits, (all) => all.length === 2 && all[0]?.hits === 2)
        expect(people).toMatchObject([
          { name: 'ann', where: '/second', hits: 2 },
          { name: 'ben', where: '/a', hits: 1 },
        ])
      }
      await one.visit('/third', 'ann')
      await seenBy(other.visits, ([first]) => first?.where === '/third' && first.hits === 3)
    } finally {
      await one.end()
      await other.end()
    }
  })
})

test('what other versions write, and anybody else, is passed over', async () => {
  const connected = await clients.ioredis?.(server)
  if (connected === undefined || !('call' in connected.client)) throw new Error('ioredis is not there')
  const person = { id: 'x', name: 'x', where: '/', since: 1, last: Date.now(), hits: 1 }
  const odd = [null, 'x', {}, person, { ...person, recent: [null] }, { ...person, recent: [], last: 'now' }]
  const whole = odd.map((one) => JSON.stringify({ process: 'p', seen: [one] }))
  for (const told of ['not json', '{}', '{"process":1,"seen":[]}', '[]', 'null', ...whole])
    await connected.client.call('XADD', 'visits:{odd:live}:people', '*', 'told', told)
  const { visits, visit, end } = await processOf(connected, 'odd')
  await visit('/', 'ann')
  expect(await seenBy(visits, ({ length }) => length > 0)).toMatchObject([{ name: 'ann' }])
  expect(visits.problems).toEqual([])
  await end()
})

test('what is told is gone from Redis when everybody in it has gone', async () => {
  const connected = await clients.ioredis?.(server)
  if (connected === undefined || !('call' in connected.client)) throw new Error('ioredis is not there')
  const { call } = connected.client
  const redis = call.bind(connected.client)
  const key = 'visits:{old:live}:people'
  const id = `${Date.now() - 6 * 60_000}-0`
  await redis('XADD', key, id, 'told', JSON.stringify({ process: 'p', seen: [] }))
  const { visits, visit, end } = await processOf(connected, 'old')
  await visit('/', 'ann')
  await visits.flush()
  const kept = JSON.stringify(await redis('XRANGE', key, '-', '+'))
  expect(kept).toContain('ann')
  expect(kept).not.toContain(id)
  expect(await redis('TTL', key)).toBeLessThanOrEqual(300)
  await end()
})

test('a Redis that freezes leaves this process’s own people, and is told of; then the others are back', async () => {
  const away = await RedisServer.start()
  const connect = clients.ioredis as NonNullable<(typeof clients)['ioredis']>
  const [one, other] = [await processOf(await connect(away), 'away'), await processOf(await connect(away), 'away')]
  await other.visit('/', 'ben')
  await seenBy(one.visits, ({ length }) => length === 1)
  away.freeze()
  await one.visit('/', 'ann')
  await seenBy(one.visits, ([first]) => first?.name === 'ann')
  await until('it is told', () => one.visits.problems.join().includes('live shows what this process sees only'))
  away.thaw()
  await other.visit('/again', 'ben')
  await seenBy(one.visits, ([first]) => first?.where === '/again')
  await one.end()
  await other.end()
  await away.close()
})
