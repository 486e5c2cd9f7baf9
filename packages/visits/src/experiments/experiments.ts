import { keepFromSharedCaches } from 'analytical'
import type { Person } from '../classifying/person.ts'
import { clean } from '../classifying/text.ts'
import type { Database } from '../database/database.ts'
import type { Keeper } from '../erasing/keeper.ts'
import { inTime } from '../in-time.ts'
import { type RawRequest, type RawResponse, rawRequestOf } from '../listening/exchange.ts'
import type { Problems } from '../problems.ts'
import type { Sink } from '../sink.ts'
import type { Experiment, ExperimentsOption } from './experiment.ts'
import { pages } from './pages.ts'
import { Recorder } from './recording/recorder.ts'
import { changes, reportOf } from './results/report.ts'
import type { ExperimentResults } from './results/results.ts'
import type { ShownToPerson } from './tables/person.ts'
import { type Assignment, Variants } from './variants.ts'
import { Visitors } from './visitors/visitors.ts'

export interface ExperimentsSettings {
  readonly site: string
  readonly option: ExperimentsOption
  readonly database: Database
  readonly problems: Problems
  readonly flushEvery: number
  /** Who is signed in, as far as the site can tell before the response ends. */
  readonly personOf: (request: RawRequest) => Person | undefined
  readonly isLimited: (request: RawRequest) => boolean
}

/** Milliseconds that results are waited for. */
const deadline = 30_000

/** The split test that a page’s tags are told of. */
export interface ShownSplit {
  readonly analytical_split: { readonly name: string; readonly version: string }
}

/** The split tests of a site. */
export class Experiments implements Keeper<ShownToPerson> {
  readonly #settings: ExperimentsSettings
  readonly #variants: Variants
  readonly #recorder: Recorder
  readonly #runsOn: ReturnType<typeof pages>
  readonly #responses = new WeakMap<RawRequest, RawResponse>()
  readonly #isOn: boolean

  constructor(settings: ExperimentsSettings) {
    const { option, personOf, isLimited, problems } = settings
    const visitors = new Visitors(option, personOf, problems.report)
    const shown = (experiment: string, unit: string) => this.#recorder.shown(experiment, unit)
    this.#settings = settings
    this.#isOn = Object.keys(option.running).length > 0
    this.#variants = new Variants({ site: option, visitors, shown, isLimited, report: problems.report })
    this.#runsOn = pages(problems.report)
    this.#recorder = new Recorder({
      ...settings,
      running: option.running,
      visitors,
      chosenFor: (request) => this.#variants.chosenFor(request),
      defined: (experiments) => this.#tellChanges(experiments),
    })
  }

  /** What takes in who was shown what. */
  get sink(): Sink {
    return this.#recorder
  }

  /** A request came in, and this is what answers it. */
  began(request: RawRequest, response: RawResponse): void {
    if (this.#isOn) this.#responses.set(request, response)
  }

  /** The variant to show; undefined for an experiment that there is not, and where it cannot be told whose request it is. */
  variant(name: string, request: unknown): string | undefined {
    try {
      return this.#assign(name, request)?.variant
    } catch (error) {
      this.#settings.problems.report(error)
      return this.#experiment(name)?.variants[0]
    }
  }

  /** What a page’s tags are told: of several experiments on one page, all at once. */
  splitOf(request: unknown): ShownSplit | undefined {
    try {
      const raw = rawRequestOf(request)
      if (raw === undefined) return undefined
      const shown = Object.entries(this.#settings.option.running)
        .filter(([, experiment]) => this.#runsOn(experiment, request, raw))
        .map(([name]) => ({ name, ...this.#assign(name, request) }))
        .filter(({ unit }) => unit !== undefined)
      if (shown.length === 0) return undefined
      const together = (of: (split: (typeof shown)[number]) => string | undefined) => shown.map(of).join(' + ')
      return { analytical_split: { name: together(({ name }) => name), version: together(({ variant }) => variant) } }
    } catch (error) {
      this.#settings.problems.report(error)
      return undefined
    }
  }

  async results(name: string): Promise<ExperimentResults> {
    const experiment = this.#experiment(name)
    if (experiment === undefined) throw new RangeError(this.#isNone(name))
    const counted = this.#counts(name)
    return reportOf(name, experiment, await inTime(counted, deadline, this.#settings.database.name))
  }

  /** Everything that is kept of a user, by the user’s id. */
  export(person: string): Promise<ShownToPerson[]> {
    const { database, site } = this.#settings
    return database.report('experiments', 'exportPerson', { site, person })
  }

  /** Takes all of that out; resolves with how many exposures there were. */
  async erase(person: string): Promise<number> {
    const { database, site } = this.#settings
    const erased = await database.call('experiments', 'erasePerson', { site, person, until: Date.now() })
    this.#recorder.forget()
    return erased
  }

  #assign(name: string, request: unknown): Assignment | undefined {
    const { problems } = this.#settings
    const raw = rawRequestOf(request)
    if (raw === undefined) {
      problems.report(new TypeError(`variants are chosen for a request, like visits.variant('home', request)`))
      return undefined
    }
    const experiment = this.#experiment(name)
    if (experiment === undefined) {
      problems.report(new RangeError(this.#isNone(name)))
      return undefined
    }
    this.#keepPrivate(request, raw)
    return this.#variants.of(name, experiment, request, raw)
  }

  // A robot’s page, too: a cache would give the control to all.
  #keepPrivate(request: unknown, raw: RawRequest): void {
    const { problems } = this.#settings
    const { res } = (request ?? {}) as { res?: RawResponse }
    const response = this.#responses.get(raw) ?? res
    if (typeof response?.setHeader === 'function') keepFromSharedCaches(response, problems.report)
    else problems.report(new Error(unknownResponse))
  }

  #experiment(name: string): Experiment | undefined {
    const { running } = this.#settings.option
    return typeof name === 'string' && Object.hasOwn(running, name) ? running[name] : undefined
  }

  #isNone(name: unknown): string {
    const running = Object.keys(this.#settings.option.running)
    const there = running.length === 0 ? `none runs, ${anExperiment}` : `there are ${running.join(', ')}`
    return `there is no experiment ${JSON.stringify(clean(String(name), 64))}: ${there}`
  }

  #counts(experiment: string) {
    const { database, site } = this.#settings
    return database.report('experiments', 'counts', { site, experiment })
  }

  async #tellChanges(experiments: readonly string[]): Promise<void> {
    for (const name of experiments) {
      const [change] = changes(name, await this.#counts(name))
      if (change !== undefined) this.#settings.problems.raise(`experiment ${name}`, change)
    }
  }
}

const unknownResponse =
  'a variant was chosen for a request whose response visits don’t know, so that a shared cache may keep the page: call ' +
  'visits.listen() before the site’s server starts, or visits.observe(request, response)'

const anExperiment = `add it, like experiments: { running: { home: { variants: ['quiet', 'loud'], goal: 'rhyme posted' } } }`
