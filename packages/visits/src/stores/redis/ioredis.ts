import type { Command, IoRedis } from './client.ts'

export const isIoRedis = (client: object): client is IoRedis =>
  typeof (client as Partial<IoRedis>).call === 'function' && 'isCluster' in client

/** Commands through ioredis, which finds a command's keys itself. */
export function ioRedisCommand(client: IoRedis): Command {
  return (_, [command = '', ...words]) => client.call(command, ...words)
}
