import type { AddressedRequest } from 'analytical'
import type { Hit } from '../hit.ts'
import type { Ended } from '../listening/exchange.ts'
import { agentReader } from './agent.ts'
import type { Calendar } from './calendar.ts'
import type { LeftOut } from './left-out.ts'
import { pathReader } from './path.ts'
import type { Person } from './person.ts'
import { referrerReader } from './referrer.ts'
import { type Readers, RequestHit } from './request-hit.ts'
import { visitorReader } from './visitor.ts'

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
export type Classify = (ended: Ended, told: Told, limited?: string) => Hit

/** Reads hits by one site's rules. */
export function classifier(
  calendar: Calendar,
  address: (request: AddressedRequest) => string | undefined,
  ownHosts: readonly string[],
  person: (user: unknown) => Person | undefined,
): Classify {
  const readers: Readers = {
    path: pathReader(),
    agent: agentReader(),
    referrer: referrerReader(ownHosts),
    visitor: visitorReader(address),
    person,
  }
  return (ended, told, limited) => new RequestHit(readers, ended, calendar.at(ended.time), told, limited)
}
