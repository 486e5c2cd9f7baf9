import type { CounterStore, StoreSettings } from './counter-store.ts'
import type { RedisClient } from './redis/client.ts'
import { isRedisClient } from './redis/command.ts'
import { redisStore } from './redis/redis-store.ts'
import { isSqliteFile, type SqliteFile, sqliteStore } from './sqlite/sqlite-store.ts'

/**
 * What counts may be kept in: an SQLite file that the processes of one machine share; Redis, Valkey or a cluster of them, by a
 * client that the site has made.
 */
export type StoreOption = SqliteFile | RedisClient

export const isStore = (store: unknown): store is StoreOption => isRedisClient(store) || isSqliteFile(store)

/** What the option `store` must be, with an example. */
export const storeRule =
  'a client of node-redis or ioredis, like createClient() or new Redis(), or a file, like { file: "visits.sqlite" }'

export function openStore(store: StoreOption = {}, settings: StoreSettings): CounterStore {
  return isRedisClient(store) ? redisStore(store, settings) : sqliteStore(store, settings)
}
