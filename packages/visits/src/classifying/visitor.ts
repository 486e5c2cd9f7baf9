import type { AddressedRequest } from 'analytical'
import { userAgentOf } from './agent.ts'

/**
 * What tells the visitors of a day apart: address and user agent. An IPv6 address counts by its /64 network, which one
 * household or device has to itself. Undefined where the address cannot be told.
 */
export function visitorReader(address: (request: AddressedRequest) => string | undefined) {
  return (request: AddressedRequest): string | undefined => {
    const client = address(request)
    return client === undefined ? undefined : `${networkOf(client)}\n${userAgentOf(request.headers)}`
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
