import { isThenable } from './at-hand.ts'
import type { FaultHandler } from './faults.ts'
import { inTime } from './in-time.ts'

/**
 * Context variables for every page: from the request to an object of them, or a promise of one.
 *
 * @example (request) => ({ clicky_timeout: 10, analytical_session: { plan: request.user?.plan } })
 */
// biome-ignore lint/suspicious/noExplicitAny: each framework has a request of its own.
export type ContextProcessor = (request: any) => object | undefined | null | Promise<object | undefined | null>

/**
 * Runs the processors on a request and lays what they return over `variables`, the later over the earlier. One that fails,
 * or takes longer than the deadline, costs its own variables and nothing else.
 *
 * @returns a promise where a processor is asynchronous; it never rejects.
 */
export function runProcessors(
  processors: readonly ContextProcessor[],
  request: unknown,
  variables: Record<string, unknown>,
  { deadline, report }: { deadline: number; report: FaultHandler },
): Promise<void> | undefined {
  const results = processors.map((processor) => attempt(processor, request, report))
  if (!results.some(({ promise }) => promise !== undefined)) {
    for (const { value } of results) lay(value, variables, report)
    return undefined
  }
  const settled = results.map(async ({ promise, value }, index) => {
    if (promise === undefined) return { value }
    try {
      return { value: await inTime(promise, deadline, `the context processor ${nameOf(processors[index])}`) }
    } catch (error) {
      report(error, { phase: 'context processor' })
      return {}
    }
  })
  return Promise.all(settled).then((all) => {
    for (const { value } of all) lay(value, variables, report)
  })
}

// In an object, as a value that is awaited or asked for its kind may be one that answers with an error.
interface Result {
  promise?: PromiseLike<unknown>
  value?: unknown
}

function attempt(processor: ContextProcessor, request: unknown, report: FaultHandler): Result {
  try {
    const value = processor(request)
    return isThenable(value) ? { promise: value } : { value }
  } catch (error) {
    report(error, { phase: 'context processor' })
    return {}
  }
}

function lay(result: unknown, variables: Record<string, unknown>, report: FaultHandler): void {
  if (result === undefined || result === null) return
  try {
    if (typeof result !== 'object')
      throw new TypeError(`a context processor must return an object (got ${typeof result})`)
    Object.assign(variables, { ...result })
  } catch (error) {
    report(error, { phase: 'context processor' })
  }
}

const nameOf = (processor: ContextProcessor | undefined) => processor?.name || '(without a name)'
