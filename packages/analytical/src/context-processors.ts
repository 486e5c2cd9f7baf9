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
  if (!results.some((result) => result instanceof Promise)) {
    for (const result of results) lay(result, variables, report)
    return undefined
  }
  const settled = results.map((result, index) =>
    result instanceof Promise
      ? inTime(result, deadline, `the context processor ${nameOf(processors[index])}`).catch((error: unknown) =>
          report(error, { phase: 'context processor' }),
        )
      : result,
  )
  return Promise.all(settled).then((all) => {
    for (const result of all) lay(result, variables, report)
  })
}

function attempt(processor: ContextProcessor, request: unknown, report: FaultHandler): unknown {
  try {
    const result = processor(request)
    return isThenable(result) ? Promise.resolve(result) : result
  } catch (error) {
    report(error, { phase: 'context processor' })
    return undefined
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
