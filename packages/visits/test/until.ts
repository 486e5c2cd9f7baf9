import { setTimeout as pause } from 'node:timers/promises'

/** Asks again and again until the answer is true; fails after 20 seconds, with what it waited for. */
export async function until(what: string, ask: () => boolean | Promise<boolean>): Promise<void> {
  const last = Date.now() + 20_000
  while (!(await ask())) {
    if (Date.now() > last) throw new Error(`waited 20 seconds until ${what}`)
    await pause(10)
  }
}
