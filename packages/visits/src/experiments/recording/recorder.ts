import type { Database } from '../../database/database.ts'
import { DeliveredSink } from '../../database/delivering/delivered-sink.ts'
import { Delivery } from '../../database/delivering/delivery.ts'
import type { Hit, SiteEvent } from '../../hit.ts'
import { type RawRequest, rawRequestOf } from '../../listening/exchange.ts'
import type { Problems } from '../../problems.ts'
import type { Experiment } from '../experiment.ts'
import { Recent } from '../recent.ts'
import type { Assignment } from '../variants.ts'
import { userUnit } from '../visitors/units.ts'
import type { Visitors } from '../visitors/visitors.ts'
import { definitionOf } from './definition.ts'
import type { Records } from './exposure.ts'
import { PendingRecords } from './pending.ts'

export interface RecorderOptions {
  readonly site: string
  readonly running: Readonly<Record<string, Experiment>>
  readonly database: Database
  readonly visitors: Visitors
  readonly problems: Problems
  readonly flushEvery: number
  /** What was chosen for a request, by the experiments’ names. */
  chosenFor(request: RawRequest): ReadonlyMap<string, Assignment> | undefined
  /** Some definitions were written. */
  defined(experiments: readonly string[]): Promise<void>
}

const remembered = 20_000

/** Records who was shown what, once the page has gone out, and who reached a goal. */
export class Recorder extends DeliveredSink<Records> {
  readonly #options: RecorderOptions
  readonly #pending: PendingRecords
  readonly #defined = new Set<string>()
  readonly #shown = new Recent(remembered)

  constructor(options: RecorderOptions) {
    const { site, database, problems, flushEvery } = options
    const pending = new PendingRecords(site)
    const delivery = new Delivery<Records>({
      what: 'records of experiments',
      database,
      pending,
      problems,
      flushEvery,
      send: async (numbered) => {
        const delivered = await database.call('experiments', 'record', numbered)
        const defined = numbered.batch.definitions.map(({ experiment }) => experiment)
        if (defined.length > 0) await options.defined(defined)
        return delivered
      },
    })
    super(delivery)
    this.#options = options
    this.#pending = pending
  }

  hit(hit: Hit, request: RawRequest): void {
    // What scripts fetch may be a page’s content, too.
    const isShown = hit.leftOut === undefined || (hit.leftOut === 'data' && !hit.agent.isBot)
    if (!isShown) return
    for (const [experiment, { unit, variant }] of this.#options.chosenFor(request) ?? []) {
      if (unit !== undefined) this.#expose(experiment, unit, variant, hit)
    }
  }

  event({ at, name, person, request }: SiteEvent): void {
    const goals = Object.entries(this.#options.running).filter(([, { goal }]) => goal === name)
    if (goals.length === 0) return
    const units = this.#options.visitors.unitsOf(request, rawRequestOf(request))
    if (person !== undefined) units.push(userUnit(person.id))
    for (const [experiment] of goals) {
      for (const unit of units) this.#took(this.#pending.convert({ experiment, unit, time: at.time }))
    }
  }

  /** The variant that this process knows a unit to have been shown. */
  shown(experiment: string, unit: string): string | undefined {
    return this.#shown.get(`${experiment}\n${unit}`)?.split('\n', 1)[0]
  }

  /** Forgets who was shown what, so that it is written anew when it happens again. */
  forget(): void {
    this.#shown.clear()
  }

  #expose(experiment: string, unit: string, variant: string, { at: { time }, person }: Hit): void {
    const key = `${experiment}\n${unit}`
    const known = this.#shown.get(key)?.split('\n')
    const user = person?.id ?? null
    if (known?.[0] === variant && (user === null || known[1] === user)) return
    this.#define(experiment, time)
    const crossed = known !== undefined && known[0] !== variant
    if (!this.#took(this.#pending.expose({ experiment, unit, variant, person: user, time, crossed }))) return
    this.#shown.set(key, `${variant}\n${user ?? ''}`)
  }

  #define(experiment: string, since: number): void {
    const running = this.#options.running[experiment]
    if (running === undefined || this.#defined.has(experiment)) return
    this.#defined.add(experiment)
    this.#pending.define({ experiment, text: definitionOf(experiment, running), since })
  }

  #took(fits: boolean): boolean {
    if (fits) this.delivery.wake()
    else this.delivery.lose()
    return fits
  }
}
