import { checkInWords } from '../check-in-words.ts'
import { reportOn } from '../check-report.ts'
import { type ExitCode, fine, wrong } from '../exit-code.ts'
import { jsonText } from '../json-text.ts'
import { readSite, type SiteOptions } from '../site.ts'
import type { Terminal } from '../terminal.ts'

export interface CheckOptions extends SiteOptions {
  /** Lists every service that is off, also those for which nothing is set. */
  all?: boolean
  /** Warnings count as wrong. */
  strict?: boolean
  json?: boolean
}

/** Checks the settings: what is on, what is off and why, what is wrong. */
export async function check(options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const report = await reportOn(await readSite(options, terminal), options.strict === true)
  terminal.print(options.json ? jsonText(report) : checkInWords(report, options.all === true, terminal))
  return report.ok ? fine : wrong
}
