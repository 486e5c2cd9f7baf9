import { expect, onTestFinished, test } from 'vitest'
import { Outbox } from '../../src/counting/outbox.ts'
import { redisStore } from '../../src/stores/redis/redis-store.ts'
import { RedisServer } from '../servers/redis.ts'
import { clients } from './clients.ts'

test('a flush that begins at any moment of another brings what came in before it', async () => {
  const server = await RedisServer.start()
  onTestFinished(() => server.close())
  const { client, end } = await (clients.ioredis as (typeof clients)[string])(server)
  onTestFinished(end)
  const keeping = redisStore(client, { site: 'main', keys: 'spread', values: 100, keepDays: 9, warn: () => {} })
  const left: number[] = []
  for (let steps = 0; steps < 40; steps++) {
    let second: Promise<unknown> = Promise.resolve()
    let isFirst = true
    const store: typeof keeping = {
      ...keeping,
      async apply(batch) {
        const answer = await keeping.apply(batch)
        if (isFirst) {
          isFirst = false
          second = (async () => {
            for (let step = 0; step < steps; step++) await undefined
            outbox.add('/second', 1)
            await outbox.flush()
            if (outbox.waiting > 0) left.push(steps)
          })()
        }
        return answer
      },
    }
    const outbox = new Outbox({ dimension: 'paths', period: 'total' }, store, 100, {
      arrived: () => {},
      failed: (_, error) => {
        throw error
      },
      lost: () => {},
    })
    outbox.add('/first', 1)
    await outbox.flush()
    await second
  }
  expect(left).toEqual([])
})
