import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Visits, VisitsOptions } from '../../src/index.ts'
import { page, Site } from '../site.ts'
import { until } from '../until.ts'
import { withoutStore } from '../without-store.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

function counting(options: Partial<VisitsOptions> = {}) {
  const made = withoutStore(options)
  endings.push(made.end)
  return made
}

async function site(visits: Visits, answer: RequestListener = page): Promise<Site> {
  const started = await Site.start(answer)
  visits.listen(started.server)
  endings.push(() => started.close())
  return started
}

describe('listening on Node’s own channels', () => {
  test('each request is seen once, when its response has ended', async () => {
    const { visits, hits } = counting()
    const { get } = bound(await site(visits))
    expect((await get('/rhymes/?page=2', { referer: 'https://news.example/today' })).status).toBe(200)
    await until('the hit is there', () => hits.length > 0)
    expect(hits).toHaveLength(1)
    expect(hits[0]).toMatchObject({
      method: 'GET',
      path: '/rhymes/',
      status: 200,
      referrer: 'news.example',
      leftOut: undefined,
      user: undefined,
      agent: { browser: 'Firefox', platform: 'Linux', isBot: false },
    })
  })

  test('a second listen and observe do not count twice', async () => {
    const { visits, hits } = counting()
    const { get } = bound(
      await site(visits, (request, response) => {
        visits.observe(request, response)
        page(request, response)
      }),
    )
    visits.listen()
    await get('/')
    await get('/again')
    await until('both hits are there', () => hits.length >= 2)
    expect(hits.map(({ path }) => path)).toEqual(['/', '/again'])
  })

  test('after stop nothing is counted', async () => {
    const { visits, hits } = counting()
    const { get } = bound(await site(visits))
    await visits.stop({ deadline: 10 })
    expect((await get('/')).status).toBe(200)
    expect(hits).toEqual([])
  })

  test('a client that goes away is left out as aborted', async () => {
    const { visits, hits } = counting()
    let isAsked = false
    const { port } = await site(visits, (_, response) => {
      isAsked = true
      response.write('<h1>')
    })
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    socket.write('GET /slow HTTP/1.1\r\nhost: a\r\nuser-agent: Mozilla/5.0 Firefox/133.0\r\n\r\n')
    await until('the server is asked', () => isAsked)
    socket.destroy()
    await until('the hit is there', () => hits.length > 0)
    expect(hits[0]).toMatchObject({ path: '/slow', leftOut: 'aborted' })
  })

  test('what a router did to the address on the way does not matter', async () => {
    const { visits, hits } = counting()
    const { get } = bound(
      await site(visits, (request, response) => {
        request.url = '/rewritten'
        page(request, response)
      }),
    )
    await get('/asked')
    await until('the hit is there', () => hits.length > 0)
    expect(hits[0]?.path).toBe('/asked')
  })

  test('HTTP/2 is observed', async () => {
    const { visits, hits } = counting({ user: () => 'ann' })
    const server = createHttp2Server((request, response) => {
      visits.observe(request, response)
      response.setHeader('content-type', 'text/html')
      response.end('<h1>Rhymes</h1>')
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const session = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    endings.push(
      () => server.close(),
      () => session.destroy(),
    )
    const agent = 'Mozilla/5.0 (Windows NT 10.0; rv:133.0) Gecko/20100101 Firefox/133.0'
    const stream = session.request({
      ':path': '/two?utm_source=letter',
      'user-agent': agent,
      referer: session.originSet?.[0],
    })
    await once(stream.resume(), 'end')
    await until('the hit is there', () => hits.length > 0)
    expect(hits).toHaveLength(1)
    expect(hits[0]).toMatchObject({ path: '/two', status: 200, user: 'ann', campaign: 'letter', leftOut: undefined })
    expect(hits[0]?.visitor).toEqual({ network: '127.0.0.1', userAgent: agent })
  })
})

describe('what the site tells', () => {
  test('user and route by options', async () => {
    const { visits, hits } = counting({
      user: (request) => request.headers['x-user'],
      route: ({ url }) => (url?.startsWith('/rhymes/') ? '/rhymes/:id' : undefined),
    })
    const { get } = bound(await site(visits))
    await get('/rhymes/12', { 'x-user': 'ann' })
    await get('/about')
    await until('both hits are there', () => hits.length === 2)
    expect(hits.map(({ user, route, path }) => [user, route, path])).toEqual([
      ['ann', '/rhymes/:id', '/rhymes/12'],
      [undefined, undefined, '/about'],
    ])
  })

  test('at the response’s end, in the request’s own context, of two that end together', async () => {
    const context = new AsyncLocalStorage<string>()
    const told: unknown[] = []
    const tell = (what: string) => () => void told.push(`${what} of ${context.getStore()}`)
    const { visits, unhook } = counting({ user: tell('user'), route: tell('route') })
    unhook()
    const open: (() => void)[] = []
    const { get } = bound(
      await site(visits, (request, response) => {
        open.push(() => context.run(request.headers.name as string, page, request, response))
        if (open.length === 2) for (const answer of open.splice(0)) answer()
      }),
    )
    const two = () => Promise.all(['ann', 'bob'].map((name) => get('/', { name })))
    await two()
    await until('all four were told', () => told.length === 4)
    visits.on('finish', tell('finish'))
    await two()
    await until('all ten were told', () => told.length === 10)
    const once = (what: string) => [`${what} of ann`, `${what} of bob`]
    expect(told.sort()).toEqual(
      [...once('finish'), ...once('route'), ...once('route'), ...once('user'), ...once('user')].sort(),
    )
  })

  test('set comes before the options, and adds up', async () => {
    const { visits, hits } = counting({ user: () => 'somebody' })
    const { get } = bound(
      await site(visits, (request, response) => {
        visits.set(request, { user: 'ann' })
        visits.set(request, { route: '/:page' })
        if (request.url === '/analytics') visits.set(request, { leaveOut: 'dashboard' })
        page(request, response)
      }),
    )
    await get('/about')
    await get('/analytics')
    await until('both hits are there', () => hits.length === 2)
    expect(hits.map(({ user, route, leftOut }) => [user, route, leftOut])).toEqual([
      ['ann', '/:page', undefined],
      ['ann', '/:page', 'dashboard'],
    ])
  })

  test('a framework’s own request is told apart from Node’s', () => {
    const { visits, errors } = counting()
    visits.set({ raw: {} } as never, { user: 'ann' })
    visits.set(undefined as never, { user: 'ann' })
    expect(errors[0]).toMatch(/^visits.set must get Node's own request: .*request.raw in Fastify/)
    expect(errors).toHaveLength(2)
  })

  test('exclude leaves out, and a fault of it too', async () => {
    const { visits, hits, errors } = counting({
      exclude: ({ url }) => {
        if (url === '/fault') throw new Error('no staff list')
        return url === '/staff'
      },
    })
    const { get } = bound(await site(visits))
    for (const path of ['/staff', '/fault', '/other']) await get(path)
    await until('all hits are there', () => hits.length === 3)
    expect(hits.map(({ leftOut }) => leftOut)).toEqual(['excluded', 'excluded', undefined])
    expect(errors).toContain('no staff list')
  })

  test('functions of the site that fail cost their own value and no page', async () => {
    const { visits, hits, errors } = counting({
      user: () => {
        throw new Error('user failed')
      },
      route: () => ({ odd: true }) as never,
    })
    visits.on('start', () => {
      throw new Error('start failed')
    })
    visits.on('finish', () => Promise.reject(new Error('finish failed')))
    const { get } = bound(await site(visits))
    expect((await get('/')).status).toBe(200)
    await until('all is reported', () => errors.length >= 3)
    expect(errors.sort()).toEqual(['finish failed', 'start failed', 'user failed'])
    expect(hits[0]).toMatchObject({ path: '/', user: undefined, route: undefined })
  })

  test('a hook is taken away by what on returns', async () => {
    const { visits, hits } = counting()
    let started = 0
    const remove = visits.on('start', () => started++)
    const { get } = bound(await site(visits))
    await get('/')
    remove()
    await get('/')
    await until('both hits are there', () => hits.length === 2)
    expect(started).toBe(1)
  })
})

const bound = (site: Site) => ({ get: site.get.bind(site) })
