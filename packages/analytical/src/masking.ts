import { filled } from './fields.ts'
import type { Page } from './provider.ts'
import type { KitValues } from './settings/check-settings.ts'
import type { Signals } from './signals.ts'

/** Where a page view is, as far as its address may be told. */
export type Mask = (signals: Signals, route: string | undefined) => Page | undefined

/**
 * How a site masks the addresses that services see: its own patterns, else the framework's route, in place of the path, and
 * only the parameters it allows. Undefined where it masks nothing.
 */
export function maskOf(kit: KitValues): Mask | undefined {
  const { ANALYTICAL_MASKED_PATHS: paths = [], ANALYTICAL_MASK_ROUTES: byRoute = false } = kit
  const { ANALYTICAL_QUERY_PARAMETERS: parameters } = kit
  if (paths.length === 0 && !byRoute && parameters === undefined) return undefined
  const patterns = paths.map(patternOf)
  const pathOf = (path: string) => patterns.find(({ matches }) => matches(path))?.pattern
  const queryOf = (query: string | undefined) => (parameters === undefined ? query : allowed(query, parameters))

  return ({ host, path, query, referrer }, route) => {
    if (path === undefined) return undefined
    const shown = withQuery(pathOf(path) ?? (byRoute ? route : undefined) ?? path, queryOf(query))
    return filled({
      href: shown === withQuery(path, query) ? undefined : shown,
      referrer: referrerFor(referrer, host, (url) =>
        withQuery(pathOf(url.pathname) ?? url.pathname, queryOf(url.search.slice(1))),
      ),
    }) as Page | undefined
  }
}

const withQuery = (path: string, query: string | undefined) => (query ? `${path}?${query}` : path)

/** A referrer of the site itself, masked as its pages are; undefined where nothing of it is to be masked. */
function referrerFor(referrer: string | undefined, host: string | undefined, mask: (url: URL) => string) {
  if (referrer === undefined || !URL.canParse(referrer)) return undefined
  const url = new URL(referrer)
  if (url.hostname !== host) return undefined
  const masked = url.origin + mask(url)
  return masked === url.origin + withQuery(url.pathname, url.search.slice(1)) ? undefined : masked
}

function allowed(query: string | undefined, names: readonly string[]): string {
  const kept = [...new URLSearchParams(query)].filter(([name]) =>
    names.some((one) => (one.endsWith('*') ? name.startsWith(one.slice(0, -1)) : name === one)),
  )
  return new URLSearchParams(kept).toString()
}

interface Pattern {
  pattern: string
  matches(path: string): boolean
}

function patternOf(pattern: string): Pattern {
  const wanted = segmentsOf(pattern)
  const isOpen = wanted.at(-1) === '*'
  const fixed = isOpen ? wanted.slice(0, -1) : wanted
  return {
    pattern,
    matches(path) {
      const given = segmentsOf(path)
      if (isOpen ? given.length < fixed.length : given.length !== fixed.length) return false
      return fixed.every((segment, index) => segment.startsWith(':') || segment === given[index])
    },
  }
}

// Routers take no account of case and a last slash, as a rule.
function segmentsOf(path: string): readonly string[] {
  const segments = path.toLowerCase().split('/')
  while (segments.length > 1 && segments.at(-1) === '') segments.pop()
  return segments
}
