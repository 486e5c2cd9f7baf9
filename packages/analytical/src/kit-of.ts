import type { Analytical } from './analytical.ts'
import { isThenable } from './at-hand.ts'
import { guardedHandler } from './faults.ts'

/** A site's kit, or how to tell it by the request where a process serves several; undefined for a site that has none. */
export type Kit<Request> = Analytical | ((request: Request) => Analytical | undefined)

/**
 * How to tell the kit of a request. Where the site's function fails there is no kit that could hear of it: it is printed, and
 * the request has none.
 *
 * @throws TypeError for what is neither a kit nor a function.
 */
export function kitOf<Request>(given: Kit<Request>): (request: Request) => Analytical | undefined {
  if (typeof given !== 'function') {
    assertKit(given, 'tracking() takes what createAnalytical() returned, or a function of the request that returns it')
    given.expectPageViews()
    return () => given
  }
  const report = guardedHandler()
  return (request) => {
    try {
      const kit = given(request) as Analytical | null | undefined
      if (kit === undefined || kit === null) return undefined
      assertKit(kit, 'the function given to tracking() must return what createAnalytical() returned, or undefined')
      return kit
    } catch (error) {
      report(error, { phase: 'request' })
      return undefined
    }
  }
}

function assertKit(value: unknown, rule: string): asserts value is Analytical {
  if (isThenable(value)) {
    value.then(undefined, () => {})
    throw new TypeError(`${rule} (got a promise: await it before)`)
  }
  const { render, pageView } = (value ?? {}) as Partial<Analytical>
  if (typeof render === 'function' && typeof pageView === 'function') return
  throw new TypeError(`${rule} (got ${value === null ? 'null' : typeof value})`)
}
