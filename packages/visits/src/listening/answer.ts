import type { Report } from '../problems.ts'

/**
 * What a function of the site answers at once; `otherwise` where it fails, or promises an answer, which is reported with what
 * it must do.
 */
export function answerOf<T>(ask: () => T, otherwise: T, mustAnswer: string, report: Report): T {
  try {
    const answer = ask()
    if (!isPromise(answer)) return answer
    answer.then(undefined, report)
    throw new Error(`${mustAnswer} (got a promise)`)
  } catch (error) {
    report(error)
    return otherwise
  }
}

const isPromise = (answer: unknown): answer is PromiseLike<unknown> =>
  typeof (answer as PromiseLike<unknown> | null | undefined)?.then === 'function'
