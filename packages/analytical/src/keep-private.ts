import type { FaultHandler } from './faults.ts'
import type { PageView } from './page-view.ts'
import { makePrivate, type PageResponse, sharedBy } from './shared-cache.ts'

type WriteHead = (this: unknown, ...given: unknown[]) => unknown
interface WritingResponse extends PageResponse {
  writeHead: WriteHead
}

/**
 * Keeps a response from shared caches whose page was made for its visitor before the response was said to be for all: there
 * is nothing left to leave out when the headers are written.
 */
export function keepPrivate(view: PageView, report: FaultHandler): void {
  const { response } = view
  if (!isWriting(response)) return
  const { writeHead } = response
  response.writeHead = function (...given) {
    response.writeHead = writeHead
    const rest = view.isOneVisitors ? withHeadersSet(response, given) : given
    const reason = view.isOneVisitors ? sharedBy((name) => response.getHeader(name)) : undefined
    if (reason !== undefined) {
      makePrivate(response)
      report(new Error(`${reason} was set after the page had been made for its visitor: the response is private`), {
        phase: 'cache',
      })
    }
    return writeHead.apply(this, rest)
  }
}

const isWriting = (response: PageResponse | undefined): response is WritingResponse =>
  typeof (response as WritingResponse | undefined)?.writeHead === 'function'

/** Sets the headers that are given to `writeHead` itself, which would be laid over all others. */
function withHeadersSet(response: WritingResponse, given: unknown[]): unknown[] {
  const headers = given.at(-1)
  if (typeof headers !== 'object' || headers === null) return given
  const entries = Array.isArray(headers) ? pairsOf(headers) : Object.entries(headers)
  for (const [name, value] of entries) response.setHeader(name, value as string)
  return given.slice(0, -1)
}

// Node takes a list of pairs, or one list in which names and values take turns.
function pairsOf(headers: readonly unknown[]): readonly (readonly [string, unknown])[] {
  if (headers.every(Array.isArray)) return headers as unknown as readonly (readonly [string, unknown])[]
  return headers.flatMap((name, index) => (index % 2 === 0 ? [[name as string, headers[index + 1]] as const] : []))
}
