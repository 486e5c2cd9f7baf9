import type { Request, RequestHandler, Response } from 'express'
import type { Analytical } from '../analytical.ts'
import { newNonce } from '../nonce.ts'

export interface ExpressTracking {
  /** The signed-in user's record; `request.user`, else `response.locals.user`, unless you say. */
  user?: (request: Request, response: Response) => unknown
  /** The nonce of the content security policy; `response.locals.cspNonce`, else a new one that is put there, unless you say. */
  nonce?: (request: Request, response: Response) => string
}

/**
 * Express middleware (4 and 5) that gives every template its page view, as `response.locals.analytical`. Mount it after what
 * reads sessions and sets the nonce. The address is `request.ip`, by the application's `trust proxy`, unless
 * `ANALYTICAL_TRUSTED_PROXIES` is set. A page that a shared cache may keep, by the response's headers, holds nothing of one
 * visitor; a response that is said to be for all once its page has been made is turned private.
 *
 * @param analytical The kit, or a function of the request where a process serves several sites; undefined for a site that has
 *   none.
 * @example app.use(tracking(analytical, { user: (request) => request.session.user }))
 */
export function tracking(
  analytical: Analytical | ((request: Request) => Analytical | undefined),
  { user = signedIn, nonce = ownNonce }: ExpressTracking = {},
): RequestHandler {
  return function analyticalTracking(request, response, next) {
    const kit = typeof analytical === 'function' ? analytical(request) : analytical
    if (kit === undefined) return next()
    const view = kit.pageView({
      request,
      ip: request.ip,
      host: request.hostname,
      user: () => user(request, response),
      nonce: () => nonce(request, response),
      response,
      route: () => routeOf(request),
    })
    response.locals.analytical = view
    if (view.ready === undefined) next()
    else view.ready.then(() => next())
  }
}

function signedIn(request: Request & { user?: unknown }, response: Response): unknown {
  return request.user ?? response.locals.user
}

// The route is known once it has been found, while its page is rendered; it may be a list or a regular expression, too.
function routeOf({ baseUrl, route }: Request): string | undefined {
  return typeof route?.path === 'string' ? baseUrl + route.path : undefined
}

function ownNonce(_: Request, { locals }: Response): string {
  locals.cspNonce ??= newNonce()
  return locals.cspNonce
}
