/** Sends one command to the server that has the key; to any, where the command has none. */
export type Command = (key: string | undefined, words: readonly string[]) => Promise<unknown>

/** A node-redis client (`redis` 5 or later): `createClient()`, `createCluster()`, `createSentinel()`. */
export interface NodeRedis {
  // biome-ignore lint/suspicious/noExplicitAny: the three take different arguments.
  sendCommand(...args: any[]): Promise<unknown>
  readonly isOpen: boolean
  // biome-ignore lint/suspicious/noExplicitAny: as an event emitter has it.
  on(event: any, listener: any): unknown
  listenerCount(event: 'error'): number
}

/** An ioredis client (5 or later): `new Redis()`, `new Cluster()`. */
export interface IoRedis {
  call(command: string, ...words: string[]): Promise<unknown>
  readonly isCluster: boolean
  // biome-ignore lint/suspicious/noExplicitAny: as an event emitter has it.
  on(event: any, listener: any): unknown
  listenerCount(event: 'error'): number
}

/** A client of Redis, Valkey or Redis Cluster that the site has made. */
export type RedisClient = NodeRedis | IoRedis
