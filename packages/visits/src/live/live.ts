import { randomUUID } from 'node:crypto'
import { activitiesOf } from '../activities/activity.ts'
import type { ActivityRule } from '../activities/activity-rule.ts'
import type { Hit, SiteEvent } from '../hit.ts'
import { inTime } from '../in-time.ts'
import { answerOf } from '../listening/answer.ts'
import { type RawRequest, type RawResponse, rawRequestOf, takesNodes } from '../listening/exchange.ts'
import { messageOf, type Problems } from '../problems.ts'
import type { Sink } from '../sink.ts'
import { Everybody } from './everybody.ts'
import { OwnPeople } from './own-people.ts'
import { Reader } from './reader.ts'
import { sendEvents } from './send-events.ts'
import type { SharedPeople } from './shared-people.ts'
import { Watchers } from './watchers.ts'

/** Who may look at who is here, and how much of it. */
export interface LiveOptions {
  /** Whether a request's sender may look. One for which it fails, or promises an answer, may not. */
  // biome-ignore lint/suspicious/noExplicitAny: the framework's request, with fields of the site's own.
  readonly guard: (request: any) => boolean
  /** Shows e-mail addresses and network addresses whole. */
  readonly unmasked?: boolean
}

/** Thrown for who may not look at who is here. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed'
}

interface LiveSettings {
  readonly option: LiveOptions
  readonly rules: readonly ActivityRule[]
  readonly shared: SharedPeople | undefined
  readonly problems: Problems
  readonly flushEvery: number
  /** Leaves a request out of all counts: who looks is no visitor. */
  readonly leaveOut: (request: RawRequest) => void
}

const patience = 2_000

/** Who is on the site now: this process tells the others whom it has seen, and whoever looks is told of all. */
export class Live implements Sink {
  readonly what = 'sightings of users'
  // What could not be told is told again with the next sight of the same user, or is over.
  readonly waiting = 0
  readonly isRefused = false
  readonly storeName: string
  readonly #settings: LiveSettings
  readonly #process = randomUUID()
  readonly #own: OwnPeople
  readonly #everybody: Everybody
  readonly #watchers = new Watchers()
  #timer: NodeJS.Timeout | undefined
  #telling: Promise<void> | undefined

  constructor(settings: LiveSettings) {
    this.#settings = settings
    this.storeName = settings.shared?.name ?? 'memory'
    this.#own = new OwnPeople(settings.option.unmasked === true)
    this.#everybody = new Everybody(activitiesOf(settings.rules))
  }

  hit(hit: Hit): void {
    this.#own.hit(hit)
    this.#start()
  }

  event(event: SiteEvent): void {
    this.#own.event(event)
    this.#start()
  }

  /** @throws NotAllowed where the guard says no. */
  watch(request: unknown): Reader {
    if (!this.#isAllowed(request))
      throw new NotAllowed('who is on the site is not for everybody: the guard of live says no')
    this.#start()
    return new Reader(this.#watchers)
  }

  /** Answers a request for Server-Sent Events; with 403 where the guard says no. */
  send(request: unknown, response: RawResponse): void {
    if (!this.#isAllowed(request)) {
      const refused = response as NodeJS.WritableStream & RawResponse
      refused.writeHead(403, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      refused.end('Not for everybody.')
      return
    }
    if (response.headersSent) {
      this.#settings.problems.report(
        new TypeError('visits.liveEvents must get a response of which nothing was sent yet'),
      )
      return
    }
    sendEvents(response, this.#watchers)
    this.#start()
    void this.flush()
  }

  /** Nobody looks any more. */
  end(): void {
    this.#watchers.end()
  }

  flush(): Promise<void> {
    this.#telling ??= this.#tell()
      .catch(this.#settings.problems.report)
      .finally(() => {
        this.#telling = undefined
      })
    return this.#telling
  }

  stop(): void {
    clearInterval(this.#timer)
    this.end()
  }

  #start(): void {
    if (!this.#watchers.isEnded) this.#timer ??= setInterval(() => void this.flush(), this.#settings.flushEvery).unref()
  }

  async #tell(): Promise<void> {
    const seen = this.#own.takeChanged()
    this.#everybody.take(this.#process, seen)
    await this.#exchange(seen)
    if (!this.#watchers.isEmpty) this.#watchers.tell(this.#everybody.at(Date.now()))
  }

  async #exchange(seen: ReturnType<OwnPeople['takeChanged']>): Promise<void> {
    const { shared, problems } = this.#settings
    if (shared === undefined) return
    try {
      if (seen.length > 0) await inTime(shared.tell({ process: this.#process, seen }), patience, shared.name, false)
      if (!this.#watchers.isEmpty) {
        const told = await inTime(shared.read(), patience, shared.name, false)
        for (const { process, seen } of told) if (process !== this.#process) this.#everybody.take(process, seen)
      }
      problems.clear('live')
    } catch (error) {
      problems.raise(
        'live',
        `live shows what this process sees only: ${shared.name} is away: ${messageOf(error)}`,
        error,
      )
    }
  }

  #isAllowed(request: unknown): boolean {
    const { option, problems, leaveOut } = this.#settings
    const raw = rawRequestOf(request)
    if (raw === undefined) {
      problems.report(new TypeError(takesNodes('live')))
      return false
    }
    leaveOut(raw)
    return answerOf(() => option.guard(request), false, guardsAnswer, problems.report) === true
  }
}

const guardsAnswer = 'live.guard must answer true or false at once, like (request) => request.user?.moderates === true'
