import type { Context, Middleware } from 'koa'
import type { Kit } from '../kit-of.ts'
import { newNonce } from '../nonce.ts'
import type { PageView } from '../page-view.ts'
import { type Known, pageViewOf, type Tracking } from '../tracking.ts'

declare module 'koa' {
  interface DefaultState {
    /** The request's page view, once `tracking` has made it. */
    analytical?: PageView
  }
}

export interface KoaTracking extends Tracking<[context: Context]> {}

/**
 * Koa middleware (2 and 3) that gives every template its page view, as `context.state.analytical`. Mount it after what reads
 * sessions and sets the nonce, and before the routes. Unless you say, the user is `context.state.user`; the nonce
 * `context.state.cspNonce`, else a new one that is put there; the route that of `@koa/router`. The address is `context.ip`, by
 * the application's `proxy`, unless `ANALYTICAL_TRUSTED_PROXIES` is set. Context processors get Koa's context. A page that a
 * shared cache may keep, by the response's headers, holds nothing of one visitor; a response that is said to be for all once
 * its page has been made is turned private.
 *
 * @param kit The kit, or a function of the context where a process serves several sites; undefined for a site that has none.
 * @throws TypeError for what is neither a kit nor a function.
 * @example app.use(tracking(analytical, { user: (context) => context.session.user }))
 */
export function tracking(kit: Kit<Context>, options: KoaTracking = {}): Middleware {
  const viewOf = pageViewOf(kit, known, options)
  return async function analyticalTracking(context, next) {
    const view = viewOf(context as Context)
    if (view !== undefined) {
      context.state.analytical = view
      await view.ready
    }
    return next()
  }
}

const known: Known<[context: Context & { _matchedRoute?: unknown }]> = {
  view: (context) => ({ request: context, ip: context.ip, host: context.hostname, response: context.res }),
  user: ({ state }) => state.user,
  nonce({ state }) {
    state.cspNonce ??= newNonce()
    return state.cspNonce
  },
  // Where @koa/router says which route it found; it may be a regular expression, too.
  route: ({ _matchedRoute: route }) => (typeof route === 'string' ? route : undefined),
}
