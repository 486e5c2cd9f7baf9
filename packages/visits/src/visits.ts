import type { Server } from 'node:http'
import type { ActivitiesReport } from './activities/activities-report.ts'
import type { NamedHit } from './activities/named-hits.ts'
import type { Told } from './classifying/classify.ts'
import type { ActivitiesQuery, CompareQuery } from './comparing/comparing.ts'
import type { Comparison } from './comparing/comparison.ts'
import type { Dimension, SummedDimension } from './counting/dimension.ts'
import type { UserExport } from './erasing/user-export.ts'
import type { ShownSplit } from './experiments/experiments.ts'
import type { ExperimentResults } from './experiments/results/results.ts'
import type { JournalQuery } from './journal/journal.ts'
import type { Limit, LimitOptions } from './limits/limit.ts'
import type { RawRequest, RawResponse } from './listening/exchange.ts'
import type { Hook, HookName } from './listening/hooks.ts'
import type { Presence } from './live/presence.ts'
import type { DayCount, SeriesQuery, TopQuery } from './reading/reader.ts'
import type { StopOptions } from './stop-deadline.ts'
import type { Top } from './stores/counter-store.ts'
import type { UserCount } from './users/user-count.ts'
import type { UsersQuery } from './users/users.ts'

/** What an event may tell of itself. */
export interface EventDetails {
  /** Who did it: the site's own record of the user. */
  user?: unknown
  /** The request that it happened in: tells who did it, signed in or not. */
  request?: unknown
  properties?: Readonly<Record<string, unknown>>
}

/** One site's visits, counted by the signals of its server. */
export interface Visits {
  /**
   * Counts each HTTP/1 request of the process when its response ends, whatever the framework; those of one server where it is
   * given. No response waits for it.
   *
   * @returns These visits.
   * @throws Error after `stop()`, and TypeError for what is no server of Node's own, such as a framework's app.
   */
  listen(server?: Server): Visits
  /** Counts one request where Node's channels don't tell of it, as with HTTP/2: call it before the response is written. */
  observe(request: RawRequest, response: RawResponse): void
  /**
   * Tells what a framework keeps elsewhere than on Node's own request.
   *
   * @param request Node's own: `request` in Express, `request.raw` in Fastify, `ctx.req` in Koa, `c.env.incoming` in Hono.
   */
  set(request: RawRequest, told: Told): void
  /** Counts a moment of the site's own, like `rhyme saved`, from code that need not know of a request. */
  event(name: string, details?: EventDetails): void
  /**
   * Counts a request of a form by its visitor's address, and tells whether it is one too many: to be ignored, politely. Takes
   * 50 milliseconds at most, whatever the store does, and never rejects; a call that makes no sense is reported. Asked about a
   * request again, it tells the same.
   *
   * @param request The framework's, or Node's own.
   * @param form Like `comments`: each form has counts of its own.
   * @param limit What the option `limits` says of the form, unless it is given here.
   */
  limit(request: unknown, form: string, limit?: LimitOptions): Promise<Limit>
  /**
   * The site's own function at each request's start or finish. One that fails is reported. Returns what takes it away.
   *
   * @throws TypeError for another name, or what is no function.
   */
  on<Name extends HookName>(name: Name, hook: Hook<Name>): () => void
  /**
   * The greatest values of a dimension, in total or over the last days. What was counted in the last second may be missing.
   *
   * @throws RangeError for a query that makes no sense, and an error where the store does not answer within 5 seconds.
   */
  top(dimension: SummedDimension, query?: TopQuery): Promise<Top>
  /** A dimension's counts by day, oldest first, or those of one of its values. Throws as {@link Visits.top}. */
  series(dimension: Dimension, query?: SeriesQuery): Promise<DayCount[]>
  /**
   * The variant of a running experiment that a request's visitor is to be shown, the same every time; the response becomes
   * private. Robots, and whoever has no id, get the control. Undefined for an experiment that does not run, which is reported.
   *
   * @param request The framework's, or Node's own.
   */
  variant(experiment: string, request: unknown): string | undefined
  /** Tells the tags of `analytical` which variants a page shows: one of its `contextProcessors`. */
  readonly contextProcessor: (request: unknown) => ShownSplit | undefined
  /**
   * How an experiment stands. May be looked at every day.
   *
   * @throws RangeError for one that does not run, and an error where the database does not answer within 30 seconds.
   */
  results(experiment: string): Promise<ExperimentResults>
  /**
   * Who is on the site now, by user name: again with each change, about once a second, for whom the option `live` has a guard
   * that lets. A slow reader gets what waits for it, then the newest, with how many it has missed.
   *
   * @param request The framework's, or Node's own: whose sender is to look.
   * @throws NotAllowed where the guard says no.
   */
  live(request: unknown): AsyncIterableIterator<Presence>
  /**
   * Answers a request with the same as Server-Sent Events; with 403 where the guard says no. `response` is Node's own. It ends
   * after five minutes, so that the browser comes again and the guard is asked anew.
   */
  liveEvents(request: unknown, response: RawResponse): void
  /** The signed-in users with the most active minutes, visits or hits over the last days. Needs the option `users`. */
  users(query?: UsersQuery): Promise<UserCount[]>
  /** What a followed user did, oldest first. Needs the option `watch` or `sample`. */
  journal(query: JournalQuery): Promise<NamedHit[]>
  /** What the followed users, or one of them, did by the rules of `activities`, and which hits no rule covers. */
  activities(query?: ActivitiesQuery): Promise<ActivitiesReport>
  /** What the watched users do more of than the sample, of what rules name and of what none names. Correlation, not cause. */
  compare(query?: CompareQuery): Promise<Comparison & { version: string }>
  /**
   * Takes out all that is kept of a user, also what this and other processes still hold; from the list of who is here they go by
   * themselves, within ten minutes. Rejects where the database is away: ask again then.
   *
   * @returns How much there was, by what kept it.
   */
  erase(user: string | number): Promise<{ readonly [Keeper in keyof UserExport]: number }>
  /** All that is kept of a user, by what keeps it. */
  export(user: string | number): Promise<UserExport>
  /** What is wrong at present, in plain sentences; empty where all is well. */
  readonly problems: readonly string[]
  /** Brings what was counted so far to the store now; resolves when it is there, or could not be brought. */
  flush(): Promise<void>
  /**
   * Stops listening, and brings what was counted to the store, trying again as long as there is time. Call it once the site's
   * servers are closed: responses that end later are not counted. A second call gets the first one's answer.
   *
   * @returns After at most `deadline` milliseconds (5000 unless you say), whether all of it is there: false, too, where the store
   *   does not answer whether it still is.
   */
  stop(options?: StopOptions): Promise<boolean>
}
