import { CommanderError } from 'commander'
import { type ExitCode, fine, misused, wrong } from './exit-code.ts'
import { Mistake } from './mistake.ts'
import { programOf } from './program.ts'
import type { Terminal } from './terminal.ts'

/** Runs the command that these arguments ask for; throws nothing. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = fine
  const program = programOf(terminal, (ended) => {
    code = ended
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? fine : misused
    if (error instanceof Mistake) {
      terminal.complain(`analytical: ${error.message}`)
      return error.exitCode
    }
    terminal.complain(`analytical: this is a mistake of analytical's own: ${(error as Error).stack ?? error}`)
    return wrong
  }
}
