import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createVisits, type Visits, type VisitsOptions } from '../../src/index.ts'
import { RedisServer } from '../servers/redis.ts'
import { Site } from '../site.ts'
import { until } from '../until.ts'
import { type Connected, clients } from './clients.ts'

let server: RedisServer
let connected: Connected
let site: Site
const endings: (() => unknown)[] = []

beforeAll(async () => {
  server = await RedisServer.start()
  connected = await (clients['node-redis'] as (typeof clients)[string])(server)
  site = await Site.start()
})
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
  await server.cli('FLUSHALL')
})
afterAll(async () => {
  await site.close()
  connected.end()
  await server.close()
})

function counting(options: Partial<VisitsOptions> = {}): Visits {
  const visits = createVisits({ store: connected.client, ...options }).listen(site.server)
  endings.push(() => visits.stop())
  return visits
}

/** Asks for pages one after another, and waits until all are counted. */
async function ask(visits: Visits, ...requests: [path: string, headers?: Record<string, string>, method?: string][]) {
  let ended = 0
  const remove = visits.on('finish', () => ended++)
  for (const [path, headers, method] of requests) await site.get(path, headers, method)
  await until('all responses have ended', () => ended === requests.length)
  remove()
  await visits.flush()
}

const values = async (visits: Visits, dimension: Parameters<Visits['top']>[0], days?: number) =>
  Object.fromEntries(
    (await visits.top(dimension, days === undefined ? {} : { days })).rows.map(({ value, count }) => [value, count]),
  )

const safari =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15'

describe('requests counted in Redis', () => {
  test('by every dimension, per day and in total', async () => {
    const visits = counting()
    await ask(
      visits,
      ['/'],
      ['/', { 'user-agent': safari, referer: 'https://news.example/' }],
      ['/rhymes/?utm_source=letter'],
      ['/rhymes/', { 'sec-purpose': 'prefetch' }],
      ['/moved'],
      ['/missing'],
      ['/', {}, 'POST'],
      ['/', { 'user-agent': 'Googlebot/2.1' }],
    )
    visits.event('rhyme saved', { user: 'ann', properties: { lines: 4 } })
    await visits.flush()
    for (const days of [1, undefined]) {
      expect(await values(visits, 'paths', days)).toEqual({ '/': 2, '/rhymes/': 1 })
      expect(await values(visits, 'referrers', days)).toEqual({ '(direct)': 2, 'news.example': 1 })
      expect(await values(visits, 'browsers', days)).toEqual({ Firefox: 2, Safari: 1 })
      expect(await values(visits, 'platforms', days)).toEqual({ Linux: 2, macOS: 1 })
      expect(await values(visits, 'campaigns', days)).toEqual({ letter: 1 })
      expect(await values(visits, 'prefetches', days)).toEqual({ '/rhymes/': 1 })
      expect(await values(visits, 'statuses', days)).toEqual({ 200: 6, 301: 1, 404: 1 })
      expect(await values(visits, 'events', days)).toEqual({ 'rhyme saved': 1 })
      const reasons = { bot: 1, error: 1, method: 1, prefetch: 1, redirect: 1 }
      expect(await values(visits, 'left_out', days)).toEqual(reasons)
      expect((await visits.top('hours')).total).toBe(3)
    }
  })

  test('what is called as the rest is counted apart from it', async () => {
    const visits = counting()
    await ask(visits, ['/?utm_source=(other)'], ['/?utm_source=%28other%29&utm_medium='])
    visits.event('(other)')
    await visits.flush()
    for (const dimension of ['campaigns', 'events'] as const) expect((await visits.top(dimension)).other).toBe(0)
    expect(await values(visits, 'campaigns')).toEqual({ other: 2 })
    expect(await values(visits, 'events')).toEqual({ other: 1 })
  })

  test('by day in a series, and different visitors of each day', async () => {
    const visits = counting()
    const from = (address: string) => ({ 'x-forwarded-for': address })
    const behind = counting({ site: 'behind', trustedProxies: 1 })
    await ask(visits, ['/', from('192.0.2.1')], ['/a', from('192.0.2.2')])
    await behind.flush()
    const today = new Date().toISOString().slice(0, 10)
    expect((await visits.series('paths', { days: 3 })).map(({ count }) => count)).toEqual([0, 0, 2])
    expect(await visits.series('paths', { days: 1, value: '/a' })).toEqual([{ day: today, count: 1 }])
    // Nobody said that there is a proxy to be believed.
    expect(await visits.series('visitors', { days: 1 })).toEqual([{ day: today, count: 1 }])
    expect(await behind.series('visitors', { days: 1 })).toEqual([{ day: today, count: 2 }])
  })

  test('one visitor, however the address is spelled, and whatever else was sent', async () => {
    const visits = counting({ trustedProxies: 1 })
    const from = (address: string) => ['/', { 'x-forwarded-for': address }] as [string, Record<string, string>]
    const sent = ['192.0.2.1', '"192.0.2.1:5000"', '::ffff:192.0.2.1', '6.6.6.6, 192.0.2.1', '192.0.2.1']
    // The first tells which salt is today's, so that the others are told apart by what this process knows.
    for (const address of sent) await ask(visits, from(address))
    expect((await visits.series('visitors', { days: 1 }))[0]?.count).toBe(1)
    await ask(visits, from('2001:db8::1'), from('2001:db8::2'), from('2001:db8:0:1::1'), from('no address'))
    expect((await visits.series('visitors', { days: 1 }))[0]?.count).toBe(3)
  })

  test('without a hook of the site: many at once, each counted once', async () => {
    const visits = counting()
    await Promise.all(Array.from({ length: 200 }, (_, n) => site.get(`/${n % 10}`)))
    await until('all are counted', async () => {
      await visits.flush()
      return (await visits.top('statuses')).total >= 200
    })
    // A flush of the timer may have brought the statuses before the rest.
    await visits.flush()
    expect((await visits.top('paths')).rows.map(({ count }) => count)).toEqual(Array(10).fill(20))
    expect((await visits.series('visitors', { days: 1 }))[0]?.count).toBe(1)
  })

  test('a visitor who comes by two processes, and again after a restart, is one', async () => {
    for (const _ of [1, 2]) {
      const visits = counting()
      await ask(visits, ['/'])
      await visits.stop()
    }
    const visits = counting()
    expect((await visits.series('visitors', { days: 1 }))[0]?.count).toBe(1)
    expect((await visits.top('paths')).total).toBe(2)
  })

  test('no address and no user agent goes to Redis', async () => {
    const visits = counting()
    await ask(visits, ['/', { 'user-agent': `${safari} unmistakable` }])
    const dump = await Promise.all(
      (await server.cli('KEYS', '*')).split('\n').map(async (key) => `${key} ${await server.cli('DUMP', key)}`),
    )
    expect(dump.length).toBeGreaterThan(10)
    expect(dump.join('\n')).not.toMatch(/unmistakable|127\.0\.0\.1/)
  })

  test('a day’s counts expire, totals stay', async () => {
    const visits = counting({ keepDays: 7 })
    await ask(visits, ['/'])
    const today = new Date().toISOString().slice(0, 10)
    const seconds = Number(await server.cli('TTL', `visits:{main:paths:${today}}`))
    expect(seconds).toBeGreaterThan(7 * 86_400)
    expect(seconds).toBeLessThanOrEqual(9 * 86_400)
    expect(await server.cli('TTL', `visits:{main:paths:${today}}:meta`)).not.toBe('-1')
    expect(await server.cli('TTL', 'visits:{main:paths:total}')).toBe('-1')
  })

  test('a day’s salt is gone two days after it, also where it came late', async () => {
    const visits = counting()
    await ask(visits, ['/'])
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    const seconds = Number(await server.cli('TTL', `visits:{main:salt:${yesterday}}`))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(2 * 86_400)
  })

  test('a script that the server forgot is given again', async () => {
    const visits = counting()
    visits.event('one')
    await visits.flush()
    await server.cli('SCRIPT', 'FLUSH')
    visits.event('two')
    await visits.flush()
    expect(await values(visits, 'events')).toEqual({ one: 1, two: 1 })
    expect(visits.problems).toEqual([])
  })

  test('an eviction policy that would drop counters is warned of, once', async () => {
    await server.cli('CONFIG', 'SET', 'maxmemory', '100mb')
    await server.cli('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
    endings.push(() => server.cli('CONFIG', 'SET', 'maxmemory', '0'))
    const errors: string[] = []
    const visits = counting({ onError: ({ message }) => errors.push(message) })
    await ask(visits, ['/'], ['/'])
    await visits.flush()
    expect(errors).toEqual([expect.stringMatching(/^Redis drops counters .* must be noeviction, .*"allkeys-lru"\)$/)])
    expect((await visits.top('paths')).total).toBe(2)
  })

  test('data of a newer schema is left alone, and said', async () => {
    await server.cli('SET', 'visits:{main}:schema', '2')
    const visits = counting({ onError: () => {} })
    await ask(visits, ['/'])
    expect(visits.problems).toEqual([
      expect.stringMatching(/is 2, and this version of @analytical\/visits writes schema 1/),
    ])
    await expect(visits.top('paths')).rejects.toThrow(/schema 1/)
    expect(await visits.stop()).toBe(false)
    expect(await server.cli('KEYS', '*')).toBe('visits:{main}:schema')
  })

  test('a query that makes no sense says why', async () => {
    const visits = counting()
    await expect(visits.top('colours' as never)).rejects.toThrow('top counts paths, referrers')
    await expect(visits.top('paths', { limit: 0 })).rejects.toThrow(
      'limit must be a whole number up to 100000, like 10 (got 0)',
    )
    await expect(visits.series('paths', { days: 1.5 })).rejects.toThrow('days must be a whole number')
  })
})

describe("keys: 'plain'", () => {
  test('redis-cli reads what articles show', async () => {
    const visits = counting({ keys: 'plain' })
    await ask(
      visits,
      ['/'],
      ['/', { referer: 'https://news.example/' }],
      ['/rhymes/'],
      ['/about'],
      ['/moved'],
      ['/', { 'user-agent': safari }, 'POST'],
    )
    expect(await server.cli('ZRANGE', 'visitors', '0', '-1', 'WITHSCORES')).toBe('/rhymes/\n1\n/\n3')
    expect(await server.cli('ZRANGE', 'referrers', '0', '-1', 'WITHSCORES')).toBe('news.example\n1')
    expect(await server.cli('ZRANGE', 'browser', '0', '-1', 'WITHSCORES')).toBe('Safari\n1\nFirefox\n5')
    expect(await server.cli('ZRANGE', 'platform', '0', '-1', 'WITHSCORES')).toBe('macOS\n1\nLinux\n5')
    expect(await values(visits, 'paths')).toEqual({ '/': 3, '/rhymes/': 1 })
    await expect(visits.top('paths', { days: 7 })).rejects.toThrow('counts in total, not by day')
  })
})
