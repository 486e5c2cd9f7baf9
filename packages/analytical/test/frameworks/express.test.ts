import { createServer } from 'node:http'
import express5, { type Express, type RequestHandler } from 'express'
// @ts-expect-error: express 4 comes without types.
import untypedExpress4 from 'express-4'
import { describe, expect, test } from 'vitest'
import { tracking } from '../../src/frameworks/express.ts'
import { actionIn, asking, nonceIn, seenIn, tagOf } from './pages.ts'
import { listening } from './servers/site.ts'

const served = (app: Express) => asking(listening(createServer(app)))

describe.each([
  ['Express 5', express5],
  ['Express 4', untypedExpress4 as typeof express5],
])('%s', (_, express) => {
  /** A site of one page, with what comes before `tracking`. */
  function siteOf({ analytical, tag }: ReturnType<typeof tagOf>, before: RequestHandler, trustProxy: unknown = false) {
    const app = express().set('trust proxy', trustProxy)
    app.use(before, tracking(analytical))
    app.get('/', (_, response) => {
      response.send(tag(response.locals))
    })
    return served(app)
  }
  const nothing: RequestHandler = (_, __, next) => next()

  test('the user is request.user, else response.locals.user', async () => {
    const get = await siteOf(tagOf(), (request, { locals }, next) => {
      if (request.headers['x-passport']) Object.assign(request, { user: { username: 'passport' } })
      locals.user = { username: 'locals' }
      next()
    })
    expect(seenIn(await get({ headers: { 'x-passport': '1' } }))?.identity).toBe('passport')
    expect(seenIn(await get())?.identity).toBe('locals')
  })

  test('the nonce is response.locals.cspNonce', async () => {
    const get = await siteOf(tagOf(), (_, { locals }, next) => {
      locals.cspNonce = 'from+locals='
      next()
    })
    expect(nonceIn(await get())).toBe('from+locals=')
  })

  test('a nonce that is made is put there', async () => {
    let kept: Record<string, unknown> = {}
    const get = await siteOf(tagOf(), (_, { locals }, next) => {
      kept = locals
      next()
    })
    const nonce = nonceIn(await get())
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(kept.cspNonce).toBe(nonce)
  })

  test.each<[string, unknown, string, string]>([
    ['none', false, '203.0.113.7', 'render'],
    ['one proxy', 1, '203.0.113.7', 'comment'],
    ['one proxy, what the client wrote left of it', 1, '203.0.113.7, 8.8.8.8', 'render'],
    ['loopback', 'loopback', '8.8.8.8, 203.0.113.7', 'comment'],
  ])('the address follows trust proxy: %s', async (_, trustProxy, header, action) => {
    const kit = tagOf({ settings: { ANALYTICAL_INTERNAL_IPS: ['203.0.113.7'] } })
    const get = await siteOf(kit, nothing, trustProxy)
    expect(actionIn(await get({ headers: { 'x-forwarded-for': header } }))).toBe(action)
  })

  test('the route has the path before it where it is mounted', async () => {
    const { analytical, tag } = tagOf({ settings: { ANALYTICAL_MASK_ROUTES: true } })
    const people = express.Router().get('/:id', (_, response) => {
      response.send(tag(response.locals))
    })
    const get = await served(express().use(tracking(analytical)).use('/people', people))
    expect(seenIn(await get({ path: '/people/17?page=2' }))?.page).toEqual({ href: '/people/:id?page=2' })
  })
})
