import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0'

/** A bare site on a free port: it answers each request with a small page, or as the test says. */
export class Site {
  readonly server: Server

  private constructor(server: Server) {
    this.server = server
  }

  static async start(answer: RequestListener = page): Promise<Site> {
    const server = createServer(answer)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return new Site(server)
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** Asks as Firefox does, unless the headers say otherwise; resolves with the whole answer. */
  async get(
    path: string,
    headers: Record<string, string> = {},
    method = 'GET',
  ): Promise<{ status: number; body: string }> {
    const asked = request({ port: this.port, path, method, headers: { 'user-agent': firefox, ...headers } })
    asked.end()
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    let body = ''
    for await (const chunk of response.setEncoding('utf8')) body += chunk
    return { status: response.statusCode ?? 0, body }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }
}

/** A page; `/moved` and `/missing` are what their names say. */
export const page: RequestListener = ({ url }, response) => {
  const status = url === '/moved' ? 301 : url === '/missing' ? 404 : 200
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Rhymes</h1>')
}
