import type { Command, RedisClient } from './client.ts'
import { ioRedisCommand, isIoRedis } from './ioredis.ts'
import { isNodeRedis, nodeRedisCommand } from './node-redis.ts'

/** Whether a value is a client that {@link redisCommand} knows. */
export const isRedisClient = (value: unknown): value is RedisClient =>
  typeof value === 'object' && value !== null && (isNodeRedis(value) || isIoRedis(value))

/** How to send commands through a client. */
export function redisCommand(client: RedisClient): Command {
  // An `error` event that nobody listens to would end the process; what is wrong shows in the commands that fail.
  if (client.listenerCount('error') === 0) client.on('error', () => {})
  return isNodeRedis(client) ? nodeRedisCommand(client) : ioRedisCommand(client)
}
