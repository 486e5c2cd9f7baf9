/**
 * The path of a page's address, query and fragment included, from the slash on: `/a?b` for `https://example.com/a?b`, too.
 * Undefined for none, and for a query or fragment alone, whose path only the browser knows.
 */
export function pagePath(href: unknown): string | undefined {
  if (href === undefined || href === null || /^[?#]/.test(String(href))) return undefined
  const path = String(href).replace(/^(?:https?:)?\/\/[^/?#]*/i, '')
  return path.startsWith('/') ? path : `/${path}`
}
