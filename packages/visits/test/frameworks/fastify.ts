import { fastify } from 'fastify'
import type { FrameworkSite } from './framework-site.ts'

/** Fastify has a request of its own: a hook tells what it knows by Node's, `request.raw`. */
export const fastifySite: FrameworkSite = {
  options: {},

  async serve(visits, signedIn) {
    const app = fastify()
    app.addHook('preHandler', async (request) => {
      visits.set(request.raw, { user: signedIn(request), route: request.routeOptions.url })
    })
    app.get<{ Params: { id: string } }>('/rhymes/:id', async (request, reply) =>
      reply.type('text/html').send(`<h1>Rhyme ${request.params.id}</h1>`),
    )
    app.get('/api/words', async () => ['moon', 'June'])
    await app.ready()
    return app.server
  },
}
