import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type { Analytical } from '../analytical.ts'
import type { Kit } from '../kit-of.ts'
import { newNonce } from '../nonce.ts'
import type { PageView } from '../page-view.ts'
import { pageViewOf, type Tracking } from '../tracking.ts'

type NodeRequest = IncomingMessage | Http2ServerRequest
type NodeResponse = ServerResponse | Http2ServerResponse

export interface NodeTracking<Request> extends Tracking<[request: Request]> {}

/**
 * Page views for plain `node:http`, and for `node:http2` by its compatible API: put what it resolves to into the template's
 * context as `analytical`. Called again for a request it gives the same page view. The address is the socket's, unless
 * `ANALYTICAL_TRUSTED_PROXIES` is set; the nonce to put into the policy is `view.nonce`, a new one unless you say. By the
 * response's headers the kit sees whether a shared cache may keep the page, which then holds nothing of one visitor.
 *
 * @param kit The kit, or a function of the request where a process serves several sites; undefined for a site that has none,
 *   whose pages have no page view.
 * @throws TypeError for what is neither a kit nor a function.
 * @example const track = tracking(analytical, { user: (request) => sessions.get(request)?.user })
 *   createServer(async (request, response) => response.end(render('page', { analytical: await track(request, response) })))
 */
export function tracking<Request extends NodeRequest>(
  kit: Analytical,
  options?: NodeTracking<Request>,
): (request: Request, response?: NodeResponse) => Promise<PageView>
export function tracking<Request extends NodeRequest>(
  kit: Kit<Request>,
  options?: NodeTracking<Request>,
): (request: Request, response?: NodeResponse) => Promise<PageView | undefined>
export function tracking<Request extends NodeRequest>(
  kit: Kit<Request>,
  { user, nonce = newNonce, route }: NodeTracking<Request> = {},
): (request: Request, response?: NodeResponse) => Promise<PageView | undefined> {
  const views = new WeakMap<Request, PageView | undefined>()
  const viewOf = pageViewOf<[request: Request, response: NodeResponse | undefined]>(kit, {
    view: (request, response) => ({ request, ip: request.socket.remoteAddress, response }),
    user: (request) => user?.(request),
    nonce: (request) => nonce(request),
    route: (request) => route?.(request),
  })
  return async function analyticalTracking(request, response) {
    if (!views.has(request)) views.set(request, viewOf(request, response))
    const view = views.get(request)
    await view?.ready
    return view
  }
}
