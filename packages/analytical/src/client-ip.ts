import { parseAddress } from './address.ts'
import { type TrustedProxies, trustRule, unixPeer } from './trusted-proxies.ts'

/** What is read of a connection to tell who is at its other end: Node's own sockets have it. */
export interface PeerSocket {
  readonly remoteAddress?: string | undefined
  readonly localAddress?: string | undefined
  readonly destroyed?: boolean
}

/** What is read of a request to tell its address: Node's own `IncomingMessage` has it. */
export interface AddressedRequest {
  headers: Readonly<Record<string, string | readonly string[] | undefined>>
  socket?: PeerSocket | null
}

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

/**
 * Who is at the other end of a connection: an address, or `unix` for a Unix socket or named pipe. Undefined where the connection
 * is gone; while it stands, one by TCP has an address of its own at least.
 */
export function peerOf(socket: PeerSocket | null | undefined): string | undefined {
  const address = socket?.remoteAddress
  if (address !== undefined || socket == null) return address
  return socket.destroyed === false && socket.localAddress === undefined ? unixPeer : undefined
}

/** {@link clientAddress} for one rule, read once. */
export function addressReader({ proxies, header = 'x-forwarded-for' }: AddressTrust) {
  const isTrusted = trustRule(proxies)
  return (request: AddressedRequest): string | undefined => {
    let hop = peerOf(request.socket) ?? ''
    let further = textOf(request.headers[header])
    for (let distance = 0; ; distance++) {
      const address = parseAddress(hop)
      const peer = distance === 0 && hop === unixPeer ? unixPeer : address
      if (peer === undefined || further === undefined || !isTrusted(peer, distance)) return address
      const comma = further.lastIndexOf(',')
      const entry = further.slice(comma + 1)
      hop = header === 'forwarded' ? forParameter(entry) : entry
      further = comma === -1 ? undefined : further.slice(0, comma)
    }
  }
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
