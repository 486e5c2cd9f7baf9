/** The headers of a response: Node's, or what has its methods. */
export interface PageResponse {
  getHeader(name: string): unknown
  setHeader(name: string, value: string): unknown
  removeHeader(name: string): unknown
  readonly headersSent?: boolean
}

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

/** The header by which a shared cache may keep a response and give it to others; undefined where none may. */
export function sharedBy(header: (name: string) => unknown): string | undefined {
  const cacheControl = text(header('cache-control'))
  const surrogate = surrogateHeaders.find((name) => allowsSurrogate(name, text(header(name))))
  if (surrogate !== undefined) return `${spelled(surrogate)}: ${text(header(surrogate))}`
  if (allowsSharing(cacheControl)) return `Cache-Control: ${cacheControl}`
  const expires = text(header('expires'))
  return cacheControl === '' && Date.parse(expires) > Date.now() ? `Expires: ${expires}` : undefined
}

/** Takes from a response what lets a shared cache keep it; how long a browser may is left. */
export function makePrivate(response: PageResponse): void {
  for (const name of surrogateHeaders) response.removeHeader(name)
  const kept = directivesOf(text(response.getHeader('cache-control')))
    .filter(({ name }) => !sharing.has(name))
    .map(({ written }) => written)
  response.setHeader('Cache-Control', ['private', ...kept].join(', '))
}

const sharing = new Set(['public', 'private', 's-maxage', 'proxy-revalidate'])

// RFC 9111, sections 3 and 5.2.2: what is fresh for a time may be kept by any cache that is not told otherwise.
function allowsSharing(value: string): boolean {
  const directives = directivesOf(value)
  const has = (name: string) => directives.some((directive) => directive.name === name)
  // With names of fields behind it, `private` is about these alone.
  const isPrivate = directives.some(({ name, argument }) => name === 'private' && argument === undefined)
  if (has('no-store') || isPrivate) return false
  return has('public') || isFresh(directives, 's-maxage') || (!has('no-cache') && isFresh(directives, 'max-age'))
}

function allowsSurrogate(header: string, value: string): boolean {
  if (header === 'x-accel-expires') return /^@?[1-9]/.test(value)
  const directives = directivesOf(value)
  const forbids = directives.some(({ name }) => ['no-store', 'private', 'no-cache'].includes(name))
  if (forbids) return false
  const allowing = ['s-maxage', 'max-age', 'cache-maxage']
  return directives.some(({ name }) => name === 'public') || allowing.some((name) => isFresh(directives, name))
}

interface DirectiveOfCache {
  name: string
  argument: string | undefined
  written: string
}

const isFresh = (directives: readonly DirectiveOfCache[], name: string) =>
  directives.some((directive) => directive.name === name && /^[1-9]/.test(directive.argument ?? ''))

function directivesOf(value: string): readonly DirectiveOfCache[] {
  // Edge-Control takes a directive back by a ! before it.
  return [...value.replace(/![A-Za-z-]+/g, '').matchAll(/([A-Za-z-]+)(?:=(?:"([^"]*)"|([^,\s]*)))?/g)].map(
    ([written, name = '', quoted, bare]) => ({
      name: name.toLowerCase(),
      argument: quoted ?? bare,
      written,
    }),
  )
}

const text = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? '')).trim()

const spelled = (header: string) => header.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase())
