import { type Problem, SettingsError } from './problem.ts'

/**
 * What becomes of wrong settings: `'throw'`, the default, throws a {@link SettingsError}; `'report'` prints, and only the
 * provider concerned is off; a function is told instead. Warnings are printed, or told, and never thrown.
 */
export type OnProblems = 'throw' | 'report' | ((problems: readonly Problem[]) => void)

/** Tells of problems once, at start. */
export function announce(problems: readonly Problem[], how: OnProblems = 'throw'): void {
  if (typeof how === 'function') {
    if (problems.length > 0) how(problems)
    return
  }
  const errors = problems.filter(({ level }) => level === 'error')
  if (how === 'throw' && errors.length > 0) throw new SettingsError(errors)
  for (const { message } of problems) console.warn(`analytical: ${message}`)
}
