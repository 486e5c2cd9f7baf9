/** The headers of a response: Node's, or what has its methods. */
export interface PageResponse {
  getHeader(name: string): unknown
  setHeader(name: string, value: string): unknown
  removeHeader(name: string): unknown
  readonly headersSent?: boolean
  /** Node's response, where this stands before it: it gets the headers at last, and may have some already. */
  readonly raw?: PageResponse | undefined
}

/** The response that is written to the client. */
export const written = (response: PageResponse): PageResponse => response.raw ?? response

// Each is the word of one kind of cache in front of a site, and counts beside Cache-Control; from the documentation of RFC 9213,
// Fastly, Akamai, Cloudflare, Vercel, Netlify, LiteSpeed and nginx (unverified).
const surrogateHeaders = [
  'cdn-cache-control',
  'surrogate-control',
  'cloudflare-cdn-cache-control',
  'vercel-cdn-cache-control',
  'netlify-cdn-cache-control',
  'x-litespeed-cache-control',
  'edge-control',
  'x-accel-expires',
]

const longest = 4096

/** A response's headers by name, those too that it was only sent with: what is given to `writeHead` alone Node keeps as text. */
export function headersOf(response: PageResponse): (name: string) => unknown {
  const { headersSent, _header: sent } = written(response) as { headersSent?: boolean; _header?: unknown }
  if (headersSent !== true || typeof sent !== 'string') return (name) => response.getHeader(name)
  const lines = sent.split('\r\n')
  return (name) =>
    lines.filter((line) => line.toLowerCase().startsWith(`${name}:`)).map((line) => line.slice(name.length + 1))
}

/** The header by which a shared cache may keep a response and give it to others; undefined where none may. */
export function sharedBy(header: (name: string) => unknown): string | undefined {
  for (const name of surrogateHeaders) {
    const value = header(name)
    if (value !== undefined && allowsSurrogate(name, text(value))) return `${spelled(name)}: ${text(value)}`
  }
  const cacheControl = text(header('cache-control'))
  const directives = directivesOf(cacheControl)
  if (isForbidden(directives)) return undefined
  if (allowsSharing(directives)) return `Cache-Control: ${cacheControl}`
  const isDated = directives.some(({ name }) => name === 'max-age' || name === 's-maxage' || name === 'no-cache')
  const expires = isDated ? undefined : header('expires')
  return Date.parse(text(expires)) > Date.now() ? `Expires: ${text(expires)}` : undefined
}

/** Takes from a response what lets a shared cache keep it; how long a browser may is left. */
export function makePrivate(response: PageResponse): void {
  for (const name of surrogateHeaders) {
    if (allowsSurrogate(name, text(response.getHeader(name)))) response.removeHeader(name)
  }
  const kept = directivesOf(text(response.getHeader('cache-control')))
    .filter(({ name }) => !sharing.has(name))
    .map(({ written }) => written)
  response.setHeader('Cache-Control', ['private', ...kept].join(', '))
}

/** Whether a header is one that tells caches how long a response may be kept. */
export const concernsCaches = (header: string): boolean => cacheHeaders.has(header.toLowerCase())

const cacheHeaders = new Set([...surrogateHeaders, 'cache-control', 'expires'])
const sharing = new Set(['public', 'private', 's-maxage', 'proxy-revalidate'])

// RFC 9111, sections 3 and 5.2.2: what is fresh for a time may be kept by any cache that is not told otherwise. With names of
// fields behind them, `private` and `no-cache` are about these alone.
const isForbidden = (directives: readonly DirectiveOfCache[]) =>
  has(directives, 'no-store') || has(directives, 'private')

const allowsSharing = (directives: readonly DirectiveOfCache[]) =>
  has(directives, 'public') ||
  isFresh(directives, 's-maxage') ||
  (!has(directives, 'no-cache') && isFresh(directives, 'max-age'))

function allowsSurrogate(header: string, value: string): boolean {
  if (header === 'x-accel-expires') return /^@?0*[1-9]/.test(value)
  const directives = directivesOf(value)
  if (isForbidden(directives) || has(directives, 'no-cache')) return false
  return has(directives, 'public') || ['s-maxage', 'max-age', 'cache-maxage'].some((name) => isFresh(directives, name))
}

const has = (directives: readonly DirectiveOfCache[], name: string) =>
  directives.some((directive) => directive.name === name && directive.argument === undefined)

interface DirectiveOfCache {
  name: string
  argument: string | undefined
  written: string
}

const isFresh = (directives: readonly DirectiveOfCache[], name: string) =>
  directives.some((directive) => directive.name === name && /^0*[1-9]/.test(directive.argument ?? ''))

const directive = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:=(?:"([^"]*)"|([^,\s]*)))?/g

function directivesOf(value: string): readonly DirectiveOfCache[] {
  // Edge-Control takes a directive back by a ! before it.
  return [...value.slice(0, longest).matchAll(directive)]
    .map(([written, name = '', quoted, bare]) => ({ name: name.toLowerCase(), argument: quoted ?? bare, written }))
    .filter(({ name }) => !name.startsWith('!'))
}

const text = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? '')).trim()

const spelled = (header: string) => header.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase())
