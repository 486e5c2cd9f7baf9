import { activitiesOf } from '../activities/activity.ts'
import type { ActivityRule } from '../activities/activity-rule.ts'
import { calendar as calendarOf } from '../classifying/calendar.ts'
import type { Task } from '../database/part.ts'
import { type HitsQuery, hitsByUser } from '../journal/reading.ts'
import type { JournalTables } from '../journal/tables.ts'
import { compareProfiles } from './compare.ts'
import type { ComparingSettings, Comparison, Group } from './comparison.ts'
import type { Profile } from './habit.ts'
import { profileOf } from './profile-of.ts'

/** Over whose hits, by which rules, and how. */
export interface CompareInput extends Omit<HitsQuery, 'users'> {
  readonly rules: readonly ActivityRule[]
  readonly timeZone: string
  readonly settings: ComparingSettings
}

/** Compares what two groups of users did. */
export const compare: Task<JournalTables, CompareInput, Comparison> = {
  access: 'read only',
  async run(database, { rules, timeZone, settings, ...query }) {
    const activities = activitiesOf(rules)
    const calendar = calendarOf(timeZone)
    const profilesOf = async (group: Group) => {
      const profiles: Profile[] = []
      for await (const { hits } of hitsByUser(database, { ...query, users: group }))
        if (hits.length > 0) profiles.push(profileOf(activities, hits, calendar))
      return profiles
    }
    return compareProfiles(await profilesOf(settings.group), await profilesOf(settings.against), settings)
  },
}
