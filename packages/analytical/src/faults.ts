import { isThenable } from './at-hand.ts'

/** Where something went wrong: while a page was made, or in the policy that it goes under. */
export interface Where {
  provider?: string
  tag?: string
  phase:
    | 'request'
    | 'render'
    | 'context processor'
    | 'identify'
    | 'user'
    | 'address'
    | 'nonce'
    | 'exclude'
    | 'consent'
    | 'cache'
    | 'csp'
}

/** Hears of everything that went wrong; the page comes out whole all the same. */
export type FaultHandler = (error: unknown, where: Where) => void

/** What was thrown, in words. */
export function messageOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error)
  } catch {
    return 'what was thrown cannot be written out'
  }
}

/** A fault handler that cannot itself break a page. */
export function guardedHandler(handler: FaultHandler = printer()): FaultHandler {
  return (error, where) => {
    const failed = (failure: unknown) => {
      try {
        console.error('analytical: onError itself failed:', failure)
      } catch {
        console.error('analytical: onError itself failed')
      }
    }
    try {
      const told: unknown = handler(error, where)
      if (isThenable(told)) told.then(undefined, failed)
    } catch (failure) {
      failed(failure)
    }
  }
}

/** Hears of a fault in a page's variables: once, and not once for each provider that reads them. */
export type ViewFaultHandler = (view: { reported: Set<string> }, error: Error, where: Where) => void

export const oncePerView =
  (report: FaultHandler): ViewFaultHandler =>
  ({ reported }, error, where) => {
    if (reported.has(error.message)) return
    reported.add(error.message)
    report(error, where)
  }

const differentMessages = 100

// A fault that every page has would fill a log: each different message is printed once.
function printer(): FaultHandler {
  const printed = new Set<string>()
  return (error, { provider, tag, phase }) => {
    const message = `analytical: ${tag ?? provider ?? phase}: ${messageOf(error)}`
    if (printed.has(message) || printed.size >= differentMessages) return
    printed.add(message)
    console.error(message)
  }
}
