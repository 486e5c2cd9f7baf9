import { matchers } from '@analytical/testing/vitest'
import { serve } from '@hono/node-server'
import { type Env, Hono, type MiddlewareHandler } from 'hono'
import { NONCE, secureHeaders } from 'hono/secure-headers'
import { describe, expect, test } from 'vitest'
import { type TrackingVariables, tracking } from '../../src/frameworks/hono.ts'
import { probe } from '../probe.ts'
import { asking, nonceIn, seenIn, tagOf } from './pages.ts'
import { originOf, type Running } from './servers/site.ts'

expect.extend(matchers({ providers: [probe('probe')] }))

const served = <E extends Env>({ fetch }: Hono<E>) =>
  asking(
    new Promise<Running>((resolve) => {
      const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () =>
        resolve({ origin: originOf(server), isHttp2: false, close: () => server.close() }),
      )
    }),
  )

type OfSite = { Variables: TrackingVariables & { user: { username: string } } }
const jeff = { username: 'jeff' }

test('the user is the variable user, and the page view is among the variables', async () => {
  const { analytical, tag } = tagOf()
  const app = new Hono<OfSite>()
  app.use(async (c, next) => {
    c.set('user', jeff)
    await next()
  })
  app.use(tracking(analytical))
  app.get('/', (c) => {
    c.get('analytical').event('rhyme posted')
    return c.html(tag(c.var))
  })
  const get = await served(app)
  expect(seenIn(await get())).toMatchObject({ identity: 'jeff', events: [['rhyme posted', {}]] })
})

describe.each([
  ['before it', true],
  ['after it', false],
])('with secureHeaders %s', (_, first) => {
  test('the nonce is the one that its policy names', async () => {
    const { analytical, tag } = tagOf()
    const headers = secureHeaders({ contentSecurityPolicy: { scriptSrc: [NONCE] } })
    const app = new Hono<OfSite>()
    for (const middleware of first ? [headers, tracking(analytical)] : [tracking(analytical), headers])
      app.use(middleware)
    app.get('/', (c) => c.html(tag(c.var)))
    const get = await served(app)
    const answer = await get()
    expect(nonceIn(answer)).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(answer.headers['content-security-policy']).toBe(`script-src 'nonce-${nonceIn(answer)}'`)
  })
})

test('the route has the paths before it where it is mounted, and none for a middleware’s page', async () => {
  const { analytical, tag } = tagOf({ settings: { ANALYTICAL_MASK_ROUTES: true } })
  const people = new Hono<OfSite>().get('/:id', (c) => c.html(tag(c.var)))
  const app = new Hono<OfSite>().use(tracking(analytical)).route('/people', people)
  app.get('/files/*', (c) => c.html(tag(c.var)))
  app.use('/guests/*', async (c) => c.html(tag(c.var)))
  const get = await served(app)
  const pageAt = async (path: string) => seenIn(await get({ path }))?.page
  expect(await pageAt('/people/17?page=2')).toEqual({ href: '/people/:id?page=2' })
  expect(await pageAt('/files/a/b')).toEqual({ href: '/files/*' })
  expect(await pageAt('/guests/17')).toBeUndefined()
})

test('every header and cookie of a route is as without tracking', async () => {
  const { analytical, tag } = tagOf()
  const siteOf = (middleware: readonly MiddlewareHandler[]) => {
    const app = new Hono()
    app.use(async (c, next) => {
      c.header('Set-Cookie', 'a=1')
      await next()
    })
    for (const one of middleware) app.use(one)
    app.get('/context', (c) => {
      tag(c.var)
      c.header('X-Colour', 'red')
      c.header('Set-Cookie', 'b=2', { append: true })
      return c.html('', 201)
    })
    app.get('/with', (c) => c.body(`${tag(c.var).slice(0, 0)}`, 200, { 'Set-Cookie': ['b=2', 'c=3'] }))
    app.get('/response', (c) => new Response(tag(c.var).slice(0, 0), { headers: { 'Set-Cookie': 'b=2' } }))
    return served(app)
  }
  const plain = await siteOf([])
  const tracked = await siteOf([tracking(analytical, { user: () => jeff })])
  for (const path of ['/context', '/with', '/response']) {
    const { date, ...headers } = (await plain({ path })).headers
    expect((await tracked({ path })).headers).toMatchObject(headers)
  }
  expect((await tracked({ path: '/with' })).headers['set-cookie']).toContain('b=2')
})

const leftOut = 'left out of a page that a shared cache may keep (Cache-Control: public): the nonce, who is signed in'
const tooLate = 'Cache-Control: public was set after the page had been made for its visitor: the response is private'

describe('a response may be said to be for all', () => {
  const siteWith = async (around: (app: Hono<OfSite>, tag: (context: object) => string) => void) => {
    const { analytical, tag, told } = tagOf()
    const app = new Hono<OfSite>()
    // The outermost sees the response last, and asks for it while there is none.
    app.use(async (c, next) => {
      if (c.req.query('early') !== undefined) c.res.headers.set('Cache-Control', 'public')
      await next()
      if (c.req.query('last') !== undefined) c.header('Cache-Control', 'public')
    })
    app.use(tracking(analytical, { user: () => jeff }))
    around(app, tag)
    const get = await served(app)
    return async (path: string) => {
      const { text, headers } = await get({ path })
      return { names: text.includes('jeff'), cacheControl: headers['cache-control'], told: told() }
    }
  }
  const early = { names: false, cacheControl: 'public', told: [leftOut] }
  const late = { names: true, cacheControl: 'private', told: [tooLate] }

  test.each([
    ['by the context, before', '/before', early],
    ['by a response that is there already', '/?early', early],
    ['by the context, after', '/after', late],
    ['with the page', '/with', late],
    ['with a response of the route’s own', '/response', late],
    ['with a stream', '/stream', late],
    ['by middleware around all', '/?last', late],
  ])('%s', async (_, path, expected) => {
    const get = await siteWith((app, tag) => {
      app.get('/', (c) => c.html(tag(c.var)))
      app.get('/before', (c) => {
        c.header('Cache-Control', 'public')
        return c.html(tag(c.var))
      })
      app.get('/after', (c) => {
        const html = tag(c.var)
        c.header('Cache-Control', 'public')
        return c.html(html)
      })
      app.get('/with', (c) => c.html(tag(c.var), 200, { 'Cache-Control': 'public' }))
      app.get('/response', (c) => new Response(tag(c.var), { headers: { 'Cache-Control': 'public' } }))
      app.get('/stream', (c) => {
        const body = new Blob([tag(c.var)]).stream()
        return new Response(body, { headers: { 'Cache-Control': 'public' } })
      })
    })
    expect(await get(path)).toEqual(expected)
  })
})

test('without the Node server, as in app.request, a page has no address and is a page all the same', async () => {
  const { analytical, tag, told } = tagOf({
    settings: { ANALYTICAL_INTERNAL_IPS: ['loopback'], ANALYTICAL_TRUSTED_PROXIES: 1, ANALYTICAL_MASK_ROUTES: true },
  })
  const app = new Hono<OfSite>().use(tracking(analytical, { user: () => jeff }))
  app.get('/people/:id', (c) => {
    c.header('Cache-Control', c.req.query('cache') ?? 'private')
    return c.html(tag(c.var))
  })
  const ask = async (path: string) => app.request(path, { headers: { 'user-agent': 'Mozilla/5.0 Chrome/140.0.0.0' } })
  await expect(ask('/people/17')).toTrack('probe', { identity: 'jeff', page: { href: '/people/:id' } })
  const shared = await ask('/people/17?cache=public')
  await expect(shared).toTrack('probe')
  await expect(shared).not.toTrack('probe', 'jeff')
  expect(told()).toEqual([leftOut])
})
