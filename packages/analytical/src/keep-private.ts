import type { FaultHandler } from './faults.ts'
import { concernsCaches, headersOf, makePrivate, type PageResponse, sharedBy } from './shared-cache.ts'

type Method = (this: unknown, ...given: unknown[]) => unknown
interface WritingResponse extends PageResponse {
  setHeader: Method
  appendHeader?: Method
  writeHead: Method
}

/**
 * Makes the response of a page that differs from visitor to visitor private, and keeps it so, whatever is said of it before or
 * later: a shared cache would give one visitor's page to all. What it takes back is reported.
 */
export function keepFromSharedCaches(response: PageResponse, report: FaultHandler): void {
  const reason = sharedBy(headersOf(response))
  const isTooLate = response.headersSent === true
  if (!isTooLate) makePrivate(response)
  if (reason !== undefined) {
    const what = isTooLate ? 'was sent already, and a shared cache may give it to all' : 'is private'
    report(new Error(`${reason} was set for a page that differs from visitor to visitor: the response ${what}`), {
      phase: 'cache',
    })
  }
  keepPrivate(response, report)
}

const kept = new WeakSet<PageResponse>()

/**
 * Keeps a response from shared caches whose page has been made for its visitor, should it be said to be for all from now on:
 * nothing is left to leave out of the page.
 */
export function keepPrivate(response: PageResponse, report: FaultHandler): void {
  if (kept.has(response) || !isWriting(response) || !Object.isExtensible(response)) return
  kept.add(response)
  const { setHeader, appendHeader, writeHead } = response
  let isBusy = false

  function check(): void {
    const reason = sharedBy(headersOf(response))
    if (reason === undefined || isBusy || response.headersSent === true) return
    isBusy = true
    makePrivate(response)
    isBusy = false
    const message = `${reason} was set after the page had been made for its visitor: the response is private`
    report(new Error(message), { phase: 'cache' })
  }

  const checking = (method: Method): Method =>
    function (this: unknown, name, ...value) {
      const returned = method.call(this, name, ...value)
      if (concernsCaches(String(name))) check()
      return returned
    }

  response.setHeader = checking(setHeader)
  if (typeof appendHeader === 'function') response.appendHeader = checking(appendHeader)
  // Headers that are given to it would be laid over all others. They are judged together, as one may take back another.
  response.writeHead = function (this: unknown, status, ...given) {
    const reason = typeof given[0] === 'string' ? given.slice(0, 1) : []
    const headers = typeof given[0] === 'string' ? given[1] : (given[1] ?? given[0])
    for (const [name, value] of grouped(headers)) setHeader.call(response, name, value)
    check()
    return writeHead.call(this, status, ...reason)
  }
}

const isWriting = (response: PageResponse): response is WritingResponse =>
  typeof (response as WritingResponse).writeHead === 'function' && typeof response.setHeader === 'function'

/** Headers as Node takes them: an object, a list of pairs, or one list in which names and values take turns. */
function grouped(headers: unknown): ReadonlyMap<string, unknown> {
  if (typeof headers !== 'object' || headers === null) return new Map()
  if (!Array.isArray(headers)) return new Map(Object.entries(headers))
  const pairs = headers.every(Array.isArray)
    ? (headers as [string, unknown][])
    : headers.flatMap((name, index) => (index % 2 === 0 ? [[String(name), headers[index + 1]] as const] : []))
  const values = new Map<string, unknown[]>()
  for (const [name, value] of pairs)
    values.set(name.toLowerCase(), [...(values.get(name.toLowerCase()) ?? []), value].flat())
  return new Map([...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all]))
}
