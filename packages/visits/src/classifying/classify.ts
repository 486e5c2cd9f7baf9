import type { AddressedRequest } from 'analytical'
import type { Hit } from '../hit.ts'
import { contentTypeOf, type Ended } from '../listening/exchange.ts'
import { type Agent, agentReader } from './agent.ts'
import type { Calendar, Moment } from './calendar.ts'
import { campaignOf } from './campaign.ts'
import type { Headers } from './headers.ts'
import { type LeftOut, leftOut } from './left-out.ts'
import { pathReader, routeOf } from './path.ts'
import type { Person } from './person.ts'
import { referrerReader } from './referrer.ts'
import { clean } from './text.ts'
import { type Visitor, visitorReader } from './visitor.ts'

/** What the site tells of a request that the request itself does not. */
export interface Told {
  /** Who is signed in: the site's own record of the user. */
  user?: unknown
  /** The route's pattern, like `/rhymes/:id`: pages are counted by it then. */
  route?: string | undefined
  /** This request is no page view, for this reason. */
  leaveOut?: LeftOut | undefined
}

/** Makes a hit of a request that ended. */
export function classifier(
  calendar: Calendar,
  address: (request: AddressedRequest) => string | undefined,
  ownHosts: readonly string[],
  person: (user: unknown) => Person | undefined,
) {
  const readers: Readers = {
    path: pathReader(),
    agent: agentReader(),
    referrer: referrerReader(ownHosts),
    visitor: visitorReader(address),
    person,
  }
  return (ended: Ended, told: Told, limited: string | undefined): Hit =>
    new RequestHit(readers, ended, calendar.at(ended.time), told, limited)
}

interface Readers {
  path: (address: string) => string
  agent: (headers: Headers) => Agent
  referrer: (headers: Headers) => string
  visitor: ReturnType<typeof visitorReader>
  person: (user: unknown) => Person | undefined
}

/** As nginx has it: the client went away before there was an answer. */
const clientClosed = 499

// Most requests are for assets: what only page views need is read when it is asked for.
class RequestHit implements Hit {
  readonly at: Moment
  readonly duration: number
  readonly method: string
  readonly path: string
  readonly route: string | undefined
  readonly status: number
  readonly user: unknown
  readonly leftOut: LeftOut | undefined
  readonly limited: string | undefined
  readonly #readers: Readers
  readonly #ended: Ended
  #agent: Agent | undefined
  #person: { readonly read: Person | undefined } | undefined

  constructor(readers: Readers, ended: Ended, at: Moment, told: Told, limited: string | undefined) {
    const { request, response, address, duration, aborted } = ended
    this.#readers = readers
    this.#ended = ended
    this.at = at
    this.duration = duration
    this.method = clean(request.method ?? '', 16)
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

  get #headers(): Headers {
    return this.#ended.request.headers as Headers
  }

  get agent(): Agent {
    this.#agent ??= this.#readers.agent(this.#headers)
    return this.#agent
  }

  get person(): Person | undefined {
    this.#person ??= { read: this.#readers.person(this.user) }
    return this.#person.read
  }

  get referrer(): string {
    return this.#readers.referrer(this.#headers)
  }

  get campaign(): string | undefined {
    return campaignOf(this.#ended.address)
  }

  get visitor(): Visitor | undefined {
    return this.#readers.visitor({ headers: this.#headers, socket: this.#ended })
  }
}
