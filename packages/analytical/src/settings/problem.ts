/** One thing wrong with the settings, as data and as a sentence. */
export interface Problem {
  /** An `error` stops the start (or, reported, switches its provider off); a `warning` never does. */
  level: 'error' | 'warning'
  setting: string
  /** The provider's name; absent where the setting concerns them all. */
  provider?: string
  /** Subject, rule and example in one sentence: `CLICKY_SITE_ID must be digits, like 12345678 (got "1234abcd")`. */
  message: string
  /** The setting that was probably meant. */
  didYouMean?: string
}

/** Thrown at start when settings are wrong; lists everything that is, in `problems` and in its message. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  declare readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const count = problems.length === 1 ? 'A setting is wrong' : `${problems.length} settings are wrong`
    super(`${count}:\n${problems.map(({ message }) => `  - ${message}`).join('\n')}`)
    // Not enumerable: the message lists them already, and Node prints what else an uncaught error holds.
    Object.defineProperty(this, 'problems', { value: problems })
  }
}
