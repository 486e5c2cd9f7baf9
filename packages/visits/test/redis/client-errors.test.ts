import { createClient } from 'redis'
import { expect, test } from 'vitest'
import { redisCommand } from '../../src/stores/redis/command.ts'
import { RedisServer } from '../servers/redis.ts'

test('a command that waits too long in node-redis says so in words', async () => {
  const server = await RedisServer.start()
  const url = `redis://127.0.0.1:${server.port}`
  const client = createClient({ url, commandOptions: { timeout: 50 } })
  const lost = new Promise((resolve) => client.once('reconnecting', resolve))
  client.on('error', () => {})
  await client.connect()
  await server.kill()
  await lost
  await expect(redisCommand(client)('key', ['GET', 'key'])).rejects.toThrow(/^Redis did not answer$/)
  client.destroy()
  await server.close()
})
