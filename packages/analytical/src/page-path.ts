/** The path of a page's address, query and fragment included, from the slash on: `/a?b` for `https://example.com/a?b`, too. */
export function pagePath(href: unknown): string {
  const path = String(href).replace(/^(?:https?:)?\/\/[^/?#]*/i, '')
  return path.startsWith('/') ? path : `/${path}`
}
