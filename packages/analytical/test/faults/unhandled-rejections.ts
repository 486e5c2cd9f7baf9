import { afterAll, beforeAll } from 'vitest'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * What a piece of code leaves rejected for nobody to hear, which by itself ends a process. The runner's own listeners are set
 * aside meanwhile, as they would fail the run and not the test.
 */
export function unhandledRejections(): (run: () => unknown) => Promise<unknown[]> {
  let runners: NodeJS.UnhandledRejectionListener[] = []
  let heard: unknown[] = []
  const hear = (reason: unknown) => heard.push(reason)
  beforeAll(() => {
    runners = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', hear)
  })
  afterAll(() => {
    process.removeListener('unhandledRejection', hear)
    for (const runner of runners) process.on('unhandledRejection', runner)
  })
  return async (run) => {
    heard = []
    await run()
    await turn()
    await turn()
    return heard
  }
}
