import type { AddressedRequest } from 'analytical'
import { userAgentOf } from './agent.ts'

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

function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [left = '', right] = address.split('::')
  const groups = left === '' ? [] : left.split(':')
  if (right !== undefined) {
    const rest = right === '' ? [] : right.split(':')
    // An IPv4 address at the end stands for two groups.
    const missing = 8 - groups.length - rest.length - (right.includes('.') ? 1 : 0)
    groups.push(...Array(Math.max(missing, 0)).fill('0'), ...rest)
  }
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
