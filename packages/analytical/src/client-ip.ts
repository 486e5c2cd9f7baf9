import { parseAddress } from './address.ts'
import { addressList } from './address-list.ts'

/** What is read of a request to tell its address: Node's own `IncomingMessage` has it. */
export interface AddressedRequest {
  headers: Readonly<Record<string, string | readonly string[] | undefined>>
  socket?: { readonly remoteAddress?: string | undefined } | null
}

/**
 * Whom to believe about the client's address: how many proxies stand in front, their addresses, or a function that is
 * asked about each (with its distance from this server, 0 first).
 */
export type TrustedProxies = number | readonly string[] | ((address: string, distance: number) => boolean)

/** How to read the client's address; `header` is the only one that is looked at. */
export interface AddressTrust {
  proxies: TrustedProxies
  header?: 'x-forwarded-for' | 'forwarded'
}

const longestHeader = 4096

/**
 * The client's address: the first from the right, beginning at the socket, that is no trusted proxy's. What stands further
 * left was typed by the client. Undefined where an entry on the way is no address.
 */
export function clientAddress(request: AddressedRequest, trust: AddressTrust): string | undefined {
  return addressReader(trust)(request)
}

/** {@link clientAddress} for one rule, read once. */
export function addressReader({ proxies, header = 'x-forwarded-for' }: AddressTrust) {
  const isTrusted = trustRule(proxies)
  return (request: AddressedRequest): string | undefined => {
    let hop = request.socket?.remoteAddress ?? ''
    let further = textOf(request.headers[header])
    for (let distance = 0; ; distance++) {
      const address = parseAddress(hop)
      if (address === undefined || further === undefined || !isTrusted(address, distance)) return address
      const comma = further.lastIndexOf(',')
      const entry = further.slice(comma + 1)
      hop = header === 'forwarded' ? forParameter(entry) : entry
      further = comma === -1 ? undefined : further.slice(0, comma)
    }
  }
}

function trustRule(proxies: TrustedProxies): (address: string, distance: number) => boolean {
  if (typeof proxies === 'function') return proxies
  if (typeof proxies === 'number') return (_, distance) => distance < proxies
  return addressList(proxies)
}

/** Undefined for no header; one that is too long has no address. */
function textOf(value: string | readonly string[] | undefined): string | undefined {
  const text = typeof value === 'string' ? value : (value?.join(',') ?? '')
  if (text === '') return undefined
  return text.length > longestHeader ? '' : text
}

function forParameter(element: string): string {
  for (const pair of element.split(';')) {
    const [name = '', value = ''] = pair.split('=', 2)
    if (name.trim().toLowerCase() === 'for') return value
  }
  return ''
}
