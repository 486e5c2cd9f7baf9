import type { JournalHit } from '../journal/journal-hit.ts'
import { activitiesOf } from './activity.ts'
import type { ActivityRule } from './activity-rule.ts'
import { derive } from './derive.ts'

/** A hit of a user, and what it was part of. */
export interface NamedHit extends JournalHit {
  /** The activity's name; undefined for a hit that none covers. */
  readonly activity: string | undefined
}

/** A user's hits, each with the activity that it is part of among them. */
export function namedHits(rules: readonly ActivityRule[], hits: readonly JournalHit[]): NamedHit[] {
  const names = new Map<JournalHit, string>()
  for (const span of derive(activitiesOf(rules), hits).spans) for (const hit of span.hits) names.set(hit, span.activity)
  return hits.map((hit) => ({ ...hit, activity: names.get(hit) }))
}
