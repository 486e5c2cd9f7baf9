import { createServer } from 'node:http'
import { createServer as createServer2 } from 'node:http2'
import Router from '@koa/router'
import Koa3, { type Context } from 'koa'
// @ts-expect-error: koa 2 has the types of koa 3.
import untypedKoa2 from 'koa-2'
import { tracking } from '../../../src/frameworks/koa.ts'
import { type Header, listening, type Served, toldBy } from './site.ts'

const headerOf =
  (context: Context): Header =>
  (name) =>
    (name === 'host' ? context.host : context.get(name)) || undefined

const served = (name: string, Koa: typeof Koa3, isHttp2: boolean): Served => ({
  name,
  hasTrustRule: true,
  serve(site) {
    const { kit, options } = toldBy<[Context]>(site, headerOf)
    const answer = (context: Context, status = 200) => {
      const set = (name: string, value: string) => context.set(name, value)
      context.status = status
      context.body = site.answer({ header: headerOf(context), view: context.state.analytical, set })
    }
    const router = new Router()
      .get('/', (context) => answer(context))
      .get('/people/:id', (context) => answer(context))
      .get('/broken', () => {
        throw new Error('no database')
      })
    const app = new Koa({ proxy: site.behindProxy === true })
    app.use(tracking(kit, options))
    app.use(async (context, next) => {
      try {
        await next()
        if (context.status === 404) answer(context, 404)
      } catch {
        answer(context, 500)
      }
    })
    app.use(router.routes())
    return isHttp2 ? listening(createServer2(app.callback()), true) : listening(createServer(app.callback()))
  },
})

export const koa = [
  served('Koa 3', Koa3, false),
  served('Koa 3 over HTTP/2', Koa3, true),
  served('Koa 2', untypedKoa2, false),
]
