import type { JournalHit } from '../journal/journal-hit.ts'

/** What one activity came to. */
export interface ActivityCount {
  readonly activity: string
  /** How many users did it. */
  readonly users: number
  /** How often it was done. */
  readonly times: number
  readonly hits: number
  /** From first hit to last, all times together. */
  readonly minutes: number
}

/** What a route or event came to that no activity covers. */
export interface UncoveredCount extends Pick<JournalHit, 'kind' | 'what'> {
  readonly users: number
  readonly hits: number
}

/** What followed users did, by activity and by what no activity covers: all their hits. */
export interface ActivitiesReport {
  /** Of the rules: figures of different versions cannot be compared. */
  readonly version: string
  /** How many users there are, and how many hits they have, ignored ones among them. */
  readonly users: number
  readonly hits: number
  /** In the order of the rules. */
  readonly activities: readonly ActivityCount[]
  /** The most common first. */
  readonly uncovered: readonly UncoveredCount[]
  /** Hits of rules that ignore them. */
  readonly ignored: number
  /** Rules that match nothing, or everything. */
  readonly notes: readonly string[]
}
