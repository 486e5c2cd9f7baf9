import type { Activity } from '../activities/activity.ts'
import { derive } from '../activities/derive.ts'
import type { Calendar } from '../classifying/calendar.ts'
import type { JournalHit } from '../journal/journal-hit.ts'
import { keyOf, type Profile } from './habit.ts'

/** What one user did, by activity and by what no activity covers. Ignored hits are no part of it. */
export function profileOf(activities: readonly Activity[], hits: readonly JournalHit[], calendar: Calendar): Profile {
  const { spans, uncovered } = derive(activities, hits)
  const counts = new Map<string, number>()
  const days = new Set<string>()
  const add = (key: string, some: readonly JournalHit[]) => {
    counts.set(key, (counts.get(key) ?? 0) + some.length)
    for (const { time } of some) days.add(calendar.at(time).day)
  }
  for (const { activity, hits: own } of spans) add(keyOf({ kind: 'activity', what: activity }), own)
  for (const hit of uncovered) add(keyOf(hit), [hit])
  return { counts, days: days.size }
}
