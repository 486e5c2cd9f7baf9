import { goneAfter, isSeen } from '../../live/presence.ts'
import type { SharedPeople, Told } from '../../live/shared-people.ts'
import type { StoreSettings } from '../counter-store.ts'
import type { RedisClient } from './client.ts'
import { redisCommand } from './command.ts'
import { redisKeys } from './keys.ts'

const entries = 1_000

/**
 * Who is on the site, by a stream that all its processes write to. It is read by asking, about once a second while somebody
 * looks: waiting for it would take a connection of its own, which clients make in different ways.
 */
export function redisPeople(client: RedisClient, settings: Pick<StoreSettings, 'site' | 'keys'>): SharedPeople {
  const command = redisCommand(client)
  const key = redisKeys(settings).live
  let last: string | undefined
  return {
    name: 'Redis',
    async tell(told) {
      const added = await command(key, ['XADD', key, 'MAXLEN', '~', String(entries), '*', 'told', JSON.stringify(told)])
      // By Redis's own clock, as ids are: of what is older, everybody has gone.
      const [now] = String(added).split('-')
      await command(key, ['XTRIM', key, 'MINID', String(Number(now) - goneAfter)])
      await command(key, ['EXPIRE', key, String(goneAfter / 1_000)])
    },
    async read() {
      // All that is there where the stream began anew meanwhile: what is told twice changes nothing.
      const [newest] = entriesIn(await command(key, ['XREVRANGE', key, '+', '-', 'COUNT', '1']))
      if (newest === undefined || newest.id === last) return []
      const read = entriesIn(await command(key, ['XRANGE', key, last === undefined ? '-' : `(${last}`, '+']))
      last = newest.id
      return read.flatMap(({ told }) => told ?? [])
    },
  }
}

function entriesIn(reply: unknown): { id: string; told: Told | undefined }[] {
  return (Array.isArray(reply) ? reply : []).map(([id, fields]: [unknown, unknown]) => ({
    id: String(id),
    told: toldIn(fields),
  }))
}

/** Undefined for what this version does not write. */
function toldIn(fields: unknown): Told | undefined {
  try {
    const told = JSON.parse(String((fields as unknown[])[1])) as Told
    const isTold = typeof told.process === 'string' && Array.isArray(told.seen) && told.seen.every(isSeen)
    return isTold ? told : undefined
  } catch {
    return undefined
  }
}
