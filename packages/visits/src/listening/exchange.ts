import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2'

/** Node's own request, as frameworks keep it: `request` in Express, `request.raw` in Fastify, `ctx.req` in Koa. */
export type RawRequest = IncomingMessage | Http2ServerRequest
export type RawResponse = ServerResponse | Http2ServerResponse

/** A request whose response ended, or was given up. */
export interface Ended {
  readonly request: RawRequest
  readonly response: RawResponse
  /** What was asked for, as it stood in the request's first line: routers rewrite `request.url`. */
  readonly address: string
  /** The socket's address, or `unix`: a socket that is closed by now cannot tell it. */
  readonly remoteAddress: string | undefined
  /** Milliseconds since 1970 at the end. */
  readonly time: number
  readonly duration: number
  /** The client went away before all of the response was handed over. */
  readonly aborted: boolean
}

/** The `Content-Type` that was sent, also where `writeHead` alone was given it: `getHeader` does not know of that one. */
export function contentTypeOf(response: RawResponse): string {
  const set = response.getHeader('content-type')
  if (set !== undefined) return String(set)
  const { _header: sent } = response as { _header?: unknown }
  return typeof sent === 'string' ? (/\r\ncontent-type:[ \t]*([^\r\n]*)/i.exec(sent)?.[1] ?? '') : ''
}

/** Whether the client went away before all of it was handed over, although it is finished: in HTTP/2 every response is. */
export function wasCut(response: RawResponse): boolean {
  if (!('stream' in response)) return false
  const { aborted, writableFinished } = response.stream
  return aborted || !writableFinished
}

/** Whether this is Node's request, and not a framework's own object around it. */
export const isRawRequest = (request: unknown): request is RawRequest =>
  typeof (request as RawRequest | undefined)?.httpVersion === 'string'

const isRawResponse = (response: unknown) =>
  typeof (response as Partial<RawResponse> | undefined)?.getHeader === 'function' &&
  typeof (response as Partial<RawResponse>).once === 'function'

/** @throws TypeError for a framework's own objects in place of Node's. */
export function mustBeRaw(request: unknown, response: unknown): void {
  if (!isRawRequest(request)) throw new TypeError(takesNodes('observe'))
  if (!isRawResponse(response))
    throw new TypeError(
      "visits.observe must get Node's own response beside the request: response in Express, reply.raw in Fastify, ctx.res in Koa, c.env.outgoing in Hono",
    )
}

/** Node's request of what a framework hands around: itself, or what Fastify, Koa and Hono keep it under. */
export function rawRequestOf(request: unknown): RawRequest | undefined {
  const { raw, req, env } = (request ?? {}) as { raw?: unknown; req?: unknown; env?: { incoming?: unknown } }
  return [request, raw, req, env?.incoming].find(isRawRequest)
}

/** How a method is to be called that was given a framework's own request. */
export const takesNodes = (method: string) =>
  `visits.${method} must get Node's own request: request in Express, request.raw in Fastify, ctx.req in Koa, c.env.incoming in Hono`
