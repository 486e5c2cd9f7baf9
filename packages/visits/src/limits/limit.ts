/** How many requests of one form are taken from one address, and in which time. */
export interface LimitOptions {
  /** Up to 1,000,000. */
  readonly points: number
  /** How long a window is: it begins with the first request. Up to 2,073,600, which are 24 days. */
  readonly seconds: number
}

/** What {@link Visits.limit} tells of a request. */
export interface Limit {
  /** It is one too many: to be ignored. */
  readonly limited: boolean
  /** How many more are taken before `resetAt`. */
  readonly remaining: number
  /** When the count begins anew. */
  readonly resetAt: Date
}

const mostPoints = 1_000_000
// Node's timers, which the memory of limits ends windows by, take no more than 2^31 milliseconds.
const mostSeconds = 24 * 86_400

/** What a form's limit must be, with an example. */
export const limitRule = `{ points, seconds }, whole numbers up to ${mostPoints} and ${mostSeconds}, like { points: 5, seconds: 3600 }`

export function isLimitOptions(value: unknown): value is LimitOptions {
  const { points, seconds, ...more } = (value ?? {}) as Record<string, unknown>
  return isCount(points, mostPoints) && isCount(seconds, mostSeconds) && Object.keys(more).length === 0
}

const isCount = (value: unknown, most: number) =>
  Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= most
