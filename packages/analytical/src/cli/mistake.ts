import type { misused, wrong } from './exit-code.ts'

/** What keeps a command from its work and is the user's to mend: one sentence, without a stack. */
export class Mistake extends Error {
  override readonly name = 'Mistake'
  readonly exitCode: typeof wrong | typeof misused

  constructor(message: string, exitCode: typeof wrong | typeof misused) {
    super(message)
    this.exitCode = exitCode
  }
}
