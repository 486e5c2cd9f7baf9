import { setTimeout } from 'node:timers/promises'
import { inTime, TooLate } from './in-time.ts'
import type { Report } from './problems.ts'
import type { Sink } from './sink.ts'

/** Milliseconds from an attempt that failed to the next. */
const pause = 100

/** The longest that Node's timers can wait, some 24 days: what is longer they take for nothing. */
const longest = 2 ** 31 - 1

/** A store that is to be closed. */
interface Closing {
  readonly name: string
  close(): Promise<void>
}

/**
 * Brings what sinks hold to their stores, trying again as long as there is time, and closes these.
 *
 * @returns After at most `deadline` milliseconds, whether all of it is there; what is not is reported.
 */
export async function stopAll(
  sinks: readonly Sink[],
  stores: readonly Closing[],
  deadline: number,
  report: Report,
): Promise<boolean> {
  const last = performance.now() + Math.min(deadline, longest)
  const inTheRest = (work: Promise<unknown>, what: string, failed: Report) =>
    inTime(work, Math.max(Math.ceil(last - performance.now()), 0), what).catch(failed)
  const bring = (failed: Report) => Promise.all(sinks.map((sink) => inTheRest(sink.flush(), sink.storeName, failed)))
  const canBring = (sink: Sink) => (sink.waiting > 0 || sink.isInDoubt === true) && !sink.isRefused
  // Whoever has no more than what the first attempt left of the time is late for want of it.
  const unlessLate: Report = (error) => {
    if (!(error instanceof TooLate)) report(error)
  }
  await bring(report)
  while (sinks.some(canBring) && performance.now() + pause < last) {
    await setTimeout(pause)
    await bring(unlessLate)
  }
  for (const sink of sinks) sink.stop()
  await Promise.all(stores.map((store) => inTheRest(store.close(), store.name, unlessLate)))
  const left = sinks.filter(({ waiting }) => waiting > 0)
  for (const { waiting, what, storeName } of left)
    report(new Error(`stopped with ${waiting} ${what} that ${storeName} has not taken`))
  const doubtful = sinks.filter(({ waiting, isInDoubt }) => waiting === 0 && isInDoubt)
  for (const { what, storeName } of doubtful)
    report(new Error(`stopped before ${storeName} could say whether it still has all ${what} that it was given`))
  return left.length === 0 && doubtful.length === 0
}
