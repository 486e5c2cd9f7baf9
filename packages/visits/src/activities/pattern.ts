/** What a rule sees of a hit. */
export interface ActivityHit {
  /** Milliseconds since 1970. */
  readonly time: number
  /** Method and route, like `GET /rhymes/:id`, or the event's name. */
  readonly what: string
  readonly kind: 'request' | 'event'
}

const request = /^[A-Z]+ \//
const unfinished = /^(?:get|head|post|put|patch|delete|options)\b/i

/** What is wrong with a pattern, as an ending of "… must be"; undefined for one that is right. */
export function patternRule(pattern: unknown): string | undefined {
  const isText = typeof pattern === 'string' && pattern.trim() !== '' && pattern.length <= 300
  if (!isText || (unfinished.test(pattern) && pattern.includes('/') && !request.test(pattern)))
    return 'a method and route, a route or the name of an event, like "GET /rhymes/new", "/rhymes/new" or "rhyme posted"'
  return undefined
}

/** Tells whether a hit is one of a pattern's. */
export function matcher(pattern: string): (hit: ActivityHit) => boolean {
  const isPrefix = pattern.endsWith('*')
  const text = isPrefix ? pattern.slice(0, -1) : pattern
  const isText = isPrefix ? (what: string) => what.startsWith(text) : (what: string) => what === text
  if (text.startsWith('/')) return ({ kind, what }) => kind === 'request' && isText(what.slice(what.indexOf(' ') + 1))
  const wanted = request.test(text) ? 'request' : 'event'
  return ({ kind, what }) => kind === wanted && isText(what)
}
