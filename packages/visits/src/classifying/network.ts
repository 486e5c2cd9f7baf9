const groupCount = 8
/** `64:ff9b::/96`: where IPv4 visitors of an IPv6 server come from, whose /64 they all share. */
const translated = [0x64, 0xff9b, 0, 0, 0, 0]

/**
 * What of an address one household or device has to itself: an IPv4 address as it is, an IPv6 address's /64 network. However an
 * address is spelled, it is one text.
 *
 * @param address As `analytical` tells it: an IPv4-mapped one is an IPv4 address there.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const groups = groupsOf(address)
  if (translated.every((group, index) => groups[index] === group)) return groups.slice(6).flatMap(bytesOf).join('.')
  return groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')
}

function groupsOf(address: string): number[] {
  const [left = '', right] = address.split('::')
  const groups = written(left)
  if (right === undefined) return groups
  const rest = written(right)
  return [...groups, ...Array<number>(Math.max(groupCount - groups.length - rest.length, 0)).fill(0), ...rest]
}

/** An IPv4 address at the end stands for two groups. */
function written(part: string): number[] {
  if (part === '') return []
  return part.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)]
    const [a = 0, b = 0, c = 0, d = 0] = group.split('.').map(Number)
    return [a * 256 + b, c * 256 + d]
  })
}

const bytesOf = (group: number) => [group >> 8, group & 255]
