import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { tracking } from '../../../src/frameworks/fastify.ts'
import { nodeHeader, originOf, type Served, type Site, toldBy } from './site.ts'

function onFastify(app: FastifyInstance, site: Site): FastifyInstance {
  const { kit, options } = toldBy<[FastifyRequest, FastifyReply]>(site, nodeHeader)
  const answer = (request: FastifyRequest, reply: FastifyReply) => {
    const set = (name: string, value: string) => reply.header(name, value)
    return reply.type('text/html').send(site.answer({ header: nodeHeader(request), view: request.analytical, set }))
  }
  app.register(tracking(kit, options))
  // In a scope of its own, as a plugin's routes are.
  app.register(async (scope) => {
    scope.get('/', answer)
    scope.get('/people/:id', answer)
    scope.get('/broken', () => {
      throw new Error('no database')
    })
  })
  app.setNotFoundHandler((request, reply) => answer(request, reply.status(404)))
  app.setErrorHandler((_, request, reply) => answer(request, reply.status(500)))
  return app
}

const served = (name: string, isHttp2: boolean): Served => ({
  name,
  hasTrustRule: true,
  async serve(site) {
    const trustProxy = site.behindProxy ? 'loopback' : false
    const app = onFastify(Fastify({ trustProxy, ...(isHttp2 && { http2: true }) } as { trustProxy: string }), site)
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { origin: originOf(app.server), isHttp2, close: () => app.close() }
  },
})

export const fastify = [served('Fastify 5', false), served('Fastify 5 over HTTP/2', true)]
