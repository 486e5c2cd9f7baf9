import { redisKeys } from '../../src/stores/redis/keys.ts'
import { redisStore } from '../../src/stores/redis/redis-store.ts'
import { RedisServer } from '../servers/redis.ts'
import { RedisCluster } from '../servers/redis-cluster.ts'
import { counterStoreSuite, type TestedStore } from '../stores/suite.ts'
import { type Connected, clients, clusterClients } from './clients.ts'

function tested({ client, end }: Connected, server: { close(): Promise<void> }): TestedStore {
  return {
    open: (settings) => redisStore(client, settings),
    async makeNewer(site) {
      const { schema } = redisKeys({ site, keys: 'spread' })
      if ('call' in client) await client.call('SET', schema, '99')
      else
        await ('slots' in client
          ? client.sendCommand(schema, false, ['SET', schema, '99'])
          : client.sendCommand(['SET', schema, '99']))
    },
    async close() {
      end()
      await server.close()
    },
  }
}

for (const [name, connect] of Object.entries(clients)) {
  counterStoreSuite(`Redis, by ${name}`, async () => {
    const server = await RedisServer.start()
    return tested(await connect(server), server)
  })
}

for (const [name, connect] of Object.entries(clusterClients)) {
  counterStoreSuite(name, async () => {
    const cluster = await RedisCluster.start()
    return tested(await connect(cluster), cluster)
  })
}
