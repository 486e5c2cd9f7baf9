import { Cluster, Redis } from 'ioredis'
import { createClient, createCluster } from 'redis'
import type { RedisClient } from '../../src/stores/redis/client.ts'
import type { RedisServer } from '../servers/redis.ts'
import type { RedisCluster } from '../servers/redis-cluster.ts'

/** A client as a site has made it, and how the site ends it. */
export interface Connected {
  client: RedisClient
  end(): void
}

/** Each client of one server, by its name. */
export const clients: Record<string, (server: Pick<RedisServer, 'port'>) => Promise<Connected>> = {
  async 'node-redis'({ port }) {
    const client = createClient({ url: `redis://127.0.0.1:${port}` })
    client.on('error', () => {})
    await client.connect()
    return { client, end: () => client.destroy() }
  },
  async ioredis({ port }) {
    const client = new Redis(port, '127.0.0.1')
    return { client, end: () => client.disconnect() }
  },
}

/** Each client of a cluster, by its name. */
export const clusterClients: Record<string, (cluster: RedisCluster) => Promise<Connected>> = {
  async 'a cluster, by node-redis'({ nodes }) {
    const client = createCluster({ rootNodes: nodes.map(({ port }) => ({ url: `redis://127.0.0.1:${port}` })) })
    client.on('error', () => {})
    await client.connect()
    return { client, end: () => client.destroy() }
  },
  async 'a cluster, by ioredis'({ nodes }) {
    const client = new Cluster(nodes)
    return { client, end: () => client.disconnect() }
  },
}
