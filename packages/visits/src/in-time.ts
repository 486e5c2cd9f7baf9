/** Thrown where something took longer than it may. */
export class TooLate extends Error {
  override readonly name = 'TooLate'
}

/**
 * A promise that fails with {@link TooLate} once the deadline, in milliseconds, has passed; `what` names it then.
 *
 * @param holdsProcess Whether the process stays alive for it.
 */
export async function inTime<T>(
  promise: PromiseLike<T>,
  deadline: number,
  what: string,
  holdsProcess = true,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const isLate = () => reject(new TooLate(`${what} did not answer within ${deadline} ms`))
    // Where this process was busy, an answer that came in time is still to be read: that comes before what is immediate.
    timer = setTimeout(() => setImmediate(isLate), deadline)
    if (!holdsProcess) timer.unref()
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** A promise that the process stays alive for until it settles, whatever else has ended. */
export async function holdingProcess<T>(promise: PromiseLike<T>): Promise<T> {
  const held = setInterval(() => {}, 60_000)
  try {
    return await promise
  } finally {
    clearInterval(held)
  }
}
