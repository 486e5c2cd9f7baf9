import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { Redis } from 'ioredis'

/** Starts a redis-server of its own on a free port, in memory only; `REDIS_SERVER` may name its path. */
export async function startRedis() {
  const port = await freePort()
  const memoryOnly = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server = spawn(process.env.REDIS_SERVER || 'redis-server', ['--port', port, ...memoryOnly], { stdio: 'ignore' })
  await once(server, 'spawn')
  const client = new Redis(port, { retryStrategy: () => 50, maxRetriesPerRequest: null })
  client.on('error', () => {})
  await client.ping()

  /** What it has done so far: commands, and microseconds of CPU time. */
  async function work() {
    const lines = (await client.info('everything')).split('\r\n').map((line) => line.split(':'))
    const number = (name) => Number(new Map(lines).get(name))
    const cpu = (number('used_cpu_sys') + number('used_cpu_user')) * 1e6
    return { commands: number('total_commands_processed'), cpu }
  }
  return {
    port,
    client,
    work,
    stop() {
      client.disconnect()
      server.kill()
    },
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return String(port)
}
