import { type DatabaseOption, type Databases, isSqliteFile, type SqliteFile } from '../database/open-database.ts'
import type { SharedWindows } from '../limits/windows.ts'
import type { SharedPeople } from '../live/shared-people.ts'
import type { CounterStore, StoreSettings } from './counter-store.ts'
import type { RedisClient } from './redis/client.ts'
import { isRedisClient } from './redis/command.ts'
import { redisPeople } from './redis/people.ts'
import { redisStore } from './redis/redis-store.ts'
import { redisWindows } from './redis/windows.ts'
import { sqliteStore } from './sqlite/sqlite-store.ts'

/**
 * What counts may be kept in: an SQLite file that the processes of one machine share; Redis, Valkey or a cluster of them, by a
 * client that the site has made.
 */
export type StoreOption = SqliteFile | RedisClient

export const isStore = (store: unknown): store is StoreOption => isRedisClient(store) || isSqliteFile(store)

/** What the option `store` must be, with an example. */
export const storeRule =
  'a client of node-redis or ioredis, like createClient() or new Redis(), or a file, like { file: "visits.sqlite" }'

/** Opens a store; one that is a file of the site's databases is shared with what else is kept in it. */
export function openStore(store: StoreOption = {}, settings: StoreSettings, databases?: Databases): CounterStore {
  return isRedisClient(store) ? redisStore(store, settings) : sqliteStore(store, settings, databases)
}

/** Where users and journal are kept unless the site says: the counters' file, or one in the working directory. */
export const databaseBeside = (store: StoreOption = {}): DatabaseOption => (isRedisClient(store) ? {} : store)

/** The windows of limits that a site's processes share in its store; undefined where that is a file. */
export function openWindows(
  store: StoreOption = {},
  settings: Pick<StoreSettings, 'site' | 'keys'>,
): SharedWindows | undefined {
  return isRedisClient(store) ? redisWindows(store, settings) : undefined
}

/** Where a site's processes tell each other who is here; undefined where the store is a file. */
export function openPeople(
  store: StoreOption = {},
  settings: Pick<StoreSettings, 'site' | 'keys'>,
): SharedPeople | undefined {
  return isRedisClient(store) ? redisPeople(store, settings) : undefined
}
