import { addressList, isAddressEntry } from './address-list.ts'

/**
 * Whom to believe about the client's address: how many proxies stand in front, their addresses, or a function that is
 * asked about each (with its distance from this server, 0 first). One that connects by a Unix socket is called `unix`.
 */
export type TrustedProxies = number | readonly string[] | ((address: string, distance: number) => boolean)

/** What a peer is called that connects by a Unix socket: it has no address. */
export const unixPeer = 'unix'

/** What an entry of a list of trusted proxies must be, as the end of a sentence. */
export const proxyListRule = 'must list IP addresses, CIDR ranges, loopback, private, linklocal or unix'

/** Whether an entry can stand in a list of trusted proxies: an address, a CIDR range, `loopback`, `private`, `linklocal` or `unix`. */
export const isProxyEntry = (entry: string): boolean => entry === unixPeer || isAddressEntry(entry)

/** Whether a proxy at this distance from the server is to be believed. */
export function trustRule(proxies: TrustedProxies): (peer: string, distance: number) => boolean {
  if (typeof proxies === 'function') return proxies
  if (typeof proxies === 'number') return (_, distance) => distance < proxies
  const isListed = addressList(proxies)
  const trustsUnix = proxies.includes(unixPeer)
  return (peer) => (peer === unixPeer ? trustsUnix : isListed(peer))
}
