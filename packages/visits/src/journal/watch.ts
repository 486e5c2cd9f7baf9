import type { Person } from '../classifying/person.ts'
import { userIdOf } from '../classifying/person.ts'
import type { Report } from '../problems.ts'
import type { Measure, UserCount } from '../users/user-count.ts'
import { TopUsers } from './top-users.ts'

// biome-ignore lint/suspicious/noExplicitAny: the site's own record.
type SiteUser = any

/** The users with the most of a measure, over the last days. */
export interface WatchTop {
  /** How many. */
  readonly top: number
  /** `minutes` unless you say. */
  readonly by?: Measure
  /** 30 unless you say. */
  readonly days?: number
}

/** Whom to follow: ids or user names, a rule over the site's own record of a user, or those with the most minutes. */
export type WatchOption = readonly (string | number)[] | ((user: SiteUser) => boolean) | WatchTop

/** Whether a user is watched. `user` is the site's own record. */
export type Watches = (person: Person, user: unknown) => boolean

/** @param topUsers Reads who has the most of a measure. */
export function watcher(
  watch: WatchOption,
  topUsers: (query: { days: number; by: Measure; limit: number }) => Promise<UserCount[]>,
  report: Report,
): Watches {
  if (typeof watch === 'function') return byRule(watch, report)
  if ('top' in watch) {
    const { top: limit, by = 'minutes', days = 30 } = watch
    const top = new TopUsers(() => topUsers({ days, by, limit }), report)
    return ({ id }) => top.has(id)
  }
  const ids = new Set(watch.map(userIdOf))
  const names = new Set(watch.map(String))
  return ({ id, name }) => ids.has(id) || names.has(name)
}

function byRule(rule: (user: SiteUser) => boolean, report: Report): Watches {
  return (_, user) => {
    try {
      const answer: unknown = rule(user)
      if (typeof (answer as PromiseLike<unknown> | undefined)?.then !== 'function') return Boolean(answer)
      ;(answer as PromiseLike<unknown>).then(undefined, report)
      throw new Error('watch must answer at once, like (user) => user.karma > 500 (got a promise)')
    } catch (error) {
      report(error)
      return false
    }
  }
}
