/** What a request says of the page and of who asks for it. */
export interface Signals {
  /** The host that was asked, in lower case and without its port. */
  host: string | undefined
  /** The path, without query and fragment. */
  path: string | undefined
  /** What follows the path's question mark. */
  query: string | undefined
  /** The `Referer` header. */
  referrer: string | undefined
  userAgent: string | undefined
  /** The `Cookie` header. */
  cookies: string | undefined
  /** `Sec-GPC: 1`, Global Privacy Control: the visitor asks not to be sold or shared. */
  gpc: boolean
  /** `DNT: 1`, Do Not Track. */
  dnt: boolean
  /** Whether a browser asks ahead of a click, to run the page before it is shown (`Sec-Purpose: prefetch;prerender`). */
  prerender: boolean
}

type Headers = Readonly<Record<string, unknown>> | { get(name: string): string | null }

/** The signals of a request: Node's and those of frameworks that keep its form, or one of the Fetch standard. */
export function readSignals(request: unknown, host: string | undefined): Signals {
  const { headers, hostname, originalUrl, url } = (request ?? {}) as Record<string, unknown>
  const header = headerOf(headers as Headers | undefined)
  const authority = text((headers as Readonly<Record<string, unknown>> | undefined)?.[':authority'])
  const address = text(originalUrl) ?? text(url)
  return {
    // HTTP/2 names the host in a field of its own.
    host: withoutPort(host ?? text(hostname) ?? authority ?? header('host')),
    path: pathOf(address),
    query: queryOf(address),
    referrer: header('referer'),
    userAgent: header('user-agent'),
    cookies: header('cookie'),
    gpc: header('sec-gpc') === '1',
    dnt: header('dnt') === '1',
    prerender: /\bprerender\b/.test(header('sec-purpose') ?? ''),
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

function headerOf(headers: Headers | undefined): (name: string) => string | undefined {
  if (headers === undefined || headers === null) return () => undefined
  if (typeof headers.get === 'function') return (name) => text((headers as { get(name: string): unknown }).get(name))
  return (name) => text((headers as Readonly<Record<string, unknown>>)[name])
}

const withoutPort = (host: string | undefined) =>
  host
    ?.trim()
    .toLowerCase()
    .replace(/:\d{1,5}$/, '')

const queryOf = (address: string | undefined) => /^[^?#]*\?([^#]*)/.exec(address ?? '')?.[1]

const pathOf = (address: string | undefined) => address?.replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
