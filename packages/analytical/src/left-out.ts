/** What to report of a value that a page may not set: `what` it must be instead, with an example. */
export const leftOut = (name: string, what: string, value: unknown): TypeError =>
  new TypeError(`${name} must be ${what} (got ${kindOf(value)}): left out`)

const kindOf = (value: unknown) => (Array.isArray(value) ? 'a list' : typeof value)
