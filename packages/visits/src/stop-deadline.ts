import { inWords, isPlain } from './in-words.ts'
import type { Report } from './problems.ts'

/** What `visits.stop` may be told. */
export interface StopOptions {
  /** Milliseconds from 0 on; 5000 unless you say. */
  readonly deadline?: number
}

const unlessSaid = 5_000

/** The deadline in milliseconds. What is none is reported, and costs no counts: they get as long as unless it is said. */
export function stopDeadline(options: unknown, report: Report): number {
  const { deadline = unlessSaid, ...more } = isPlain(options) ? (options as { deadline?: unknown }) : { options }
  const isRight = typeof deadline === 'number' && deadline >= 0 && Object.keys(more).length === 0
  if (isRight) return deadline
  const got = isPlain(options) && Object.keys(more).length === 0 ? deadline : options
  report(new TypeError(`${mustBeDeadline} (got ${inWords(got)}): it waits ${unlessSaid} now`))
  return unlessSaid
}

const mustBeDeadline = 'visits.stop must get its deadline in milliseconds, like visits.stop({ deadline: 3000 })'
