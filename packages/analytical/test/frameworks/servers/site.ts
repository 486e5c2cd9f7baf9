import type { Http2Server } from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import type { Analytical } from '../../../src/analytical.ts'
import type { PageView } from '../../../src/page-view.ts'

/** A header of a request, by its name in lower case; `host` in HTTP/2, too. */
export type Header = (name: string) => string | undefined

/** A page while a route, the page for errors or the page for what is not there makes it. */
export interface Page {
  header: Header
  /** What the framework gave to the template as `analytical`. */
  view: PageView | undefined
  /** Sets a header of the response, as the framework's own code does. */
  set(name: string, value: string): void
}

/**
 * A site as each framework serves it: pages at `/` and `/people/:id`, an error at `/broken`. `answer` makes all of them, that
 * of the error and that for any other address too.
 */
export interface Site {
  kit: Analytical | ((header: Header) => Analytical | undefined)
  answer(page: Page): string
  user?: (header: Header) => unknown
  nonce?: (header: Header) => string
  /** Whether the framework is told to believe a proxy on loopback. */
  behindProxy?: boolean
}

/** What a site says to `tracking`, for a framework that hands out headers this way. */
export function toldBy<Given extends readonly [unknown, ...unknown[]]>(
  { kit, user, nonce }: Site,
  headerOf: (request: Given[0]) => Header,
) {
  return {
    kit: typeof kit === 'function' ? (request: Given[0]) => kit(headerOf(request)) : kit,
    options: {
      ...(user && { user: (...[request]: Given) => user(headerOf(request)) }),
      ...(nonce && { nonce: (...[request]: Given) => nonce(headerOf(request)) }),
    },
  }
}

/** The headers of Node's request, and of what keeps its form. */
export const nodeHeader =
  ({ headers }: { headers: Readonly<Record<string, string | string[] | undefined>> }): Header =>
  (name) =>
    (headers[name] ?? (name === 'host' ? headers[':authority'] : undefined)) as string | undefined

/** A server on loopback. */
export interface Running {
  /** Its address: `http://127.0.0.1:4711`. */
  origin: string
  isHttp2: boolean
  close(): unknown
}

/** A framework, and how it serves a site. */
export interface Served {
  name: string
  /** The framework's own trust rule, in place of which the others have `ANALYTICAL_TRUSTED_PROXIES` alone. */
  hasTrustRule: boolean
  serve(site: Site): Promise<Running>
}

export async function listening(server: Server | Http2Server, isHttp2 = false): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { origin: originOf(server), isHttp2, close: () => server.close() }
}

export const originOf = (server: Server | Http2Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
