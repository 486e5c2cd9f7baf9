import { createServer } from 'node:http'
import Router from '@koa/router'
import Koa3 from 'koa'
// @ts-expect-error: koa 2 has the types of koa 3.
import untypedKoa2 from 'koa-2'
import { describe, expect, test } from 'vitest'
import { tracking } from '../../src/frameworks/koa.ts'
import { asking, nonceIn, seenIn, tagOf } from './pages.ts'
import { listening } from './servers/site.ts'

describe.each([
  ['Koa 3', Koa3],
  ['Koa 2', untypedKoa2 as typeof Koa3],
])('%s', (_, Koa) => {
  const served = (app: Koa3) => asking(listening(createServer(app.callback())))

  test('the user is state.user, and the page view is in state', async () => {
    const { analytical, tag } = tagOf()
    const app = new Koa()
    app.use((context, next) => {
      context.state.user = { username: 'jeff' }
      return next()
    })
    app.use(tracking(analytical))
    app.use((context) => {
      context.state.analytical?.event('rhyme posted')
      context.body = tag(context.state)
    })
    const get = await served(app)
    expect(seenIn(await get())).toMatchObject({ identity: 'jeff', events: [['rhyme posted', {}]] })
  })

  test('the nonce is state.cspNonce, and one that is made is put there', async () => {
    const { analytical, tag } = tagOf()
    const app = new Koa()
    app.use((context, next) => {
      if (context.get('x-nonce')) context.state.cspNonce = context.get('x-nonce')
      return next()
    })
    app.use(tracking(analytical))
    app.use((context) => {
      context.set('x-made', context.state.cspNonce)
      context.body = tag(context.state)
    })
    const get = await served(app)
    expect(nonceIn(await get({ headers: { 'x-nonce': 'from+state=' } }))).toBe('from+state=')
    const made = await get()
    expect(nonceIn(made)).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(made.headers['x-made']).toBe(nonceIn(made))
  })

  test('the route is that of @koa/router, in routers of routers', async () => {
    const { analytical, tag } = tagOf({ settings: { ANALYTICAL_MASK_ROUTES: true } })
    const people = new Router().get('/:id', (context) => {
      context.body = tag(context.state)
    })
    const site = new Router({ prefix: '/site' }).use('/people', people.routes())
    const app = new Koa()
    app.use(tracking(analytical)).use(site.routes())
    const get = await served(app)
    expect(seenIn(await get({ path: '/site/people/17' }))?.page).toEqual({ href: '/site/people/:id' })
  })

  test('an error that nobody catches is Koa’s own page', async () => {
    const { analytical, told } = tagOf({ contextProcessors: [async () => ({})] })
    const app = new Koa()
    app.silent = true
    app.use(tracking(analytical))
    app.use(() => {
      throw new Error('no database')
    })
    const get = await served(app)
    expect(await get()).toMatchObject({ status: 500, text: 'Internal Server Error' })
    expect(told()).toEqual([])
  })
})
