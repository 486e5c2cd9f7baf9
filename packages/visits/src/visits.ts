import type { Server } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { addressReader } from 'analytical'
import type { ActivitiesReport } from './activities/activities-report.ts'
import type { NamedHit } from './activities/named-hits.ts'
import { checkOptions } from './check-options.ts'
import { calendar as calendarOf } from './classifying/calendar.ts'
import { classifier, type Told } from './classifying/classify.ts'
import { personReader } from './classifying/person.ts'
import { clean } from './classifying/text.ts'
import type { ActivitiesQuery, CompareQuery } from './comparing/comparing.ts'
import type { Comparison } from './comparing/comparison.ts'
import { Counters } from './counting/counters.ts'
import type { Dimension, SummedDimension } from './counting/dimension.ts'
import { Databases } from './database/open-database.ts'
import { Erasing } from './erasing/erasing.ts'
import { Experiments, type ShownSplit } from './experiments/experiments.ts'
import type { ExperimentResults } from './experiments/results/results.ts'
import { holdingProcess, inTime } from './in-time.ts'
import type { JournalQuery } from './journal/journal.ts'
import type { Limit, LimitOptions } from './limits/limit.ts'
import { Limits } from './limits/limits.ts'
import { listenToNode } from './listening/channels.ts'
import { type RawRequest, type RawResponse, rawRequestOf } from './listening/exchange.ts'
import { Exchanges } from './listening/exchanges.ts'
import { type Hook, type HookName, Hooks } from './listening/hooks.ts'
import { SiteTold } from './listening/told.ts'
import type { VisitsOptions } from './options.ts'
import { peopleOf } from './people.ts'
import { Problems } from './problems.ts'
import { type DayCount, Reader, type SeriesQuery, type TopQuery } from './reading/reader.ts'
import type { Sink } from './sink.ts'
import type { Top } from './stores/counter-store.ts'
import { databaseBeside, openStore, openWindows } from './stores/open-store.ts'
import type { UserCount } from './users/user-count.ts'
import type { UsersQuery } from './users/users.ts'

/** Milliseconds from an attempt at the end that failed to the next. */
const pauseAtStop = 100

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
   * @throws Error after `stop()`.
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
  /** The site's own function at each request's start or finish. One that fails is reported. Returns what takes it away. */
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
  /** The signed-in users with the most active minutes, visits or hits over the last days. Needs the option `users`. */
  users(query?: UsersQuery): Promise<UserCount[]>
  /** What a followed user did, oldest first. Needs the option `watch` or `sample`. */
  journal(query: JournalQuery): Promise<NamedHit[]>
  /** What the followed users, or one of them, did by the rules of `activities`, and which hits no rule covers. */
  activities(query?: ActivitiesQuery): Promise<ActivitiesReport>
  /** What the watched users do more of than the sample, of what rules name and of what none names. Correlation, not cause. */
  compare(query?: CompareQuery): Promise<Comparison & { version: string }>
  /**
   * Takes out all that is kept of a user, also what this and other processes still hold. Rejects where the database is away: ask
   * again then.
   *
   * @returns How much there was, by what kept it.
   */
  erase(user: string | number): Promise<Record<string, number>>
  /** All that is kept of a user, by what keeps it. */
  export(user: string | number): Promise<Record<string, readonly unknown[]>>
  /** What is wrong at present, in plain sentences; empty where all is well. */
  readonly problems: readonly string[]
  /** Brings what was counted so far to the store now; resolves when it is there, or could not be brought. */
  flush(): Promise<void>
  /**
   * Stops listening, and brings what was counted to the store, trying again as long as there is time. Call it once the site's
   * servers are closed: responses that end later are not counted. A second call gets the first one's answer.
   *
   * @returns After at most `deadline` milliseconds (5000 unless you say), whether all of it is there.
   */
  stop(options?: { deadline?: number }): Promise<boolean>
}

/**
 * Counts a site's visits. Nothing is listened to before `listen()`.
 *
 * @throws OptionsError with all that is wrong with the options.
 * @example const visits = createVisits().listen()
 *   console.log(await visits.top('paths', { days: 7 }))
 */
export function createVisits(options: VisitsOptions = {}): Visits {
  checkOptions(options)
  const { onError, site = 'main', keys = 'spread', values = 10_000 } = options
  const problems = new Problems(onError)
  const calendar = calendarOf(options.timeZone ?? 'UTC')
  const warn = (message: string) => problems.raise(message, message)
  const databases = new Databases()
  const settings = { site, keys, values, keepDays: options.keepDays ?? 90, warn }
  const store = openStore(options.store, settings, databases)
  const database = databases.open(options.database ?? databaseBeside(options.store))
  const flushEvery = options.flushEvery ?? 1_000
  const counters = new Counters({ store, keys, values, calendar, problems, flushEvery })
  const people = peopleOf(options, { site, database, calendar, problems, flushEvery })
  const reader = new Reader(store, calendar, keys === 'plain')
  const hooks = new Hooks(problems.report)
  const person = personReader(options.identify, problems.report)
  const address = addressReader({ proxies: options.trustedProxies ?? 0 })
  const classify = classifier(calendar, address, options.hosts ?? [], person)
  const told = new SiteTold(options, problems.report)
  const limits = new Limits({
    declared: options.limits,
    address,
    shared: openWindows(options.store, { site, keys }),
    problems,
  })
  const experiments = new Experiments({
    site,
    option: options.experiments ?? { running: {} },
    database,
    problems,
    flushEvery,
    personOf: (request) => person(told.userOf(request)),
    isLimited: (request) => limits.limitedForm(request) !== undefined,
  })
  const sinks: readonly Sink[] = [counters, ...people.sinks, experiments.sink]
  const erasing = new Erasing([...people.keepers, experiments])
  const unlisten: (() => void)[] = []
  let stopping: Promise<boolean> | undefined

  /** A fault here is the site's or ours, and must never reach a response. */
  const safely = (work: () => void) => {
    try {
      work()
    } catch (error) {
      problems.report(error)
    }
  }

  const exchanges = new Exchanges((ended) =>
    safely(() => {
      if (stopping !== undefined) return
      const hit = classify(ended, told.of(ended), limits.limitedForm(ended.request))
      for (const sink of sinks) safely(() => sink.hit(hit, ended.request))
      hooks.call('finish', hit, ended.request, ended.response)
    }),
  )

  const begin = (request: RawRequest, response: RawResponse): boolean => {
    const isNew = stopping === undefined && exchanges.begin(request, response)
    if (isNew) {
      experiments.began(request, response)
      hooks.call('start', request, response)
    }
    return isNew
  }

  const flush = async () => void (await Promise.all(sinks.map((sink) => sink.flush())))

  const stop = async (deadline: number): Promise<boolean> => {
    const last = performance.now() + deadline
    const inTheRest = (work: Promise<unknown>, what: string) =>
      inTime(work, Math.max(Math.ceil(last - performance.now()), 0), what).catch(problems.report)
    const bring = () => Promise.all(sinks.map((sink) => inTheRest(sink.flush(), sink.storeName)))
    const canBring = (sink: Sink) => sink.waiting > 0 && !sink.isRefused
    for (const end of unlisten.splice(0)) end()
    await bring()
    while (sinks.some(canBring) && performance.now() + pauseAtStop < last) {
      await setTimeout(pauseAtStop)
      await bring()
    }
    for (const sink of sinks) sink.stop()
    await Promise.all([inTheRest(store.close(), store.name), inTheRest(database.close(), database.name)])
    const left = sinks.filter(({ waiting }) => waiting > 0)
    for (const { waiting, what, storeName } of left)
      problems.report(new Error(`stopped with ${waiting} ${what} that ${storeName} has not taken`))
    return left.length === 0
  }

  const visits: Visits = {
    listen(server) {
      if (stopping !== undefined) throw new Error('listen() must come before stop(): create visits anew')
      unlisten.push(
        listenToNode(
          server,
          (request, response) => safely(() => begin(request, response)),
          (_, response) => exchanges.end(response, false),
        ),
      )
      return visits
    },
    observe(request, response) {
      safely(() => {
        if (begin(request, response)) response.once('finish', () => exchanges.end(response, false))
      })
    },
    set: (request, more) => told.set(request, more),
    event(name, details) {
      safely(() => {
        if (stopping !== undefined) throw new Error('event() must come before stop(): it is not counted')
        const { request, properties = {} } = details ?? {}
        const raw = rawRequestOf(request)
        const user = details?.user ?? (raw && told.userOf(raw))
        const event = {
          at: calendar.at(Date.now()),
          name: clean(String(name), 100),
          user,
          person: person(user),
          properties,
          request,
        }
        for (const sink of sinks) safely(() => sink.event(event))
      })
    },
    limit: (request, form, limit) => limits.limit(request, form, limit),
    on: (name, hook) => hooks.add(name, hook),
    top: (dimension, query) => reader.top(dimension, query),
    series: (dimension, query) => reader.series(dimension, query),
    variant: (experiment, request) => experiments.variant(experiment, request),
    contextProcessor: (request) => experiments.splitOf(request),
    results: (experiment) => experiments.results(experiment),
    users: people.users,
    journal: people.journal,
    activities: people.activities,
    compare: people.compare,
    erase: (user) => erasing.erase(user),
    export: (user) => erasing.export(user),
    get problems() {
      return problems.list
    },
    flush: () => holdingProcess(flush()),
    stop({ deadline = 5_000 } = {}) {
      stopping ??= stop(deadline)
      return stopping
    },
  }
  return visits
}
