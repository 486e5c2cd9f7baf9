import type { Calendar } from '../classifying/calendar.ts'
import { clean } from '../classifying/text.ts'
import type { Hit, SiteEvent } from '../hit.ts'
import { messageOf, type Problems } from '../problems.ts'
import type { Sink } from '../sink.ts'
import { type CounterStore, StoreRefused } from '../stores/counter-store.ts'
import { countPageViews, countPlainly } from './counted.ts'
import { type Dimension, type Key, type Period, total } from './dimension.ts'
import { Fresh } from './fresh.ts'
import { Outbox } from './outbox.ts'
import { Salts } from './salts.ts'
import { Visitors } from './visitors.ts'

export interface CountersOptions {
  store: CounterStore
  keys: 'spread' | 'plain'
  values: number
  calendar: Calendar
  problems: Problems
  /** Milliseconds from one flush to the next. */
  flushEvery: number
}

const eventBytes = 100
const day = 24 * 60 * 60_000
/** How often the store is asked whether it still holds what it was given, in flushes. */
const doubtEvery = 60

/** Counts in the process, and brings the sums to the store about once a second. */
export class Counters implements Sink {
  readonly what = 'counts'
  readonly #options: CountersOptions
  readonly #isPlain: boolean
  #fresh: Fresh
  readonly #outboxes = new Map<string, Outbox>()
  /** What the store did not take at the last attempt: of a cluster, one server may be away. */
  readonly #failing = new Set<string>()
  readonly #salts: Salts
  readonly #visitors: Visitors
  #timer: NodeJS.Timeout | undefined
  #flushes = 0
  #isRefused = false

  constructor(options: CountersOptions) {
    this.#options = options
    this.#isPlain = options.keys === 'plain'
    this.#fresh = new Fresh(options.calendar.at(Date.now()).day)
    this.#salts = new Salts(options.store)
    this.#visitors = new Visitors(this.#salts, (day, register, rank) => {
      this.#outbox('visitors', day).add(String(register), rank)
    })
  }

  hit(hit: Hit): void {
    const counted = this.#isPlain ? countPlainly : countPageViews
    counted(hit, this.#freshOf(hit.at.day))
    if (!this.#isPlain && hit.leftOut === undefined) this.#visitors.add(hit)
  }

  event({ at, name }: SiteEvent): void {
    this.#freshOf(at.day).add('events', clean(name, eventBytes))
  }

  async flush(): Promise<void> {
    this.#doubt()
    await this.#flush()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** How many counts the store has not acknowledged. */
  get waiting(): number {
    this.#handOver()
    let waiting = 0
    for (const outbox of this.#outboxes.values()) waiting += outbox.waiting
    return waiting
  }

  get isInDoubt(): boolean {
    return [...this.#outboxes.values()].some(({ isInDoubt }) => isInDoubt)
  }

  /** Whether the store said no, and has taken nothing since. */
  get isRefused(): boolean {
    return this.#isRefused
  }

  get storeName(): string {
    return this.#options.store.name
  }

  #freshOf(day: string): Fresh {
    if (this.#fresh.day !== day || this.#fresh.isFull) this.#handOver(day)
    this.#start()
    return this.#fresh
  }

  /** Gives the outboxes what came in, and begins anew. */
  #handOver(day = this.#fresh.day): void {
    const { day: counted, counts } = this.#fresh
    this.#fresh = new Fresh(day)
    const periods = this.#isPlain ? [total] : [counted, total]
    for (const [dimension, values] of counts) {
      for (const period of periods) {
        const outbox = this.#outbox(dimension, period)
        for (const [value, { count }] of values) outbox.add(value, count)
      }
    }
  }

  #outbox(dimension: Dimension, period: Period): Outbox {
    const key = { dimension, period }
    const name = nameOf(key)
    let outbox = this.#outboxes.get(name)
    if (outbox === undefined) {
      const { store, values } = this.#options
      outbox = new Outbox(key, store, values, this.#delivery)
      this.#outboxes.set(name, outbox)
    }
    return outbox
  }

  #start(): void {
    this.#timer ??= setInterval(() => {
      this.#flushes++
      if (this.#flushes % doubtEvery === 0) this.#doubt()
      void this.#flush()
    }, this.#options.flushEvery).unref()
  }

  #doubt(): void {
    this.#salts.doubt()
    for (const outbox of this.#outboxes.values()) outbox.doubt()
  }

  async #flush(): Promise<void> {
    const days = this.#days()
    if (!this.#isPlain) {
      await this.#salts.ask(days)
      this.#visitors.settle(days)
    }
    this.#handOver()
    const flushed = [...this.#outboxes.values()].map((outbox) => outbox.flush())
    await Promise.all(flushed)
    if (this.#failing.size === 0) await this.#salts.giveAgain()
    for (const [name, { key, isIdle }] of this.#outboxes) {
      if (isIdle && ![...days, total].includes(key.period)) this.#outboxes.delete(name)
    }
  }

  /** Yesterday, today and tomorrow. */
  #days(): string[] {
    const { calendar } = this.#options
    const now = Date.now()
    return [calendar.at(now - day).day, calendar.at(now).day, calendar.at(now + day).day]
  }

  readonly #delivery = {
    arrived: (key: Key) => {
      this.#isRefused = false
      if (this.#failing.delete(nameOf(key)) && this.#failing.size === 0) this.#options.problems.clear('store')
    },
    failed: (key: Key, error: unknown) => {
      const { store, problems } = this.#options
      this.#failing.add(nameOf(key))
      this.#isRefused ||= error instanceof StoreRefused
      problems.raise('store', `${store.name} takes no counts now, they wait here: ${messageOf(error)}`, error)
    },
    forgotten: () => this.#salts.doubt(),
    lost: ({ dimension, period }: Key) => {
      this.#visitors.forget()
      const { store, problems } = this.#options
      const what = `${store.name} came back older than this process remembers: some counts of ${dimension}, ${period}, are lost`
      problems.happened(`lost ${dimension} ${period}`, what)
    },
  }
}

const nameOf = ({ dimension, period }: Key) => `${dimension} ${period}`
