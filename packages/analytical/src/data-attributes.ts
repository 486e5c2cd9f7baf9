/**
 * The `data-*` attributes of a vendor's script element: `{ 'data-site': 'ABC' }` for `{ site: 'ABC' }`. What is undefined is
 * left out; anything else is text, a list with commas.
 */
export function dataAttributes(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given.map(([name, value]) => [`data-${name}`, String(value)]))
}
