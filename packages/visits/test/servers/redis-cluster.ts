import { until } from '../until.ts'
import { freePort } from './free-port.ts'
import { RedisServer } from './redis.ts'

/** A real cluster: masters with all slots between them, and as many replicas of each as said. */
export class RedisCluster {
  readonly servers: readonly RedisServer[]

  private constructor(servers: readonly RedisServer[]) {
    this.servers = servers
  }

  static async start(masters = 3, replicas = 0): Promise<RedisCluster> {
    const cluster = new RedisCluster(await startAll(masters * (1 + replicas)))
    try {
      await cluster.#join(masters, replicas)
      return cluster
    } catch (error) {
      await cluster.close()
      throw error
    }
  }

  async #join(masters: number, replicas: number): Promise<void> {
    const { servers } = this
    const nodes = servers.map(({ port }) => `127.0.0.1:${port}`)
    const [first] = servers
    await first?.cli('--cluster', 'create', ...nodes, '--cluster-replicas', `${replicas}`, '--cluster-yes')
    await until('the cluster is whole', async () => {
      const states = await Promise.all(servers.map((server) => server.cli('CLUSTER', 'INFO')))
      return states.every(
        (state) => state.includes('cluster_state:ok') && state.includes(`known_nodes:${servers.length}`),
      )
    })
    await until('each replica has what its master has', async () => {
      const all = await Promise.all(servers.map((server) => server.cli('INFO', 'replication')))
      return all.filter((state) => state.includes('master_link_status:up')).length === masters * replicas
    })
  }

  get nodes(): { host: string; port: number }[] {
    return this.servers.map(({ port }) => ({ host: '127.0.0.1', port }))
  }

  /** The servers that are masters now. */
  async masters(): Promise<RedisServer[]> {
    const roles = await Promise.all(this.servers.map((server) => server.cli('ROLE').catch(() => 'away')))
    return this.servers.filter((_, index) => roles[index]?.startsWith('master'))
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.close()))
  }
}

/** Starts so many, or none. */
async function startAll(count: number): Promise<RedisServer[]> {
  const starts = await Promise.allSettled(Array.from({ length: count }, startNode))
  const servers = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []))
  const failed = starts.find((start) => start.status === 'rejected')
  if (failed === undefined) return servers
  await Promise.all(servers.map((server) => server.close()))
  throw failed.reason
}

async function startNode(): Promise<RedisServer> {
  const cluster = [
    '--cluster-enabled',
    'yes',
    '--cluster-node-timeout',
    '1000',
    '--cluster-port',
    `${await freePort()}`,
    '--repl-diskless-sync-delay',
    '0',
  ]
  return RedisServer.start({ persistence: 'append-only file', args: cluster })
}
