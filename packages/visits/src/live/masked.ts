import { isIPv4 } from 'node:net'

/** A user name that is an e-mail address, with its first letter only; any other as it is. */
export function maskedName(name: string): string {
  const at = name.indexOf('@')
  return at === -1 ? name : `${[...name.slice(0, at)][0] ?? ''}…${name.slice(at)}`
}

/** A network without the part that tells one household from its neighbours: of IPv4 the last byte, of IPv6 what follows /48. */
export function maskedNetwork(network: string): string {
  const parts = network.split(isIPv4(network) ? '.' : ':')
  return [...parts.slice(0, 3), '…'].join(isIPv4(network) ? '.' : ':')
}
