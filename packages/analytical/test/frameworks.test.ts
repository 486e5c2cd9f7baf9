import { createServer, type IncomingMessage, type Server, type ServerResponse, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import express5 from 'express'
// @ts-expect-error: express 4 comes without types.
import untypedExpress4 from 'express-4'
import { afterEach, describe, expect, test } from 'vitest'
import type { Analytical, AnalyticalOptions } from '../src/analytical.ts'
import { tracking as expressTracking } from '../src/frameworks/express.ts'
import { tracking as nodeTracking } from '../src/frameworks/node.ts'
import { type PageView, PageView as PageViewClass } from '../src/page-view.ts'
import { run, scriptsOf } from './page.ts'
import { site } from './probe.ts'

type Kit = Analytical | ((request: IncomingMessage) => Analytical)
type Render = (analytical: PageView, request: IncomingMessage) => string
/** How a site uses the middleware; `before` is what stands before it. */
interface Site {
  kit: Kit
  render: Render
  user?: (request: IncomingMessage) => unknown
  nonce?: (request: IncomingMessage) => string
  /** Express only: the `trust proxy` setting, and the middleware that comes first. */
  trustProxy?: unknown
  before?: (request: IncomingMessage, response: ServerResponse & { locals: Record<string, unknown> }) => void
}

const servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

const onExpress = (express: typeof express5) => (site: Site) => {
  const { kit, render, user, nonce, trustProxy, before } = site
  const app = express()
  if (trustProxy !== undefined) app.set('trust proxy', trustProxy)
  app.use((request, response, next) => {
    before?.(request, response as never)
    next()
  })
  app.use(expressTracking(kit, { ...(user && { user }), ...(nonce && { nonce }) }))
  app.get('/', (request, response) => {
    response.send(render(response.locals.analytical as PageView, request))
  })
  return createServer(app)
}
const onNode = ({ kit, render, user, nonce }: Site) => {
  const track = nodeTracking(kit, { ...(user && { user }), ...(nonce && { nonce }) })
  return createServer(async (request, response) => {
    response.end(render((await track(request)) as PageView, request))
  })
}

const frameworks = [
  ['Express 5', onExpress(express5)],
  ['Express 4', onExpress(untypedExpress4 as typeof express5)],
  ['node:http', onNode],
] as const

/** Gets the page of a server, over a connection of its own. */
async function get(server: Server, headers: Record<string, string> = {}, path = '/'): Promise<string> {
  if (!server.listening) {
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  }
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    send({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
      .on('error', reject)
      .end()
  })
}

const pageOf = (options: Partial<AnalyticalOptions> = {}) => {
  const { analytical, errors } = site(options)
  const render: Render = (view) => analytical.render('probe', { analytical: view })
  return { analytical, errors, kit: analytical, render }
}
const seenIn = (html: string) =>
  run(html).probe as { identity?: string; variables: Record<string, unknown>; goal?: object }
const nonceIn = (html: string) => scriptsOf(html)[0]?.attributes.nonce
const actionIn = (html: string) =>
  html.startsWith('<!--') ? 'comment' : scriptsOf(html).length > 0 ? 'render' : 'omit'
const byHeader = ({ headers }: IncomingMessage) => (headers['x-user'] ? { username: headers['x-user'] } : undefined)

describe.each(frameworks)('%s', (_, serve) => {
  test('gives the template a page view', async () => {
    const { kit } = pageOf()
    const isView: Render = (view) => String(PageViewClass.is(view))
    expect(await get(serve({ kit, render: isView }))).toBe('true')
  })

  test('tells who each visitor is', async () => {
    const server = serve({ ...pageOf(), user: byHeader })
    const visitors = ['alice', 'bob', undefined, 'carol']
    const pages = await Promise.all(visitors.map((name) => get(server, name === undefined ? {} : { 'x-user': name })))
    expect(pages.map((page) => seenIn(page).identity)).toEqual(visitors)
  })

  test('asks for the user only when a tag is rendered', async () => {
    let asked = 0
    const { kit, render } = pageOf()
    const user = () => {
      asked++
      return { username: 'alice' }
    }
    await get(serve({ kit, render: () => 'no tag', user }))
    expect(asked).toBe(0)
    await get(serve({ kit, render: (view, request) => render(view, request) + render(view, request), user }))
    expect(asked).toBe(1)
  })

  test('a user function that throws makes the visitor anonymous', async () => {
    const { kit, render, errors } = pageOf()
    const user = () => {
      throw new Error('no session store')
    }
    expect(seenIn(await get(serve({ kit, render, user }))).identity).toBeUndefined()
    expect(errors).toEqual([{ phase: 'user', message: 'no session store' }])
  })

  test.each<[string, Record<string, unknown>, Record<string, string>, string]>([
    ['the socket’s address', { ANALYTICAL_INTERNAL_IPS: ['loopback'] }, {}, 'comment'],
    [
      'the socket’s address, whatever the header says',
      { ANALYTICAL_INTERNAL_IPS: ['203.0.113.7'] },
      { 'x-forwarded-for': '203.0.113.7' },
      'render',
    ],
    [
      'the header’s under ANALYTICAL_TRUSTED_PROXIES',
      { ANALYTICAL_INTERNAL_IPS: ['203.0.113.7'], ANALYTICAL_TRUSTED_PROXIES: ['loopback'] },
      { 'x-forwarded-for': '8.8.8.8, 203.0.113.7' },
      'comment',
    ],
    [
      'not what the client wrote, under ANALYTICAL_TRUSTED_PROXIES',
      { ANALYTICAL_INTERNAL_IPS: ['203.0.113.7'], ANALYTICAL_TRUSTED_PROXIES: 1 },
      { 'x-forwarded-for': '203.0.113.7, 8.8.8.8' },
      'render',
    ],
    [
      'the Forwarded header’s where that is named',
      {
        ANALYTICAL_INTERNAL_IPS: ['2001:db8::1'],
        ANALYTICAL_TRUSTED_PROXIES: 1,
        ANALYTICAL_FORWARDED_HEADER: 'forwarded',
      },
      { forwarded: 'for="[2001:db8::1]:4711"', 'x-forwarded-for': '8.8.8.8' },
      'comment',
    ],
    [
      'none, where it cannot be told',
      { ANALYTICAL_INTERNAL_IPS: ['0.0.0.0/0', '::/0'], ANALYTICAL_TRUSTED_PROXIES: 1 },
      { 'x-forwarded-for': 'unknown' },
      'render',
    ],
  ])('the address is %s', async (_, settings, headers, action) => {
    expect(actionIn(await get(serve(pageOf({ settings })), headers))).toBe(action)
  })

  test('the nonce is the one the site says', async () => {
    expect(nonceIn(await get(serve({ ...pageOf(), nonce: () => 'sItes+/=' })))).toBe('sItes+/=')
  })

  test('the nonce is made where the site says none, another for each page', async () => {
    const server = serve(pageOf())
    const nonces = [nonceIn(await get(server)), nonceIn(await get(server))]
    for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(new Set(nonces).size).toBe(2)
  })

  test('context processors run once per request, with it, and are awaited', async () => {
    let times = 0
    const contextProcessors = [
      async ({ headers }: IncomingMessage) => {
        times++
        await new Promise((resolve) => setImmediate(resolve))
        return { probe_colour: headers['x-colour'] }
      },
      () => ({ analytical_goal: 5 }),
    ]
    const { kit, render } = pageOf({ contextProcessors })
    const server = serve({
      kit,
      render: (view, request) => render(view, request) + kit.render('analytical_head_top', { analytical: view }),
    })
    expect(seenIn(await get(server, { 'x-colour': 'red' }))).toMatchObject({
      variables: { colour: 'red' },
      goal: { id: 5 },
    })
    expect(times).toBe(1)
    expect(seenIn(await get(server, { 'x-colour': 'blue' })).variables).toEqual({ colour: 'blue' })
    expect(times).toBe(2)
  })

  test('a context processor that fails stops no page', async () => {
    const contextProcessors = [async () => Promise.reject(new Error('no database'))]
    const { kit, render, errors } = pageOf({ contextProcessors })
    expect(seenIn(await get(serve({ kit, render }))).variables).toEqual({})
    expect(errors).toEqual([{ phase: 'context processor', message: 'no database' }])
  })

  test('one process serves several sites', async () => {
    const one = pageOf({ settings: { ANALYTICAL_INTERNAL_IPS: ['loopback'] } })
    const two = pageOf({ contextProcessors: [() => ({ probe_colour: 'two' })] })
    const of = ({ headers }: IncomingMessage) => (headers.host === 'one.example' ? one.kit : two.kit)
    const server = serve({ kit: of, render: (view, request) => of(request).render('probe', { analytical: view }) })
    expect(actionIn(await get(server, { host: 'one.example' }))).toBe('comment')
    expect(seenIn(await get(server, { host: 'two.example' })).variables).toEqual({ colour: 'two' })
  })

  test('what happened on the way to the page is told', async () => {
    const { kit, render } = pageOf()
    const page = await get(
      serve({ kit, render: (view, request) => render(view.event('rhyme posted', { lines: 4 }), request) }),
    )
    expect(run(page).probe).toMatchObject({ events: [['rhyme posted', { lines: 4 }]] })
  })
})

describe.each(frameworks.slice(0, 2))('%s alone', (_, serve) => {
  test('the user is request.user, else response.locals.user', async () => {
    const before: Site['before'] = (request, response) => {
      if (request.headers['x-passport']) Object.assign(request, { user: { username: 'passport' } })
      response.locals.user = { username: 'locals' }
    }
    const server = serve({ ...pageOf(), before })
    expect(seenIn(await get(server, { 'x-passport': '1' })).identity).toBe('passport')
    expect(seenIn(await get(server)).identity).toBe('locals')
  })

  test('the nonce is response.locals.cspNonce, and one that is made is put there', async () => {
    const before: Site['before'] = (_, response) => {
      response.locals.cspNonce = 'from+locals='
    }
    expect(nonceIn(await get(serve({ ...pageOf(), before })))).toBe('from+locals=')

    let locals: Record<string, unknown> = {}
    const keep: Site['before'] = (_, response) => {
      locals = response.locals
    }
    const nonce = nonceIn(await get(serve({ ...pageOf(), before: keep })))
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(locals.cspNonce).toBe(nonce)
  })

  test.each<[string, unknown, string, string]>([
    ['none', false, '203.0.113.7', 'render'],
    ['one proxy', 1, '203.0.113.7', 'comment'],
    ['one proxy, what the client wrote left of it', 1, '203.0.113.7, 8.8.8.8', 'render'],
    ['loopback', 'loopback', '8.8.8.8, 203.0.113.7', 'comment'],
  ])('the address follows the application’s trust proxy: %s', async (_, trustProxy, header, action) => {
    const settings = { ANALYTICAL_INTERNAL_IPS: ['203.0.113.7'] }
    expect(actionIn(await get(serve({ ...pageOf({ settings }), trustProxy }), { 'x-forwarded-for': header }))).toBe(
      action,
    )
  })

  test('ANALYTICAL_TRUSTED_PROXIES replaces trust proxy', async () => {
    const settings = { ANALYTICAL_INTERNAL_IPS: ['203.0.113.7'], ANALYTICAL_TRUSTED_PROXIES: ['192.168.0.0/16'] }
    const server = serve({ ...pageOf({ settings }), trustProxy: true })
    expect(actionIn(await get(server, { 'x-forwarded-for': '203.0.113.7' }))).toBe('render')
  })
})

test.each([
  ['Express 5', express5],
  ['Express 4', untypedExpress4 as typeof express5],
])('%s tells its route, the mounted path before it', async (_, express) => {
  const { analytical } = site({ settings: { ANALYTICAL_MASK_ROUTES: true } })
  const people = express.Router().get('/:id', (_, response) => {
    response.send(analytical.render('probe', { analytical: response.locals.analytical as PageView }))
  })
  const server = createServer(express().use(expressTracking(analytical)).use('/people', people))
  const page = run(await get(server, {}, '/people/17?page=2')).probe as { page: object }
  expect(page.page).toEqual({ href: '/people/:id?page=2' })
})
