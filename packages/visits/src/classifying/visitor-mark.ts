import { hashOf } from './hash.ts'
import { type Headers, header } from './headers.ts'

const forwardedLength = 4_096

/**
 * A mark of 32 bits of what tells visitors apart, as it was sent: of one visitor's requests that come the same way it is the
 * same, of two visitors' in one of 4 billion cases. Never 0. To read the visitor takes ten times as long.
 *
 * @param agent The user agent's own mark.
 */
export const visitorMark = (agent: number, headers: Headers, remoteAddress = ''): number =>
  mixed(hashOf(header(headers, 'x-forwarded-for', forwardedLength), hashOf(remoteAddress, agent))) || 1

/** Each bit of a hash counts in all of the mark's: the last step of MurmurHash3. */
function mixed(hash: number): number {
  let mark = hash ^ (hash >>> 16)
  mark = Math.imul(mark, 0x85ebca6b)
  mark ^= mark >>> 13
  mark = Math.imul(mark, 0xc2b2ae35)
  return mark ^ (mark >>> 16)
}
