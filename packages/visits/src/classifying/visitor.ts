import type { AddressedRequest } from 'analytical'
import { userAgentOf } from './agent.ts'
import { networkOf } from './network.ts'

/** What tells the visitors of a day apart. */
export interface Visitor {
  /** The address; of an IPv6 address its /64 network, which one household or device has to itself. */
  readonly network: string
  /** The user agent, 512 characters at most. */
  readonly userAgent: string
}

/** Who asks, by address and user agent; undefined where the address cannot be told. */
export function visitorReader(address: (request: AddressedRequest) => string | undefined) {
  return (request: AddressedRequest): Visitor | undefined => {
    const client = address(request)
    return client === undefined ? undefined : { network: networkOf(client), userAgent: userAgentOf(request.headers) }
  }
}
