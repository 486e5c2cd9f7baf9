import { asText } from './as-text.ts'

/**
 * The path of a page's address, query and fragment included, from the slash on: `/a?b` for `https://example.com/a?b`, too.
 * Undefined for none, and for a query or fragment alone, whose path only the browser knows.
 */
export function pagePath(href: unknown): string | undefined {
  const address = asText(href)
  if (address === undefined || /^[?#]/.test(address)) return undefined
  const path = address.replace(/^(?:https?:)?\/\/[^/?#]*/i, '')
  return path.startsWith('/') ? path : `/${path}`
}
