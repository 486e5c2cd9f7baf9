import type { Calendar } from '../classifying/calendar.ts'
import { dayNumber } from '../classifying/day-number.ts'
import { byHand } from '../classifying/left-out.ts'
import type { Database } from '../database/database.ts'
import { DeliveredSink } from '../database/delivering/delivered-sink.ts'
import { Delivery } from '../database/delivering/delivery.ts'
import type { Numbered } from '../database/delivering/numbered.ts'
import type { Keeper } from '../erasing/keeper.ts'
import type { Hit, SiteEvent } from '../hit.ts'
import type { Problems } from '../problems.ts'
import { inTimeForReport } from '../reading/in-time-for-report.ts'
import { isCount, mustBe, mustBeDays, mustBeQuery } from '../reading/must-be.ts'
import { PendingDays } from './pending-days.ts'
import type { ExportedDay } from './reading.ts'
import { type Measure, measures, type UserCount } from './user-count.ts'
import type { UserBatch } from './write.ts'

export interface UsersOptions {
  /** Minutes without a request that end a visit; 30 unless you say. */
  readonly pause?: number
  /** For how many days a user's days are kept; 90 unless you say. */
  readonly keepDays?: number
}

/** Which users, over which days, today among them. */
export interface UsersQuery {
  /** 30 unless you say. */
  days?: number
  /** What to rank by; `minutes` unless you say. */
  by?: Measure
  /** How many users at most; 10 unless you say. */
  limit?: number
}

interface UsersSettings {
  readonly site: string
  readonly database: Database
  readonly calendar: Calendar
  readonly problems: Problems
  readonly flushEvery: number
}

const minute = 60_000

/** What each signed-in user does by day: hits, visits, active minutes. */
export class Users extends DeliveredSink<UserBatch> implements Keeper<ExportedDay> {
  readonly #settings: UsersSettings
  readonly #pause: number
  readonly #pending: PendingDays

  constructor(settings: UsersSettings, { pause = 30, keepDays = 90 }: UsersOptions) {
    const { site, database } = settings
    const pending = new PendingDays({ site, keepDays, pause: pause * minute })
    const send = (batch: Numbered<UserBatch>) => database.call('users', 'write', batch)
    super(new Delivery({ ...settings, what: 'days of users', pending, send }))
    this.#settings = settings
    this.#pause = pause * minute
    this.#pending = pending
  }

  hit({ at, person, leftOut }: Hit): void {
    if (leftOut === undefined || byHand.has(leftOut)) this.#saw(at, person, 1)
  }

  event({ at, person }: SiteEvent): void {
    this.#saw(at, person, 0)
  }

  #saw(at: Hit['at'], person: Hit['person'], hits: number): void {
    if (person === undefined) return
    if (!this.#pending.add(person, dayNumber(at.day), at.time, hits)) this.delivery.lose()
    this.delivery.wake()
  }

  /** @throws RangeError for a query that makes no sense. */
  async top(asked: UsersQuery = {}): Promise<UserCount[]> {
    mustBeQuery('users', asked, ['days', 'by', 'limit'])
    const { days = 30, by = 'minutes', limit = 10 } = asked
    mustBeDays(days)
    mustBe(measures.includes(by), `by must be ${measures.join(', ')}`, by)
    mustBe(isCount(limit, 100_000), 'limit must be a whole number up to 100000, like 10', limit)
    const { site, database, calendar } = this.#settings
    const to = dayNumber(calendar.at(Date.now()).day)
    const query = { site, from: to - days + 1, to, by, limit, pause: this.#pause }
    return inTimeForReport(database.report('users', 'ranked', query), database)
  }

  erase(id: string): Promise<number> {
    const { site, database } = this.#settings
    return database.call('users', 'erase', { site, id, until: Date.now() })
  }

  export(id: string): Promise<ExportedDay[]> {
    const { site, database } = this.#settings
    return database.report('users', 'exported', { site, id })
  }
}
