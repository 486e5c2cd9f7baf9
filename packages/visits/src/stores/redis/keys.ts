import type { Key } from '../../counting/dimension.ts'
import type { StoreSettings } from '../counter-store.ts'

const plainNames: Record<string, string> = { paths: 'visitors', browsers: 'browser', platforms: 'platform' }

/** The names of what is kept, which `{}` spreads over a cluster: all of one dimension and period stays together. */
export function redisKeys({ site, keys }: Pick<StoreSettings, 'site' | 'keys'>) {
  if (keys === 'plain') {
    const plain = (dimension: string) => plainNames[dimension] ?? dimension
    return {
      values: ({ dimension }: Key) => plain(dimension),
      meta: ({ dimension }: Key) => `{${plain(dimension)}}:meta`,
      salt: (day: string) => `{visitors}:salt:${day}`,
      schema: '{visitors}:schema',
      limit: (form: string, who: string) => `{limits:${form}:${who}}`,
      limitsSecret: '{limits}:secret',
      live: '{live}:people',
    }
  }
  const spread = ({ dimension, period }: Key) => `visits:{${site}:${dimension}:${period}}`
  return {
    /** A sorted set of values by their counts; for visitors, the text of a sketch's registers. */
    values: spread,
    /** A hash: `total`, `other`, and each writer's sequence number with the day it was last heard of. */
    meta: (key: Key) => `${spread(key)}:meta`,
    salt: (day: string) => `visits:{${site}:salt:${day}}`,
    schema: `visits:{${site}}:schema`,
    /** How many of a form's requests came from one network, whose keyed hash `who` is; gone when the window ends. */
    limit: (form: string, who: string) => `visits:{${site}:limit:${form}:${who}}`,
    /** The key of that hash. */
    limitsSecret: `visits:{${site}:limits}:secret`,
    /** A stream of what processes tell each other of who is here; gone after five minutes of silence. */
    live: `visits:{${site}:live}:people`,
  }
}

export type RedisKeys = ReturnType<typeof redisKeys>
