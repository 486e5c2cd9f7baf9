import type { ActivitiesReport } from './activities/activities-report.ts'
import { type NamedHit, namedHits } from './activities/named-hits.ts'
import type { Calendar } from './classifying/calendar.ts'
import { type ActivitiesQuery, type CompareQuery, Comparing } from './comparing/comparing.ts'
import type { Comparison } from './comparing/comparison.ts'
import type { Database } from './database/database.ts'
import { following } from './journal/following.ts'
import { Journal, type JournalQuery } from './journal/journal.ts'
import { watcher } from './journal/watch.ts'
import type { VisitsOptions } from './options.ts'
import type { Problems } from './problems.ts'
import type { UserCount } from './users/user-count.ts'
import { Users, type UsersQuery } from './users/users.ts'

interface Surroundings {
  readonly site: string
  readonly database: Database
  readonly calendar: Calendar
  readonly problems: Problems
  readonly flushEvery: number
}

/** What is kept of signed-in users, as far as the site asks for it. */
export function peopleOf(options: VisitsOptions, around: Surroundings) {
  const { users: counts, watch, sample, journal: kept, activities: rules = [], timeZone = 'UTC' } = options
  const users = new Users(around, typeof counts === 'object' ? counts : {})
  const watches = watch && watcher(watch, (query) => users.top(query), around.problems.report)
  const journal = new Journal({ ...around, chosen: following(watches, sample, around.problems) }, kept)
  const comparing = new Comparing({ ...around, timeZone, rules })
  const isCounting = Boolean(counts)
  const isFollowing = watch !== undefined || sample !== undefined
  const mustFollow = () => {
    if (!isFollowing) throw new Error('nobody is followed: say whom by createVisits({ watch: ["jeff"] }), or sample')
  }
  return {
    sinks: [...(isCounting ? [users] : []), ...(isFollowing ? [journal] : [])],
    /** Also of what is off now: something may be there from before. */
    keepers: { users, journal },
    async users(query?: UsersQuery): Promise<UserCount[]> {
      if (!isCounting) throw new Error('users are not counted: turn it on by createVisits({ users: true })')
      return users.top(query)
    },
    async journal(query: JournalQuery): Promise<NamedHit[]> {
      mustFollow()
      return namedHits(rules, await journal.of(query))
    },
    async activities(query?: ActivitiesQuery): Promise<ActivitiesReport> {
      mustFollow()
      return comparing.activities(query)
    },
    async compare(query?: CompareQuery): Promise<Comparison & { version: string }> {
      mustFollow()
      return comparing.compare(query)
    },
  }
}
