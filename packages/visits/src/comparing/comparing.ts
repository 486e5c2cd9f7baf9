import type { ActivitiesReport } from '../activities/activities-report.ts'
import type { ActivityRule } from '../activities/activity-rule.ts'
import { versionOf } from '../activities/version.ts'
import { userIdOf } from '../classifying/person.ts'
import type { Database } from '../database/database.ts'
import type { Chosen } from '../journal/journal-hit.ts'
import { inTimeForReport } from '../reading/in-time-for-report.ts'
import { isCount, mustBe, mustBeDays, mustBeQuery } from '../reading/must-be.ts'
import type { Comparison, Group } from './comparison.ts'

/** Whose activities. */
export interface ActivitiesQuery {
  /** One user's, by id. */
  user?: string | number
  /** Those of the `watched` users, unless you say, or of the `sample`. */
  group?: Group
  /** How many days back from now; 30 unless you say. */
  days?: number
}

/** Who is compared with whom. */
export interface CompareQuery {
  /** `watched` unless you say. */
  group?: Group
  /** `sample` unless you say. */
  against?: Group
  /** How many days back from now; 30 unless you say. */
  days?: number
  /** Users with fewer hits are left out; 20 unless you say. */
  minHits?: number
  /** How many users each side needs for an answer; 10 unless you say. */
  minUsers?: number
  /** Activities and patterns that the group was chosen by, which would lead the answer otherwise. */
  leaveOut?: readonly string[]
  /** Of the intervals' draws; another one moves them a little. */
  seed?: number
}

interface Surroundings {
  readonly site: string
  readonly database: Database
  readonly timeZone: string
  readonly rules: readonly ActivityRule[]
}

const day = 86_400_000
const groups: readonly unknown[] = ['watched', 'sample'] satisfies Group[]
const groupRule = (name: string) => `${name} must be "watched" or "sample"`

/** Asks the database what followed users did, and how groups of them differ. */
export class Comparing {
  readonly #around: Surroundings

  constructor(around: Surroundings) {
    this.#around = around
  }

  /** @throws RangeError for a query that makes no sense. */
  async activities(query: ActivitiesQuery = {}): Promise<ActivitiesReport> {
    mustBeQuery('activities', query, ['user', 'group', 'days'])
    const { user, group = 'watched', days = 30 } = query
    const { database, rules } = this.#around
    mustBe(groups.includes(group), groupRule('group'), group)
    mustBeDays(days)
    const users: readonly string[] | Chosen = user === undefined ? group : [idOf(user)]
    return inTimeForReport(database.report('journal', 'activities', { ...this.#since(days), users, rules }), database)
  }

  /** @throws RangeError for a query that makes no sense. */
  async compare(query: CompareQuery = {}): Promise<Comparison & { version: string }> {
    mustBeQuery('compare', query, ['group', 'against', 'days', 'minHits', 'minUsers', 'leaveOut', 'seed'])
    const { database, rules, timeZone } = this.#around
    const { group = 'watched', against = 'sample', days = 30, minHits = 20, minUsers = 10 } = query
    const { leaveOut = [], seed = 1 } = query
    mustBe(groups.includes(group), groupRule('group'), group)
    mustBe(groups.includes(against) && against !== group, `${groupRule('against')}, and not the group itself`, against)
    mustBeDays(days)
    mustBe(isCount(minHits, 100_000), 'minHits must be a whole number from 1 to 100000, like 20', minHits)
    mustBe(
      isCount(minUsers, 100_000) && minUsers >= 5,
      'minUsers must be a whole number from 5 to 100000, like 10',
      minUsers,
    )
    mustBe(isTexts(leaveOut), 'leaveOut must be a list of activities and patterns, like ["POST /vote"]', leaveOut)
    mustBe(Number.isSafeInteger(seed), 'seed must be a whole number, like 1', seed)
    const settings = { group, against, minHits, minUsers, leaveOut, seed }
    const comparison = database.report('journal', 'compare', { ...this.#since(days), rules, timeZone, settings })
    return { version: versionOf(rules), ...(await inTimeForReport(comparison, database)) }
  }

  #since(days: number) {
    const now = Date.now()
    // Another machine's clock may be ahead of this one's.
    return { site: this.#around.site, from: now - days * day, until: now + day }
  }
}

function idOf(user: string | number): string {
  const id = userIdOf(user)
  mustBe(id !== undefined, 'user must be the id of a user, like "jeff" or 17', user)
  return id as string
}

const isTexts = (value: unknown) =>
  Array.isArray(value) && value.every((text) => typeof text === 'string' && text !== '')
