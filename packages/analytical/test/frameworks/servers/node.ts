import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createServer2, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2'
import { tracking } from '../../../src/frameworks/node.ts'
import { listening, nodeHeader, type Served, type Site, toldBy } from './site.ts'

type NodeRequest = IncomingMessage | Http2ServerRequest
type NodeResponse = ServerResponse | Http2ServerResponse

function handlerOf(site: Site) {
  const { kit, options } = toldBy<[NodeRequest]>(site, nodeHeader)
  const route = ({ url = '' }: NodeRequest) => (/^\/people\/\w+(\?|$)/.test(url) ? '/people/:id' : undefined)
  const track = tracking<NodeRequest>(kit, { ...options, route })
  return async (request: NodeRequest, response: NodeResponse) => {
    const path = request.url?.replace(/\?.*/, '')
    response.statusCode = path === '/broken' ? 500 : path === '/' || path?.startsWith('/people/') ? 200 : 404
    const set = (name: string, value: string) => response.setHeader(name, value)
    const html = site.answer({ header: nodeHeader(request), view: await track(request, response), set })
    if (request.method === 'HEAD') response.end()
    else (response as ServerResponse).end(html)
  }
}

export const node: Served[] = [
  {
    name: 'node:http',
    hasTrustRule: false,
    serve: (site) => listening(createServer(handlerOf(site))),
  },
  {
    name: 'node:http2',
    hasTrustRule: false,
    serve: (site) => listening(createServer2(handlerOf(site)), true),
  },
]
