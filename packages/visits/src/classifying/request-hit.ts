import { contentTypeOf, type Ended, type RawRequest } from '../listening/exchange.ts'
import type { Agent } from './agent.ts'
import type { Moment } from './calendar.ts'
import { campaignOf } from './campaign.ts'
import type { Told } from './classify.ts'
import type { Headers } from './headers.ts'
import { type LeftOut, leftOut } from './left-out.ts'
import { routeOf } from './path.ts'
import type { Person } from './person.ts'
import { clean } from './text.ts'
import type { Visitor, visitorReader } from './visitor.ts'
import { visitorMark } from './visitor-mark.ts'

/** What a hit's parts are read with. */
export interface Readers {
  path: (address: string) => string
  agent: (headers: Headers) => Agent
  referrer: (headers: Headers) => string
  visitor: ReturnType<typeof visitorReader>
  person: (user: unknown) => Person | undefined
}

const methodOf = ({ method = '' }: RawRequest) => (method === 'GET' ? method : clean(method, 16))

/** As nginx has it: the client went away before there was an answer. */
const clientClosed = 499

/**
 * One request that ended: texts are clean and capped, whatever the client sent. Most requests are for assets, so what only page
 * views need is read when it is asked for.
 */
export class RequestHit {
  /** When its response ended. */
  readonly at: Moment
  /** From the request's start to the response's end, in milliseconds. */
  readonly duration: number
  readonly method: string
  /** The path without query and fragment, decoded. */
  readonly path: string
  /** The route's pattern where the site tells it, like `/rhymes/:id`. */
  readonly route: string | undefined
  /** 499 where the client went away before there was an answer. */
  readonly status: number
  /** Who is signed in: the site's own record. */
  readonly user: unknown
  /** Why this is no page view; undefined for one that counts. */
  readonly leftOut: LeftOut | undefined
  /** The form whose limit it was beyond: see `visits.limit`. */
  readonly limited: string | undefined
  readonly #readers: Readers
  readonly #ended: Ended
  readonly #headers: Headers
  #agent: Agent | undefined
  #person: { readonly read: Person | undefined } | undefined

  constructor(readers: Readers, ended: Ended, at: Moment, told: Told, limited: string | undefined) {
    const { request, response, address, duration, aborted } = ended
    this.#readers = readers
    this.#ended = ended
    this.#headers = request.headers as Headers
    this.at = at
    this.duration = duration
    this.method = methodOf(request)
    this.path = readers.path(address)
    this.route = told.route === undefined ? undefined : routeOf(told.route)
    this.status = aborted && !response.headersSent ? clientClosed : response.statusCode
    this.user = told.user
    this.limited = limited
    this.leftOut = leftOut(this, {
      aborted,
      told: told.leaveOut,
      headers: this.#headers,
      type: contentTypeOf(response).slice(0, 100),
    })
  }

  /** The browser and its platform, read when first asked. */
  get agent(): Agent {
    this.#agent ??= this.#readers.agent(this.#headers)
    return this.#agent
  }

  /** The same as `user`, as visits keep and show one; read when first asked. */
  get person(): Person | undefined {
    this.#person ??= { read: this.#readers.person(this.user) }
    return this.#person.read
  }

  /** The host of the page that linked here; `(direct)` where none is told, `(internal)` for the site itself. */
  get referrer(): string {
    return this.#readers.referrer(this.#headers)
  }

  /** What the address tells of a campaign, like `newsletter / spring`. */
  get campaign(): string | undefined {
    return campaignOf(this.#ended.address)
  }

  /** What tells visitors of one day apart; never stored. Undefined where the address cannot be told. */
  get visitor(): Visitor | undefined {
    return this.#readers.visitor({ headers: this.#headers, socket: this.#ended })
  }

  /** The same number for what comes from the same visitor in the same way, see `visitorMark`; never stored. */
  get visitorMark(): number {
    return visitorMark(this.agent.mark, this.#headers, this.#ended.remoteAddress)
  }
}
