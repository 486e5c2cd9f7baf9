import { createHash } from 'node:crypto'
import { remembered } from '../classifying/remembered.ts'

export interface SampleOption {
  /** How many of the users: above 0, at most 1; `0.05` is one of twenty. */
  readonly share: number
  /** Any text. Another one takes others; the same one takes the same users, on every machine. */
  readonly seed: string
}

const hashes = 2 ** 48
const mostRemembered = 10_000

/** Whether a user is of the sample: by a hash of seed and id, and nothing else. */
export function sampler({ share, seed }: SampleOption): (id: string) => boolean {
  return remembered((id) => {
    const hash = createHash('sha256').update(`${seed}\n${id}`).digest()
    return hash.readUIntBE(0, 6) < share * hashes
  }, mostRemembered)
}
