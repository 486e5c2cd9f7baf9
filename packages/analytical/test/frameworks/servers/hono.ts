import { createServer } from 'node:http2'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { type TrackingVariables, tracking } from '../../../src/frameworks/hono.ts'
import { type Header, originOf, type Served, type Site, toldBy } from './site.ts'

const headerOf =
  (c: Context): Header =>
  (name) =>
    name === 'host' ? new URL(c.req.url).host : c.req.header(name)

function onHono(site: Site) {
  const { kit, options } = toldBy<[Context]>(site, headerOf)
  const answer = (c: Context) => {
    const set = (name: string, value: string) => c.header(name, value)
    const html = site.answer({ header: headerOf(c), view: c.get('analytical'), set })
    return c.html(html)
  }
  const people = new Hono<{ Variables: TrackingVariables }>().get('/:id', answer)
  return new Hono<{ Variables: TrackingVariables }>()
    .use(tracking(kit, options))
    .get('/', answer)
    .route('/people', people)
    .get('/broken', () => {
      throw new Error('no database')
    })
    .notFound((c) => {
      c.status(404)
      return answer(c)
    })
    .onError((_, c) => {
      c.status(500)
      return answer(c)
    })
}

const served = (name: string, isHttp2: boolean): Served => ({
  name,
  hasTrustRule: false,
  serve: (site) =>
    new Promise((resolve) => {
      const { fetch } = onHono(site)
      const server = serve({ fetch, port: 0, hostname: '127.0.0.1', ...(isHttp2 && { createServer }) }, () =>
        resolve({ origin: originOf(server), isHttp2, close: () => server.close() }),
      )
    }),
})

export const hono = [served('Hono 4', false), served('Hono 4 over HTTP/2', true)]
