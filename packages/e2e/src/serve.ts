import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Site } from './example-site.ts'

/** A page as a server sends it. */
export interface ServedPage {
  html: string
  policy: string
}

/** Serves pages on loopback. */
export async function serve(render: (request: IncomingMessage) => Promise<ServedPage>): Promise<Site> {
  const server = createServer(async (request, response) => {
    if (request.url === '/favicon.ico') return void response.writeHead(204).end()
    const { html, policy } = await render(request)
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(html)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() }
}

/** A policy as the header has it. */
export const headerOf = (policy: Readonly<Record<string, unknown>>): string =>
  Object.entries(policy)
    .map(([directive, sources]) => [directive, ...(sources as string[])].join(' '))
    .join('; ')
