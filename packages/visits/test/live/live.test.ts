import { once } from 'node:events'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { NotAllowed, type Presence, type VisitsOptions } from '../../src/index.ts'
import { page, Site } from '../site.ts'
import { until } from '../until.ts'
import { withoutStore } from '../without-store.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

// Its Redis is away: what one process sees is shown all the same.
async function watched(options: Partial<VisitsOptions> = {}) {
  const { visits, errors, end } = withoutStore({
    flushEvery: 20,
    live: { guard: ({ headers }) => headers['x-user'] === 'mara' },
    user: ({ headers }) => headers['x-user'],
    route: ({ url }) => (url.startsWith('/rhymes/') ? '/rhymes/:id' : undefined),
    ...options,
  })
  const responses: ServerResponse[] = []
  const site = await Site.start((asked, response) => {
    if (asked.url !== '/live') return page(asked, response)
    responses.push(response)
    visits.liveEvents(asked, response)
  })
  visits.listen(site.server)
  ends.push(end, () => site.close())
  return { visits, site, errors, responses, as: (user: string) => ({ 'x-user': user }) }
}

/** Opens the stream of events, and reads it as a browser does. */
async function eventsOf(site: Site, user = 'mara') {
  const asked = request({ port: site.port, path: '/live', headers: { 'x-user': user } })
  asked.end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  ends.push(async () => void asked.destroy())
  asked.on('error', () => {})
  let text = ''
  let isOver = false
  response.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  response
    .on('error', () => {})
    .on('close', () => {
      isOver = true
    })
  const presences = (): Presence[] => [...text.matchAll(/^data: (.*)\n\n/gm)].map(([, data = '']) => JSON.parse(data))
  return { response, presences, isOver: () => isOver }
}

const anyRequest = { httpVersion: '1.1', headers: { 'x-user': 'mara' } }

describe('who is on the site', () => {
  test('is told by name: where, since when, how many hits, doing what', async () => {
    const { visits, site, as } = await watched({
      activities: [{ name: 'reading', any: ['GET /rhymes/:id'], minHits: 2 }],
    })
    const before = Date.now()
    await site.get('/', as('ann'))
    await site.get('/rhymes/1', as('ann'))
    await site.get('/rhymes/2', as('ann'))
    await site.get('/', as('ben'))
    await site.get('/')
    let people: Presence['people'] = []
    for await (const presence of visits.live(anyRequest)) {
      people = presence.people
      if (people.length === 2) break
    }
    expect(people).toEqual([
      expect.objectContaining({ name: 'ben', where: '/', hits: 1, activity: undefined, address: '127.0.0.…' }),
      expect.objectContaining({ name: 'ann', where: '/rhymes/:id', hits: 3, activity: 'reading' }),
    ])
    expect(people[1]?.since).toBeGreaterThanOrEqual(before)
    expect(people[1]?.last).toBeGreaterThanOrEqual(people[1]?.since ?? 0)
  })

  test('is told in the order in which they came, within one millisecond too', async () => {
    const { visits, site, as } = await watched({ flushEvery: 60_000 })
    const reader = visits.live(anyRequest)
    for (const name of ['zoe', 'ann', 'mia', 'ann', 'zoe']) await site.get('/', as(name))
    await visits.flush()
    const { people } = (await reader.next()).value as Presence
    expect(people.map(({ name }) => name)).toEqual(['zoe', 'ann', 'mia'])
    await reader.return?.()
  })

  test('is told anew when somebody moves on, and not when nothing happens', async () => {
    const { site, as } = await watched()
    await site.get('/', as('ann'))
    const { presences } = await eventsOf(site)
    await until('ann is there', () => presences().at(-1)?.people[0]?.where === '/')
    await site.get('/rhymes/5', as('ann'))
    await until('ann has moved on', () => presences().at(-1)?.people[0]?.where === '/rhymes/:id')
    expect(presences().every(({ skipped }) => skipped === 0)).toBe(true)
    expect(presences().length).toBeLessThanOrEqual(3)
  })

  test('is not who looks', async () => {
    const { site, as, visits } = await watched()
    const { presences, response } = await eventsOf(site)
    await site.get('/', as('ann'))
    await until('ann is there', () => presences().at(-1)?.people.length === 1)
    expect(presences().at(-1)?.people[0]?.name).toBe('ann')
    response.destroy()
    await visits.flush()
    expect(visits.problems.join()).toContain('live shows what this process sees only: Redis is away')
  })

  test('names, where they are e-mail addresses, keep their first letter; all of it where the site says so', async () => {
    for (const [unmasked, name, address] of [
      [false, 'j…@example.com', '127.0.0.…'],
      [true, 'jeff@example.com', '127.0.0.1'],
    ] as const) {
      const { visits, site, as } = await watched({ live: { guard: () => true, unmasked } })
      await site.get('/', as('jeff@example.com'))
      for await (const { people } of visits.live(anyRequest)) {
        if (people.length === 0) continue
        expect(people[0]).toMatchObject({ name, address })
        break
      }
    }
  })

  test('may have a name and a path of any text: an event stays one line', async () => {
    const { visits, site } = await watched({ user: () => ({ id: 'x\n\ndata: {}', username: '</script>\r\ndata: 1' }) })
    await site.get('/a%0Ab%0D%0Adata:')
    const { presences } = await eventsOf(site)
    await until('there is an event', () => presences().length > 0)
    expect(presences()[0]?.people[0]).toMatchObject({
      name: '</script>\ufffd\ufffddata: 1',
      where: '/a\ufffdb\ufffd\ufffddata:',
    })
    expect(visits.problems.length).toBeLessThanOrEqual(2)
  })

  test('is at most a thousand people of one process', async () => {
    const { visits, site, as } = await watched({ flushEvery: 60_000 })
    for (let index = 0; index < 1_010; index += 10) {
      await Promise.all(Array.from({ length: 10 }, (_, more) => site.get('/', as(`user ${index + more}`))))
    }
    await site.get('/', as('the last one'))
    const reader = visits.live(anyRequest)
    await visits.flush()
    const { people } = (await reader.next()).value as Presence
    expect(people).toHaveLength(1_000)
    expect(people[0]?.name).toBe('the last one')
    await reader.return?.()
  })
})

describe('who may look', () => {
  test('is who the guard lets: others get 403, and an error', async () => {
    const { visits, site, as } = await watched()
    expect(await site.get('/live', as('ann'))).toEqual({ status: 403, body: 'Not for everybody.' })
    expect(() => visits.live({ httpVersion: '1.1', headers: {} })).toThrow(NotAllowed)
  })

  test.each<[string, () => unknown, RegExp]>([
    [
      'throws',
      () => {
        throw new Error('no session')
      },
      /^no session$/,
    ],
    ['promises', async () => true, /^live\.guard must answer true or false at once, like .* \(got a promise\)$/],
    ['answers something else than true', () => 'yes', /^$/],
  ])('is nobody where the guard %s', async (_, guard, message) => {
    const { site, errors, as } = await watched({ live: { guard: guard as () => boolean } })
    expect((await site.get('/live', as('mara'))).status).toBe(403)
    expect(errors.filter((error) => !error.includes('Redis')).join()).toMatch(message)
  })

  test('needs the option, and Node’s request', async () => {
    const { visits, errors, end } = withoutStore()
    ends.push(end)
    expect(() => visits.live(anyRequest)).toThrow('nobody may look who is here: say who may, like createVisits({ live:')
    const other = await watched()
    expect(() => other.visits.live({})).toThrow(NotAllowed)
    expect(other.errors.join()).toContain("visits.live must get Node's own request")
    expect(errors).toEqual([])
  })
})

describe('a reader', () => {
  test('that is slow gets the newest, and hears how many it has missed', async () => {
    const { visits, site, as } = await watched()
    const reader = visits.live(anyRequest)
    await site.get('/', as('ann'))
    await visits.flush()
    for (const path of ['/b', '/c', '/d']) {
      await site.get(path, as('ann'))
      await visits.flush()
    }
    const first = await reader.next()
    await site.get('/e', as('ann'))
    await visits.flush()
    const last = await reader.next()
    expect((first.value as Presence).people[0]?.where).toBe('/')
    expect((last.value as Presence).people[0]?.where).toBe('/e')
    expect((last.value as Presence).skipped).toBe(3)
    await reader.return?.()
    expect(await reader.next()).toEqual({ done: true, value: undefined })
  })

  test('that is slow has missed nothing while nothing happens', async () => {
    const { visits, site, as } = await watched({ flushEvery: 60_000 })
    const reader = visits.live(anyRequest)
    for (const path of ['/a', '/b']) {
      await site.get(path, as('ann'))
      await visits.flush()
    }
    for (let again = 0; again < 5; again++) await visits.flush()
    await reader.next()
    await visits.flush()
    const { people, skipped } = (await reader.next()).value as Presence
    expect({ where: people[0]?.where, skipped }).toEqual({ where: '/b', skipped: 0 })
    await reader.return?.()
  })

  test('that takes nothing any more has nothing kept for it', async () => {
    const { site, as, responses, visits } = await watched()
    const { response, presences } = await eventsOf(site)
    await until('the stream has begun', () => responses.length === 1)
    response.pause()
    response.socket.pause()
    const [stream] = responses as [ServerResponse]
    const crowd = Array.from({ length: 200 }, (_, index) => `user ${index}`)
    for (const user of crowd) await site.get(`/${'x'.repeat(250)}`, as(user))
    // Until neither the socket nor the system takes any more.
    for (let stuck = 0, round = 0; stuck < 5; round++) {
      await site.get(`/round/${round}`, as('ann'))
      const before = stream.writableLength
      await visits.flush()
      stuck = before > 0 && stream.writableLength === before ? stuck + 1 : 0
    }
    const most = stream.writableLength
    for (let round = 0; round < 5; round++) {
      await site.get(`/more/${round}`, as('ann'))
      await visits.flush()
    }
    // Each list is longer than that.
    expect(stream.writableLength).toBeLessThan(most + 20_000)
    response.socket.resume()
    response.resume()
    await until('it hears that it has missed some', async () => {
      await site.get('/again', as('ann'))
      return presences().some(({ skipped }) => skipped > 0)
    })
  })

  test('is let in anew every five minutes: a browser comes back by itself, and the guard is asked again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    ends.push(async () => void vi.useRealTimers())
    const moderators = new Set(['mara'])
    const { site, as, visits } = await watched({ live: { guard: ({ headers }) => moderators.has(headers['x-user']) } })
    const { presences, isOver } = await eventsOf(site)
    await site.get('/a', as('ann'))
    await visits.flush()
    await until('the event', () => presences().at(-1)?.people[0]?.where === '/a')
    moderators.clear()
    vi.advanceTimersByTime(5 * 60_000 - 1)
    await site.get('/b', as('ann'))
    await visits.flush()
    await until('the last event', () => presences().at(-1)?.people[0]?.where === '/b')
    expect(isOver()).toBe(false)
    vi.advanceTimersByTime(1)
    await until('the stream has ended', isOver)
    expect((await site.get('/live', as('mara'))).status).toBe(403)
  })

  test('is ended at once by stop()', async () => {
    const { visits, site } = await watched()
    const { isOver } = await eventsOf(site)
    const reader = visits.live(anyRequest)
    const asked = reader.next()
    const stopped = visits.stop({ deadline: 100 })
    expect((await asked).done).toBe(true)
    await until('the stream is over', isOver)
    await stopped
  })

  test('that comes after stop() is ended, too', async () => {
    const { visits, site } = await watched()
    await visits.stop({ deadline: 100 })
    const { isOver } = await eventsOf(site)
    await until('the stream is over', isOver)
    expect(await visits.live(anyRequest).next()).toEqual({ done: true, value: undefined })
  })

  test('whose response has begun already is left as it is, and told of', async () => {
    const { visits, errors, end } = withoutStore({ live: { guard: () => true } })
    const site = await Site.start((asked, response) => {
      response.writeHead(200)
      visits.liveEvents(asked, response)
      response.end('a page')
    })
    ends.push(end, () => site.close())
    expect(await site.get('/')).toEqual({ status: 200, body: 'a page' })
    expect(errors.join()).toContain('visits.liveEvents must get a response of which nothing was sent yet')
  })
})
