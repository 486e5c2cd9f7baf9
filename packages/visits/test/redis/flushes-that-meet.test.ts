import { expect, onTestFinished, test } from 'vitest'
import { Outbox } from '../../src/counting/outbox.ts'
import type { CounterStore } from '../../src/stores/counter-store.ts'
import { redisStore } from '../../src/stores/redis/redis-store.ts'
import { RedisServer } from '../servers/redis.ts'
import { clients } from './clients.ts'

async function opened() {
  const server = await RedisServer.start()
  onTestFinished(() => server.close())
  const { client, end } = await (clients.ioredis as (typeof clients)[string])(server)
  onTestFinished(end)
  const keeping = redisStore(client, { site: 'main', keys: 'spread', values: 100, keepDays: 9, warn: () => {} })
  return { server, keeping }
}

const outboxOf = (store: CounterStore) =>
  new Outbox({ dimension: 'paths', period: 'total' }, store, 100, {
    arrived: () => {},
    failed: (_, error) => {
      throw error
    },
    forgotten: () => {},
    lost: () => {},
  })

test('a flush that begins at any moment of another brings what came in before it', async () => {
  const { keeping } = await opened()
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
    const outbox = outboxOf(store)
    outbox.add('/first', 1)
    await outbox.flush()
    await second
  }
  expect(left).toEqual([])
})

test('a flush that is asked for after Redis was emptied brings again what another has brought before', async () => {
  const { server, keeping } = await opened()
  let asked: Promise<unknown> | undefined
  const outbox = outboxOf({
    ...keeping,
    async apply(batch) {
      const answer = await keeping.apply(batch)
      if (asked === undefined) {
        await server.cli('FLUSHALL')
        outbox.doubt()
        asked = outbox.flush()
      }
      return answer
    },
  })
  outbox.add('/', 1)
  await outbox.flush()
  await asked
  expect(await keeping.sums('paths', ['total'])).toEqual([1])
})
