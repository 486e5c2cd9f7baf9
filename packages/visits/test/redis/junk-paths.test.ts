import { afterAll, beforeAll, expect, test } from 'vitest'
import { calendar } from '../../src/classifying/calendar.ts'
import { Counters } from '../../src/counting/counters.ts'
import type { Hit } from '../../src/hit.ts'
import { Problems } from '../../src/problems.ts'
import type { CounterStore } from '../../src/stores/counter-store.ts'
import { redisStore } from '../../src/stores/redis/redis-store.ts'
import { RedisServer } from '../servers/redis.ts'
import { type Connected, clients } from './clients.ts'

const junk = 1_000_000
const values = 2_000

let server: RedisServer
let connected: Connected
beforeAll(async () => {
  server = await RedisServer.start()
  connected = await (clients.ioredis as (typeof clients)[string])(server)
})
afterAll(async () => {
  connected.end()
  await server.close()
})

test('a million junk paths: the cap holds, the top 100 are right, and (other) is the exact rest', async () => {
  const store: CounterStore = redisStore(connected.client, {
    site: 'main',
    keys: 'plain',
    values,
    keepDays: 9,
    warn: () => {},
  })
  const days = calendar('UTC')
  const problems = new Problems(() => {})
  const counters = new Counters({ store, keys: 'plain', values, calendar: days, problems, flushEvery: 60_000 })
  const at = days.at(Date.now())
  const hit = (path: string) =>
    counters.hit({ at, path, leftOut: undefined, referrer: '(direct)', agent: { browser: 'A', platform: 'B' } } as Hit)

  // Page 0 is asked for most, and each of the others a little less: no two have one count.
  const sent = new Map<string, number>()
  for (let index = 0; index < junk; index++) {
    hit(`/junk-${index}/`)
    if (index % 4 === 0) {
      const page = (index / 4) % 200
      const times = index / 4 < 200 * 1_000 - page * 200 ? 1 : 0
      if (times > 0) {
        hit(`/page-${page}/`)
        sent.set(`/page-${page}/`, (sent.get(`/page-${page}/`) ?? 0) + 1)
      }
    }
    if (index % 100_000 === 99_999) await counters.flush()
  }
  await counters.flush()
  counters.stop()

  const hot = [...sent].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)
  const all = junk + hot.reduce((sum, { count }) => sum + count, 0)
  const { rows, other, total } = await store.top('paths', ['total'], 10_000)
  expect(rows.slice(0, 100)).toEqual(hot.slice(0, 100))
  expect(rows.length).toBeLessThanOrEqual(2 * values)
  expect(total).toBe(all)
  expect(rows.reduce((sum, { count }) => sum + count, other)).toBe(all)
})
