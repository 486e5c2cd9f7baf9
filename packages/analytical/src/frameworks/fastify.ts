import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { Kit } from '../kit-of.ts'
import { newNonce } from '../nonce.ts'
import type { PageView } from '../page-view.ts'
import type { PageResponse } from '../shared-cache.ts'
import { type Known, pageViewOf, type Tracking } from '../tracking.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The request's page view; undefined for a site that has no kit. */
    analytical: PageView | undefined
  }
}

export interface FastifyTracking extends Tracking<[request: FastifyRequest, reply: FastifyReply]> {}

/**
 * A Fastify plugin (5) that gives every template its page view: as `request.analytical`, and as `reply.locals.analytical`, where
 * `@fastify/view` looks. Register it after what reads sessions and sets the nonce, and before the routes; it holds for the whole
 * instance it is registered on. Unless you say, the user is `request.user`, else `reply.locals.user`; the nonce that of
 * `@fastify/helmet`, else `reply.locals.cspNonce`, else a new one that is put there. The address is `request.ip`, by the
 * application's `trustProxy`, unless `ANALYTICAL_TRUSTED_PROXIES` is set. A page that a shared cache may keep, by the reply's
 * headers, holds nothing of one visitor; a reply that is said to be for all once its page has been made is turned private.
 *
 * @param kit The kit, or a function of the request where a process serves several sites; undefined for a site that has none.
 * @throws TypeError for what is neither a kit nor a function; Error, as the application starts, where it is registered twice.
 * @example app.register(tracking(analytical, { user: (request) => request.session.user }))
 */
export function tracking(kit: Kit<FastifyRequest>, options: FastifyTracking = {}): FastifyPluginCallback {
  const viewOf = pageViewOf(kit, known, options)

  const plugin: FastifyPluginCallback = (app, _, done) => {
    if (app.hasRequestDecorator('analytical')) {
      const rule = 'register it once; for several sites, with a function of the request'
      return done(new Error(`tracking() is registered twice: ${rule}`))
    }
    app.decorateRequest('analytical', undefined)
    if (!app.hasReplyDecorator('locals')) app.decorateReply('locals', null)
    app.addHook('onRequest', function analyticalTracking(request, reply, next) {
      const view = viewOf(request, reply)
      if (view === undefined) return next()
      request.analytical = view
      localsOf(reply).analytical = view
      if (view.ready === undefined) next()
      else view.ready.then(() => next())
    })
    done()
  }

  // What fastify-plugin says of a plugin: that it holds outside its own scope, its name, and for which versions it is.
  return Object.assign(plugin, {
    [Symbol.for('skip-override')]: true,
    [Symbol.for('fastify.display-name')]: 'analytical',
    [Symbol.for('plugin-meta')]: { name: 'analytical', fastify: '5.x' },
  })
}

type Locals = Record<string, unknown>

/** The variables that `@fastify/view` hands to every template of a reply. */
function localsOf(reply: FastifyReply & { locals?: Locals | null }): Locals {
  reply.locals ??= {}
  return reply.locals
}

const known: Known<
  [request: FastifyRequest & { user?: unknown }, reply: FastifyReply & { cspNonce?: { script: string } }]
> = {
  view: (request, reply) => ({ request, ip: request.ip, host: request.hostname, response: new ReplyResponse(reply) }),
  user: (request, reply) => request.user ?? localsOf(reply).user,
  nonce(_, reply) {
    const locals = localsOf(reply)
    locals.cspNonce ??= reply.cspNonce?.script ?? newNonce()
    return locals.cspNonce as string
  },
  route: ({ routeOptions }) => routeOptions.url,
}

/** The headers of a reply, which Fastify keeps to itself until they are sent, and those that Node's response has beside. */
class ReplyResponse implements PageResponse {
  readonly raw: PageResponse
  readonly #reply: FastifyReply

  constructor(reply: FastifyReply) {
    this.raw = reply.raw
    this.#reply = reply
  }

  getHeader(name: string): unknown {
    return this.#reply.getHeader(name)
  }

  setHeader(name: string, value: string): void {
    this.#reply.removeHeader(name).header(name, value)
  }

  removeHeader(name: string): void {
    this.#reply.removeHeader(name)
  }
}
