import { types } from 'node:util'

/** What to report of a value that a page may not set: `what` it must be instead, with an example. */
export const leftOut = (name: string, what: string, value: unknown): TypeError =>
  new TypeError(`${name} must be ${what} (got ${kindOf(value)}): left out`)

const kinds: readonly (readonly [is: (value: unknown) => boolean, kind: string])[] = [
  [Array.isArray, 'a list'],
  [types.isDate, 'a date'],
  [types.isMap, 'a map'],
  [types.isSet, 'a set'],
  [types.isPromise, 'a promise'],
  [types.isRegExp, 'a regular expression'],
]

function kindOf(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value)
  return kinds.find(([is]) => is(value))?.[1] ?? typeof value
}
