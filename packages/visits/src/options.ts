import type { AddressTrust } from 'analytical'
import type { ActivityRule } from './activities/activity-rule.ts'
import type { Identified } from './classifying/person.ts'
import type { DatabaseOption } from './database/open-database.ts'
import type { ExperimentsOption } from './experiments/experiment.ts'
import type { JournalOptions } from './journal/journal.ts'
import type { SampleOption } from './journal/sample.ts'
import type { WatchOption } from './journal/watch.ts'
import type { LimitOptions } from './limits/limit.ts'
import type { RawResponse } from './listening/exchange.ts'
import type { LiveOptions } from './live/live.ts'
import type { StoreOption } from './stores/open-store.ts'
import type { UsersOptions } from './users/users.ts'

// biome-ignore lint/suspicious/noExplicitAny: frameworks and sites put fields of their own on Node's request.
type SiteRequest = any
// biome-ignore lint/suspicious/noExplicitAny: the site's own record.
type SiteUser = any

/** What {@link createVisits} takes; nothing has to be there. */
export interface VisitsOptions {
  /**
   * Where counts are kept: `{ file }`, an SQLite file that the site's processes on one machine share, `visits.sqlite` in the
   * working directory unless you say; or a client of node-redis or ioredis that the site has made.
   */
  store?: StoreOption
  /**
   * Where users and the journal are kept: `{ file }`, an SQLite file; or `{ postgres }`, a PostgreSQL database's address or
   * configuration as plain data, with the package `pg`. The file of `store` unless you say, else `visits.sqlite`.
   */
  database?: DatabaseOption
  /** Tells sites apart that share a store; `main` unless you say. Letters, digits, `.`, `_` and `-`. */
  site?: string
  /**
   * `plain` counts as articles on the subject show: paths that end in `/` only, the rest for every request, in the keys `visitors`,
   * `referrers`, `browser` and `platform`, which `ZRANGE visitors 0 -1 WITHSCORES` reads; in total, not by day. `spread` unless
   * you say: a key per site, dimension and day.
   */
  keys?: 'spread' | 'plain'
  /** Who is signed in, asked once when a response ends; `visits.set` is for frameworks that keep it elsewhere. */
  user?: (request: SiteRequest) => unknown
  /** Who a record of a user is, where it has neither `id` nor `username`, or not the ones that the owner is to read. */
  identify?: (user: SiteUser) => Identified
  /** The pattern of a request's route, like `/rhymes/:id`, to count pages by it; undefined to count by path. */
  route?: (request: SiteRequest) => string | undefined
  /** Requests that are no page views, such as the site's own staff's. One for which it fails is left out. */
  exclude?: (request: SiteRequest, response: RawResponse) => boolean
  /** Where days and hours begin, like `Europe/Berlin`; `UTC` unless you say. */
  timeZone?: string
  /** Whom to believe about a visitor's address; only the socket unless you say. As in `analytical`; `unix` behind a Unix socket. */
  trustedProxies?: AddressTrust['proxies']
  /** The site's own hosts, beside the one that was asked, without scheme and port: links from there count as `(internal)`. */
  hosts?: readonly string[]
  /** How many requests of a form `visits.limit` takes from one address, like `{ comments: { points: 5, seconds: 3600 } }`. */
  limits?: Readonly<Record<string, LimitOptions>>
  /** Shows who is on the site now to whom `guard` lets: `visits.live` and `visits.liveEvents`. */
  live?: LiveOptions
  /** How many values of a dimension and day are kept; the rarest beyond are counted as `(other)`. 10,000 unless you say. */
  values?: number
  /** For how many days a day's counts are kept; 90 unless you say. Totals stay. */
  keepDays?: number
  /** Milliseconds from one flush to the next; 1000 unless you say. */
  flushEvery?: number
  /** Split tests, and how the site tells its visitors apart; none unless you say. */
  experiments?: ExperimentsOption
  /** Counts what each signed-in user does by day, for `visits.users`: `true`, or when a visit ends. Personal data: off unless you say. */
  users?: boolean | UsersOptions
  /**
   * Whom to follow hit by hit, for `visits.journal`: ids or user names, like `['jeff']`; a rule over the site's own record, like
   * `(user) => user.karma > 500`; or `{ top: 10, by: 'minutes' }`, with `users`. Personal data: nobody unless you say.
   */
  watch?: WatchOption
  /** Follows a random share of the other users too, to compare with: `{ share: 0.05, seed: 'board' }`. */
  sample?: SampleOption
  /** For how many days what was followed is kept. */
  journal?: JournalOptions
  /**
   * Names what followed users do, for `visits.activities`, `visits.compare` and `visits.journal`: rules over routes and events,
   * the first of which takes a hit that several want. They may be changed at any time, and hold for what was done before.
   */
  activities?: readonly ActivityRule[]
  /** Hears of what goes wrong; unless you say, each different message is printed once. */
  onError?: (error: Error) => unknown
}
