import { isIP } from 'node:net'

const longest = 100
const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/
const withPort = /^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/

/**
 * One IP address from a text as headers and sockets have it: quotes, brackets, a port, an IPv6 zone and white space are
 * taken off, an IPv4-mapped IPv6 address in dotted form becomes IPv4. Undefined where no address is left.
 */
export function parseAddress(text: string): string | undefined {
  if (text.length > longest) return undefined
  let address = text.trim()
  if (address.startsWith('"') && address.endsWith('"')) address = address.slice(1, -1).trim()
  address = bracketed.exec(address)?.[1] ?? withPort.exec(address)?.[1] ?? address
  const zone = address.indexOf('%')
  if (zone > 0) address = address.slice(0, zone)
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1]
  address = mapped ?? address
  return isIP(address) === 0 ? undefined : address
}
