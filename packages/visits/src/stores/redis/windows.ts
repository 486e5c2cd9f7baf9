import { createHmac, randomBytes } from 'node:crypto'
import { RateLimiterRedis } from 'rate-limiter-flexible'
import type { SharedWindows, WindowKey } from '../../limits/windows.ts'
import type { StoreSettings } from '../counter-store.ts'
import type { Command, RedisClient } from './client.ts'
import { redisCommand } from './command.ts'
import { redisKeys } from './keys.ts'

const secretKnownFor = 60_000

/** The windows of limits in Redis, Valkey or a cluster of them: no address is there, but its hash by a secret of the site. */
export function redisWindows(client: RedisClient, settings: Pick<StoreSettings, 'site' | 'keys'>): SharedWindows {
  const command = redisCommand(client)
  const keys = redisKeys(settings)
  const secretOf = secretReader(command, keys.limitsSecret)
  const limiter = new RateLimiterRedis({
    // What is too much is decided elsewhere: here requests are counted only.
    points: Number.MAX_SAFE_INTEGER,
    duration: 0,
    keyPrefix: '',
    useRedisPackage: true,
    // Its one command, sent as all of ours: whichever client it is, nothing is added to it.
    storeClient: {
      eval: (lua: string, { keys: [key = ''], arguments: words }: { keys: string[]; arguments: string[] }) =>
        command(key, ['EVAL', lua, '1', key, ...words]),
    },
  })
  return {
    name: 'Redis',
    async add({ form, network, seconds }: WindowKey) {
      const who = createHmac('sha256', await secretOf())
        .update(`${seconds} ${network}`)
        .digest('base64url')
        .slice(0, 22)
      const { consumedPoints, msBeforeNext } = await limiter.penalty(keys.limit(form, who), 1, {
        customDuration: seconds,
      })
      return { count: consumedPoints, endsAt: Date.now() + Number(msBeforeNext) }
    },
  }
}

/** The site's secret, one for all its processes; a Redis that has lost it is given it again. */
function secretReader(command: Command, key: string): () => Promise<string> {
  let candidate = randomBytes(16).toString('base64url')
  let knownUntil = 0
  return async () => {
    if (performance.now() < knownUntil) return candidate
    await command(key, ['SET', key, candidate, 'NX'])
    candidate = String((await command(key, ['GET', key])) ?? candidate)
    knownUntil = performance.now() + secretKnownFor
    return candidate
  }
}
