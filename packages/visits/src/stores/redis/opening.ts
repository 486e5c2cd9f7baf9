import { StoreRefused, type StoreSettings } from '../counter-store.ts'
import type { Command } from './client.ts'
import type { RedisKeys } from './keys.ts'

const schema = 1

/** Looks at a server before the first counts go there: refuses newer data, and warns where it would drop some. */
export async function openRedis(command: Command, keys: RedisKeys, warn: StoreSettings['warn']): Promise<void> {
  await command(keys.schema, ['SET', keys.schema, String(schema), 'NX'])
  const found = Number(await command(keys.schema, ['GET', keys.schema]))
  if (found > schema) {
    throw new StoreRefused(
      `${keys.schema} in Redis is ${found}, and this version of @analytical/visits writes schema ${schema}: install a newer one, or name another site`,
    )
  }
  const policy = await evictionPolicy(command)
  if (policy !== undefined && policy !== 'noeviction') {
    warn(
      `Redis drops counters when its memory is full: maxmemory-policy must be noeviction, like CONFIG SET maxmemory-policy noeviction (got "${policy}")`,
    )
  }
}

/** What the server does when its memory is full; undefined where it has no limit, or does not say. */
async function evictionPolicy(command: Command): Promise<string | undefined> {
  try {
    const memory = String(await command(undefined, ['INFO', 'memory']))
    const limit = /^maxmemory:(\d+)/m.exec(memory)?.[1]
    return limit === undefined || limit === '0' ? undefined : /^maxmemory_policy:([\w-]+)/m.exec(memory)?.[1]
  } catch {
    // Some hosts do not allow INFO.
    return undefined
  }
}
