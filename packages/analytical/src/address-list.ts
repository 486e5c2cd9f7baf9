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
  // One list for each family: in a common one a wide IPv6 range would hold every IPv4 address, by way of ::ffff:0:0/96.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() }
  for (const [network, bits] of entries.flatMap((entry) => ranges(entry) ?? [])) {
    lists[familyOf(network)].addSubnet(network, bits, familyOf(network))
  }
  const answers = new Map<string, boolean>()
  return (given) => {
    if (given === undefined || entries.length === 0) return false
    let answer = answers.get(given)
    if (answer === undefined) {
      const address = parseAddress(given)
      answer = address !== undefined && lists[familyOf(address)].check(address, familyOf(address))
      if (answers.size >= remembered) answers.clear()
      answers.set(given, answer)
    }
    return answer
  }
}

const familyOf = (address: string) => (isIP(address) === 4 ? 'ipv4' : 'ipv6')

function ranges(entry: string): readonly (readonly [network: string, bits: number])[] | undefined {
  const known = Object.hasOwn(named, entry) ? named[entry] : undefined
  if (known !== undefined) return known.flatMap((range) => ranges(range) ?? [])
  const [written = '', bits = '128', ...more] = entry.split('/')
  const network = isIP(written) === 0 ? undefined : parseAddress(written)
  if (network === undefined || more.length > 0 || !/^\d{1,3}$/.test(bits)) return undefined
  if (familyOf(network) === 'ipv6') return Number(bits) <= 128 ? [[network, Number(bits)]] : undefined
  // Of an IPv4 address in IPv6 form the last 32 bits are the address.
  const isMapped = isIP(written) === 6
  const own = entry.includes('/') ? Number(bits) - (isMapped ? 96 : 0) : 32
  return own >= 0 && own <= 32 ? [[network, own]] : undefined
}
