/** Nothing is wrong. */
export const fine = 0
/** Something is wrong with the settings, or their file. */
export const wrong = 1
/** The command was called wrongly: a bad argument, a file that is not there. */
export const misused = 2

export type ExitCode = typeof fine | typeof wrong | typeof misused
