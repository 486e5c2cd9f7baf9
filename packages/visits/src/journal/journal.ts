import type { LeftOut } from '../classifying/left-out.ts'
import { type Person, userIdOf } from '../classifying/person.ts'
import type { Database } from '../database/database.ts'
import { DeliveredSink } from '../database/delivering/delivered-sink.ts'
import { Delivery } from '../database/delivering/delivery.ts'
import type { Numbered } from '../database/delivering/numbered.ts'
import type { Keeper } from '../erasing/keeper.ts'
import type { Hit, SiteEvent } from '../hit.ts'
import type { Problems } from '../problems.ts'
import { inTimeForReport } from '../reading/in-time-for-report.ts'
import { isCount, mustBe, mustBeDays, mustBeQuery } from '../reading/must-be.ts'
import type { Chosen, JournalHit } from './journal-hit.ts'
import { PendingHits } from './pending-hits.ts'
import type { HitPlace } from './reading.ts'
import type { JournalBatch } from './write.ts'

export interface JournalOptions {
  /** For how many days a hit is kept; 90 unless you say. */
  readonly keepDays?: number
}

/** Whose hits. */
export interface JournalQuery {
  /** The user's id. */
  user: string | number
  /** How many days back from now; 30 unless you say. */
  days?: number
  /** How many hits at most, the last ones; 100 unless you say. */
  limit?: number
}

interface JournalSettings {
  readonly site: string
  readonly database: Database
  readonly problems: Problems
  readonly flushEvery: number
  /** Whether and why somebody is followed; `user` is the site's own record. */
  readonly chosen: (person: Person, user: unknown) => Chosen | undefined
}

const day = 86_400_000

/** What the followed users do, hit by hit. */
export class Journal extends DeliveredSink<JournalBatch> implements Keeper<JournalHit> {
  readonly #settings: JournalSettings
  readonly #pending: PendingHits

  constructor(settings: JournalSettings, { keepDays = 90 }: JournalOptions = {}) {
    const { site, database } = settings
    const pending = new PendingHits({ site, keepDays })
    const send = (batch: Numbered<JournalBatch>) => database.call('journal', 'write', batch)
    super(new Delivery({ ...settings, what: 'hits of the journal', pending, send }))
    this.#settings = settings
    this.#pending = pending
  }

  hit({ at, person, user, method, route, path, status, leftOut }: Hit): void {
    if (leftOut !== undefined && nobodysOwn.has(leftOut)) return
    this.#take(person, user, { time: at.time, kind: 'request', what: `${method} ${route ?? path}`, status })
  }

  event({ at, person, user, name }: SiteEvent): void {
    this.#take(person, user, { time: at.time, kind: 'event', what: name, status: undefined })
  }

  #take(person: Person | undefined, user: unknown, hit: JournalHit): void {
    if (person === undefined) return
    const chosen = this.#settings.chosen(person, user)
    if (chosen === undefined) return
    if (!this.#pending.add(person, chosen, hit)) this.delivery.lose()
    this.delivery.wake()
  }

  /**
   * What a user did, oldest first.
   *
   * @throws RangeError for a query that makes no sense.
   */
  async of(asked: JournalQuery): Promise<JournalHit[]> {
    mustBeQuery('journal', asked, ['user', 'days', 'limit'])
    const { user, days = 30, limit = 100 } = asked
    const id = userIdOf(user)
    mustBe(id !== undefined, 'user must be the id of a user, like "jeff" or 17', user)
    mustBeDays(days)
    mustBe(isCount(limit, 100_000), 'limit must be a whole number up to 100000, like 100', limit)
    // Another machine's clock may be ahead of this one's.
    const until = Date.now() + day
    const { site, database } = this.#settings
    const query = { site, id: id as string, from: Date.now() - days * day, until, limit }
    return inTimeForReport(database.report('journal', 'timeline', query), database)
  }

  erase(id: string): Promise<number> {
    const { site, database } = this.#settings
    return database.call('journal', 'erase', { site, id, until: Date.now() })
  }

  async export(id: string): Promise<JournalHit[]> {
    const { site, database } = this.#settings
    const all: JournalHit[] = []
    let after: HitPlace | undefined
    do {
      const { hits, next } = await inTimeForReport(database.report('journal', 'page', { site, id, after }), database)
      for (const hit of hits) all.push(hit)
      after = next
    } while (after !== undefined)
    return all
  }
}

/** What no user has done, or that the site wants left out. A form sent and the redirect after it stay. */
const nobodysOwn: ReadonlySet<LeftOut> = new Set<LeftOut>([
  'asset',
  'aborted',
  'excluded',
  'dashboard',
  'prefetch',
  'bot',
])
