import { calendar as calendarOf } from '../../dist/classifying/calendar.js'
import { personReader } from '../../dist/classifying/person.js'
import type { Database } from '../../dist/database/database.js'
import { Erasing } from '../../dist/erasing/erasing.js'
import { peopleOf } from '../../dist/people.js'
import { Problems } from '../../dist/problems.js'
import type { Hit, SiteEvent, VisitsOptions } from '../../src/index.ts'

/** One process of a site, as far as it keeps what users do: hits are given to it with the time they are to have. */
export class SiteProcess {
  readonly site: string
  readonly problems: Problems
  readonly errors: string[] = []
  readonly people: ReturnType<typeof peopleOf>
  readonly erasing: Erasing<SiteProcess['people']['keepers']>
  readonly #calendar: ReturnType<typeof calendarOf>

  constructor(database: Database, site: string, options: VisitsOptions) {
    this.site = site
    this.problems = new Problems((error) => void this.errors.push(error.message))
    const calendar = calendarOf(options.timeZone ?? 'UTC')
    this.#calendar = calendar
    this.people = peopleOf(options, { site, database, calendar, problems: this.problems, flushEvery: 60_000 })
    this.erasing = new Erasing(this.people.keepers)
  }

  /** A user asks for a page, or what else the hit says. */
  hit(user: unknown, time: number, hit: Partial<Hit> = {}): void {
    const page = { method: 'GET', path: '/', route: undefined, status: 200, leftOut: undefined }
    const whole = { ...page, ...hit, at: this.#calendar.at(time), user, person: this.#person(user) }
    for (const sink of this.people.sinks) sink.hit(whole as Hit)
  }

  event(user: unknown, time: number, name: string): void {
    const event: SiteEvent = { at: this.#calendar.at(time), user, person: this.#person(user), name, properties: {} }
    for (const sink of this.people.sinks) sink.event(event)
  }

  async flush(): Promise<void> {
    await Promise.all(this.people.sinks.map((sink) => sink.flush()))
  }

  get waiting(): number {
    return this.people.sinks.reduce((sum, { waiting }) => sum + waiting, 0)
  }

  stop(): void {
    for (const sink of this.people.sinks) sink.stop()
  }

  #person(user: unknown) {
    return personReader(undefined, this.problems.report)(user)
  }
}
