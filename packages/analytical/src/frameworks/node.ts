import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Analytical } from '../analytical.ts'
import { newNonce } from '../nonce.ts'
import type { PageView } from '../page-view.ts'

export interface NodeTracking<Request> {
  /** The signed-in user's record; asked once, when the first tag is rendered. */
  user?: (request: Request) => unknown
  /** The nonce that the response's content security policy names; one is made unless you say. */
  nonce?: (request: Request) => string
}

/**
 * Page views for plain `node:http`: put what it resolves to into the template's context as `analytical`. The address is the
 * socket's, unless `ANALYTICAL_TRUSTED_PROXIES` is set; the nonce to put into the policy is `view.nonce`. By the response's
 * headers the kit sees whether a shared cache may keep the page, which then holds nothing of one visitor.
 *
 * @param analytical The kit, or a function of the request where a process serves several sites; undefined for a site that has
 *   none, whose pages have no page view.
 * @example const track = tracking(analytical, { user: (request) => sessions.get(request)?.user })
 *   createServer(async (request, response) => response.end(render('page', { analytical: await track(request, response) })))
 */
export function tracking<Request extends IncomingMessage>(
  analytical: Analytical,
  options?: NodeTracking<Request>,
): (request: Request, response?: ServerResponse) => Promise<PageView>
export function tracking<Request extends IncomingMessage>(
  analytical: Analytical | ((request: Request) => Analytical | undefined),
  options?: NodeTracking<Request>,
): (request: Request, response?: ServerResponse) => Promise<PageView | undefined>
export function tracking<Request extends IncomingMessage>(
  analytical: Analytical | ((request: Request) => Analytical | undefined),
  { user, nonce = newNonce }: NodeTracking<Request> = {},
): (request: Request, response?: ServerResponse) => Promise<PageView | undefined> {
  return async function analyticalTracking(request, response) {
    const kit = typeof analytical === 'function' ? analytical(request) : analytical
    if (kit === undefined) return undefined
    const view = kit.pageView({
      request,
      ip: request.socket.remoteAddress,
      user: () => user?.(request),
      nonce: () => nonce(request),
      response,
    })
    await view.ready
    return view
  }
}
