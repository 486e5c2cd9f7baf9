/** Hears of what went wrong, and never fails itself. */
export type Report = (error: unknown) => void

interface Problem {
  readonly message: string
  /** When it is over by itself, by `performance.now()`. */
  readonly until: number
}

const day = 24 * 60 * 60_000

/** Tells what went wrong once, and keeps what is wrong at present. */
export class Problems {
  readonly report: Report
  readonly #present = new Map<string, Problem>()

  constructor(onError: (error: Error) => unknown = printer()) {
    this.report = guarded(onError)
  }

  /** What is wrong now, in plain sentences. */
  get list(): string[] {
    this.#forgetWhatIsOver()
    return Array.from(this.#present.values(), ({ message }) => message)
  }

  /** Something is wrong from now on: it is reported once, until it is over. */
  raise(what: string, message: string, cause?: unknown): void {
    this.#tell(what, { message, until: Number.POSITIVE_INFINITY }, cause)
  }

  /** Something was lost, which nothing undoes: as {@link Problems.raise}, over once it has not happened for a day. */
  happened(what: string, message: string): void {
    this.#tell(what, { message, until: performance.now() + day })
  }

  /** It is over. */
  clear(what: string): void {
    this.#present.delete(what)
  }

  #tell(what: string, problem: Problem, cause?: unknown): void {
    this.#forgetWhatIsOver()
    const isNew = !this.#present.has(what)
    this.#present.set(what, problem)
    if (isNew) this.report(new Error(problem.message, { cause }))
  }

  #forgetWhatIsOver(): void {
    const now = performance.now()
    for (const [what, { until }] of this.#present) if (until <= now) this.#present.delete(what)
  }
}

/** What was thrown, in words. */
export function messageOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error)
  } catch {
    return 'what was thrown cannot be written out'
  }
}

function guarded(onError: (error: Error) => unknown): Report {
  const failed = (failure: unknown) => console.error(`visits: onError itself failed: ${messageOf(failure)}`)
  return (error) => {
    try {
      const told = onError(error instanceof Error ? error : new Error(messageOf(error))) as
        | PromiseLike<unknown>
        | undefined
      if (typeof told?.then === 'function') told.then(undefined, failed)
    } catch (failure) {
      failed(failure)
    }
  }
}

const differentMessages = 100

// A fault that every request has would fill a log: each different message is printed once.
function printer(): (error: Error) => void {
  const printed = new Set<string>()
  return (error) => {
    const message = `visits: ${messageOf(error)}`
    if (printed.has(message) || printed.size >= differentMessages) return
    printed.add(message)
    console.error(message)
  }
}
