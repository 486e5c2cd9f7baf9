import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Milliseconds that this thread is held up at most while the work runs. */
export async function longestDelay(work) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await work()
  delay.disable()
  return delay.max / 1e6
}
