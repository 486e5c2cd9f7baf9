import { messageOf } from '../faults.ts'
import { wrong } from './exit-code.ts'
import { run } from './run.ts'
import { processTerminal } from './terminal.ts'

/** `npx analytical`, in a process of its own, which it ends. */
export async function main(): Promise<void> {
  const terminal = processTerminal()
  const stop = (reason: string) => {
    terminal.complain(`analytical: ${reason}`)
    process.exit(wrong)
  }
  // Whoever reads the output may have read enough, as `head` has.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  // Modules of the site may wait for what never comes, or fail once they have been read.
  process.once('beforeExit', () => stop('the settings or the providers wait for what never comes'))
  process.once('uncaughtException', (error) => stop(`the settings or the providers failed: ${messageOf(error)}`))
  const code = await run(process.argv.slice(2), terminal)
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))))
  // A connection that the settings opened would keep the process.
  process.exit(code)
}
