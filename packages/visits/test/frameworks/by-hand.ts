import type { ServerResponse } from 'node:http'
import type { Http2ServerResponse } from 'node:http2'

/** The site's pages without a framework. */
export function answer(url: string | undefined, response: ServerResponse | Http2ServerResponse): void {
  const send = (status: number, type: string, body: string) => {
    response.writeHead(status, { 'content-type': type })
    response.end(body)
  }
  if (routeOf(url) !== undefined) send(200, 'text/html', '<h1>Rhyme</h1>')
  else if (url === '/api/words') send(200, 'application/json', '["moon","June"]')
  else send(404, 'text/plain', 'not found')
}

/** The pattern of the route that an address belongs to. */
export const routeOf = (url = ''): string | undefined => (/^\/rhymes\/\w+$/.test(url) ? '/rhymes/:id' : undefined)
