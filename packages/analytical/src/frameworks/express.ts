import type { Request, RequestHandler, Response } from 'express'
import type { Kit } from '../kit-of.ts'
import { newNonce } from '../nonce.ts'
import { type Known, pageViewOf, type Tracking } from '../tracking.ts'

export interface ExpressTracking extends Tracking<[request: Request, response: Response]> {}

/**
 * Express middleware (4 and 5) that gives every template its page view, as `response.locals.analytical`. Mount it after what
 * reads sessions and sets the nonce, and before the routes. Unless you say, the user is `request.user`, else
 * `response.locals.user`; the nonce `response.locals.cspNonce`, else a new one that is put there. The address is `request.ip`,
 * by the application's `trust proxy`, unless `ANALYTICAL_TRUSTED_PROXIES` is set. A page that a shared cache may keep, by the
 * response's headers, holds nothing of one visitor; a response that is said to be for all once its page has been made is
 * turned private.
 *
 * @param kit The kit, or a function of the request where a process serves several sites; undefined for a site that has none.
 * @throws TypeError for what is neither a kit nor a function.
 * @example app.use(tracking(analytical, { user: (request) => request.session.user }))
 */
export function tracking(kit: Kit<Request>, options: ExpressTracking = {}): RequestHandler {
  const viewOf = pageViewOf(kit, known, options)
  return function analyticalTracking(request, response, next) {
    const view = viewOf(request, response)
    if (view === undefined) return next()
    response.locals.analytical = view
    if (view.ready === undefined) next()
    else view.ready.then(() => next())
  }
}

const known: Known<[request: Request & { user?: unknown }, response: Response]> = {
  view: (request, response) => ({ request, ip: request.ip, host: request.hostname, response }),
  user: (request, { locals }) => request.user ?? locals.user,
  nonce(_, { locals }) {
    locals.cspNonce ??= newNonce()
    return locals.cspNonce
  },
  // Known once it has been found, while its page is rendered; it may be a list or a regular expression, too.
  route: ({ baseUrl, route }) => (typeof route?.path === 'string' ? baseUrl + route.path : undefined),
}
