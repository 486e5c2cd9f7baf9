import { isIP, isIPv4 } from 'node:net'

const longest = 100
const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/
const withPort = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/

/**
 * One IP address from a text as headers and sockets have it: quotes, brackets, a port, an IPv6 zone and white space are
 * taken off, an IPv4-mapped IPv6 address becomes IPv4. Undefined where no address is left.
 */
export function parseAddress(text: string): string | undefined {
  if (isIPv4(text)) return text
  if (text.length > longest) return undefined
  let address = text.trim()
  if (address.startsWith('"') && address.endsWith('"')) address = address.slice(1, -1).trim()
  address = bracketed.exec(address)?.[1] ?? withPort.exec(address)?.[1] ?? address
  const zone = address.indexOf('%')
  if (zone > 0) address = address.slice(0, zone)
  if (isIP(address) === 0) return undefined
  return isIP(address) === 6 ? (mappedIPv4(address) ?? address) : address
}

/** The IPv4 address in an IPv4-mapped IPv6 address, however that is spelled. */
function mappedIPv4(address: string): string | undefined {
  if (!address.toLowerCase().includes('ffff:')) return undefined
  const [, high = '', low = ''] =
    /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(new URL(`http://[${address}]`).hostname) ?? []
  if (low === '') return undefined
  const [h, l] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return [h >> 8, h & 255, l >> 8, l & 255].join('.')
}
