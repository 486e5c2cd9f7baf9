/** Whether a value is a promise, or behaves as one. */
export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function'

/**
 * A value that a page needs at once.
 *
 * @throws TypeError for a promise, whose failure is then nobody's and ends no process.
 */
export function atHand<T>(value: T, what: string): T {
  if (!isThenable(value)) return value
  value.then(undefined, () => {})
  throw new TypeError(`${what} must be at hand when a page is rendered, and is a promise: await it before`)
}
