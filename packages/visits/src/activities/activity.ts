import { milliseconds } from '../duration.ts'
import type { ActivityRule } from './activity-rule.ts'
import { type ActivityHit, matcher } from './pattern.ts'

type Matches = (hit: ActivityHit) => boolean

/** A rule that was checked, ready to be applied. */
export interface Activity {
  readonly name: string
  readonly isIgnored: boolean
  readonly matches: Matches
  /** Each of these has to be there. */
  readonly needs: readonly Matches[]
  readonly minHits: number
  /** Milliseconds, as `within`. */
  readonly gap: number
  readonly within: number
}

const visitPause = 30 * 60_000

/** Activities by their rules, the first of which takes a hit that several want. */
export function activitiesOf(rules: readonly ActivityRule[]): Activity[] {
  return rules.map(({ name, any = [], all = [], minHits = 1, gap, within, ignore = false }) => {
    const needs = all.map(matcher)
    const patterns = [...any.map(matcher), ...needs]
    const time = milliseconds(within) ?? Number.POSITIVE_INFINITY
    const pause = milliseconds(gap) ?? (within === undefined ? visitPause : time)
    return {
      name,
      isIgnored: ignore,
      matches: (hit) => patterns.some((matches) => matches(hit)),
      needs,
      minHits,
      // What is ignored is no activity that a pause could end.
      gap: ignore ? 0 : pause,
      within: time,
    }
  })
}
