import { BlockList, isIP } from 'node:net'
import { parseAddress } from './address.ts'

const named: Readonly<Record<string, readonly string[]>> = {
  loopback: ['127.0.0.0/8', '::1/128'],
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  linklocal: ['169.254.0.0/16', 'fe80::/10'],
}

/** What an entry of an address list must be, as the end of a sentence. */
export const addressRule = 'must list IP addresses, CIDR ranges, loopback, private or linklocal'

// A check costs about a microsecond, a look-up a fiftieth of that; a site's visitors of the moment fit in this many.
const remembered = 1000

/** Whether an entry can stand in an address list: an address, a CIDR range, `loopback`, `private` or `linklocal`. */
export const isAddressEntry = (entry: string): boolean => ranges(entry) !== undefined

/** A test for membership in a list of addresses; entries are checked beforehand. An address that cannot be told is in none. */
export function addressList(entries: readonly string[]): (address: string | undefined) => boolean {
  const list = new BlockList()
  for (const [network, bits] of entries.flatMap((entry) => ranges(entry) ?? [])) {
    list.addSubnet(network, bits, isIP(network) === 4 ? 'ipv4' : 'ipv6')
  }
  const answers = new Map<string, boolean>()
  return (address) => {
    if (address === undefined || entries.length === 0) return false
    let answer = answers.get(address)
    if (answer === undefined) {
      const parsed = parseAddress(address)
      answer = parsed !== undefined && list.check(parsed, isIP(parsed) === 4 ? 'ipv4' : 'ipv6')
      if (answers.size >= remembered) answers.clear()
      answers.set(address, answer)
    }
    return answer
  }
}

function ranges(entry: string): readonly (readonly [network: string, bits: number])[] | undefined {
  const known = Object.hasOwn(named, entry) ? named[entry] : undefined
  if (known !== undefined) return known.flatMap((range) => ranges(range) ?? [])
  const [network = '', bits, ...more] = entry.split('/')
  const widest = isIP(network) === 4 ? 32 : 128
  if (isIP(network) === 0 || more.length > 0) return undefined
  if (bits === undefined) return [[network, widest]]
  return /^\d{1,3}$/.test(bits) && Number(bits) <= widest ? [[network, Number(bits)]] : undefined
}
