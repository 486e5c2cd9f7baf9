import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type { Context, MiddlewareHandler } from 'hono'
import type { Kit } from '../kit-of.ts'
import { newNonce } from '../nonce.ts'
import type { PageView } from '../page-view.ts'
import type { PageResponse } from '../shared-cache.ts'
import { type Known, pageViewOf, type Tracking } from '../tracking.ts'

/** What is set on a context: `new Hono<{ Variables: TrackingVariables }>()`. */
export interface TrackingVariables {
  /** The request's page view. */
  analytical: PageView
}

export interface HonoTracking extends Tracking<[context: Context]> {}

/**
 * Hono middleware, for its Node server, that gives every page its page view, as `c.get('analytical')` and in `c.var`. Mount it
 * after what reads sessions, and before the routes. Unless you say, the user is `c.get('user')`; the nonce that of Hono's
 * `secureHeaders`, else a new one that is put where `secureHeaders` looks for it, `secureHeadersNonce`. The address is the
 * socket's, unless `ANALYTICAL_TRUSTED_PROXIES` is set. Context processors get Hono's context. A page that a shared cache may
 * keep, by the headers set so far, holds nothing of one visitor; a response that is said to be for all once its page has been
 * made is turned private.
 *
 * @param kit The kit, or a function of the context where a process serves several sites; undefined for a site that has none.
 * @throws TypeError for what is neither a kit nor a function.
 * @example app.use(tracking(analytical, { user: (c) => c.get('session').user }))
 */
export function tracking(
  kit: Kit<Context>,
  options: HonoTracking = {},
): MiddlewareHandler<{ Variables: TrackingVariables }> {
  const viewOf = pageViewOf(kit, known, options)
  return async function analyticalTracking(c, next) {
    const view = viewOf(c)
    if (view !== undefined) {
      c.set('analytical', view)
      await view.ready
    }
    await next()
  }
}

/** What Hono's Node server hands on; undefined elsewhere, as in `app.request()`. */
interface NodeBindings {
  incoming?: IncomingMessage | Http2ServerRequest
  outgoing?: ServerResponse | Http2ServerResponse
}
const bindingsOf = ({ env }: Context): NodeBindings => env?.server ?? env ?? {}

const nonceKey = 'secureHeadersNonce'

const known: Known<[c: Context]> = {
  view(c) {
    const { incoming, outgoing } = bindingsOf(c)
    return {
      request: c,
      incoming: incoming ?? c.req.raw,
      ip: incoming?.socket?.remoteAddress,
      response: new ContextResponse(c, outgoing),
    }
  },
  user: (c) => c.get('user'),
  nonce(c) {
    const nonce = c.get(nonceKey) ?? newNonce()
    c.set(nonceKey, nonce)
    return nonce
  },
  // Where nothing is found, what ran last is middleware for all paths.
  route({ req }) {
    const { method, path } = req.matchedRoutes?.[req.routeIndex] ?? {}
    return method === 'ALL' && path?.endsWith('*') ? undefined : path
  },
}

/** The headers that a context has so far, of a response that may not have been made yet. */
class ContextResponse implements PageResponse {
  readonly raw: PageResponse | undefined
  readonly #context: Context

  constructor(context: Context, raw: PageResponse | undefined) {
    this.#context = context
    this.raw = raw
  }

  // Asking for `res` would make a response, whose cookies would take the place of those that the route sets.
  getHeader(name: string): string | undefined {
    const { headers } = this.#context.finalized ? this.#context.res : this.#context.body(null)
    return headers.get(name) ?? undefined
  }

  setHeader(name: string, value: string): void {
    this.#context.header(name, value)
  }

  removeHeader(name: string): void {
    this.#context.header(name, undefined)
  }
}
