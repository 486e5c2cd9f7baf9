import { addressReader } from 'analytical'
import { checkOptions } from './check-options.ts'
import { calendar as calendarOf } from './classifying/calendar.ts'
import { classifier } from './classifying/classify.ts'
import { personReader } from './classifying/person.ts'
import { clean } from './classifying/text.ts'
import { Counters } from './counting/counters.ts'
import { Databases } from './database/open-database.ts'
import { Erasing } from './erasing/erasing.ts'
import { Experiments } from './experiments/experiments.ts'
import { holdingProcess } from './in-time.ts'
import { Limits } from './limits/limits.ts'
import { listenToNode } from './listening/channels.ts'
import { mustBeRaw, type RawRequest, type RawResponse, rawRequestOf, wasCut } from './listening/exchange.ts'
import { Exchanges } from './listening/exchanges.ts'
import { type HookName, Hooks } from './listening/hooks.ts'
import { Intake } from './listening/intake.ts'
import { SiteTold } from './listening/told.ts'
import { Live } from './live/live.ts'
import type { VisitsOptions } from './options.ts'
import { peopleOf } from './people.ts'
import { Problems } from './problems.ts'
import { Reader } from './reading/reader.ts'
import type { Sink } from './sink.ts'
import { stopAll } from './stop-all.ts'
import { stopDeadline } from './stop-deadline.ts'
import { databaseBeside, openPeople, openStore, openWindows } from './stores/open-store.ts'
import type { Visits } from './visits.ts'

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
  const hooks: { readonly [Name in HookName]: Hooks<Name> } = {
    start: new Hooks(problems.report),
    finish: new Hooks(problems.report),
  }
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
  const live =
    options.live &&
    new Live({
      option: options.live,
      rules: options.activities ?? [],
      shared: openPeople(options.store, { site, keys }),
      problems,
      flushEvery,
      leaveOut: (request) => told.set(request, { leaveOut: 'dashboard' }),
    })
  const liveOrThrow = () => {
    if (live === undefined) throw new Error(`nobody may look who is here: say who may, ${liveExample}`)
    return live
  }
  const sinks: readonly Sink[] = [
    counters,
    ...people.sinks,
    ...(live ? [live] : []),
    ...(options.experiments ? [experiments.sink] : []),
  ]
  const erasing = new Erasing({ ...people.keepers, experiments })
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

  const intake = new Intake({
    classify,
    tell: (ended) => told.of(ended),
    limitedForm: (request) => limits.limitedForm(request),
    sinks,
    finished: hooks.finish,
    report: problems.report,
  })
  const exchanges = new Exchanges((ended) => {
    if (stopping === undefined) intake.add(ended)
  })

  const begin = (request: RawRequest, response: RawResponse): boolean => {
    try {
      if (stopping !== undefined || !exchanges.begin(request, response)) return false
      experiments.began(request, response)
      hooks.start.call(request, response)
      return true
    } catch (error) {
      problems.report(error)
      return false
    }
  }

  const flush = async () => {
    intake.takeAll()
    await Promise.all(sinks.map((sink) => sink.flush()))
  }

  const visits: Visits = {
    listen(server) {
      if (stopping !== undefined) throw new Error('listen() must come before stop(): create visits anew')
      unlisten.push(listenToNode(server, begin, (_, response) => exchanges.end(response, false)))
      return visits
    },
    observe(request, response) {
      safely(() => {
        mustBeRaw(request, response)
        if (begin(request, response)) response.once('finish', () => exchanges.end(response, wasCut(response)))
      })
    },
    set: (request, more) => safely(() => told.set(request, more)),
    event(name, details) {
      safely(() => {
        if (stopping !== undefined) throw new Error('event() must come before stop(): it is not counted')
        if (typeof name !== 'string' || name === '') throw new TypeError(mustBeNamed)
        const { request, properties = {} } = details ?? {}
        const raw = rawRequestOf(request)
        const user = details?.user ?? (raw && told.userOf(raw))
        const event = {
          at: calendar.at(Date.now()),
          name: clean(name, 100),
          user,
          person: person(user),
          properties,
          request,
        }
        for (const sink of sinks) safely(() => sink.event(event))
      })
    },
    limit: (request, form, limit) => limits.limit(request, form, limit),
    on(name, hook) {
      if (!Object.hasOwn(hooks, name) || typeof hook !== 'function') throw new TypeError(mustBeHook)
      return hooks[name].add(hook)
    },
    top: (dimension, query) => reader.top(dimension, query),
    series: (dimension, query) => reader.series(dimension, query),
    variant: (experiment, request) => experiments.variant(experiment, request),
    contextProcessor: (request) => experiments.splitOf(request),
    results: (experiment) => experiments.results(experiment),
    live: (request) => liveOrThrow().watch(request),
    liveEvents: (request, response) => liveOrThrow().send(request, response),
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
    stop(options = {}) {
      if (stopping === undefined) {
        const deadline = stopDeadline(options, problems.report)
        for (const end of unlisten.splice(0)) end()
        intake.takeAll()
        live?.end()
        stopping = stopAll(sinks, [store, database], deadline, problems.report)
      }
      return stopping
    },
  }
  return visits
}

const mustBeHook =
  "visits.on must get 'start' or 'finish' and a function, like visits.on('finish', (hit) => log(hit.path))"
const mustBeNamed = "visits.event must get a name, like visits.event('rhyme saved')"
const liveExample = 'like createVisits({ live: { guard: (request) => request.user?.moderates === true } })'
