import type { Server } from 'node:http'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { routePath } from 'hono/route'
import type { FrameworkSite } from './framework-site.ts'

/** Hono on Node has Node's request as `c.env.incoming`; the route is the last one that matched. */
export const honoSite: FrameworkSite = {
  options: {},

  serve(visits, signedIn) {
    const app = new Hono<{ Bindings: HttpBindings; Variables: { user: unknown } }>()
    app.use(async (c, next) => {
      c.set('user', signedIn({ headers: c.req.header() }))
      await next()
      visits.set(c.env.incoming, { user: c.get('user'), route: routePath(c, -1) })
    })
    app.get('/rhymes/:id', (c) => c.html(`<h1>Rhyme ${c.req.param('id')}</h1>`))
    app.get('/api/words', (c) => c.json(['moon', 'June']))
    return createAdaptorServer({ fetch: app.fetch }) as Server
  },
}
