import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RedisServer } from '../servers/redis.ts'

const folder = fileURLToPath(new URL('../..', import.meta.url))

let server: RedisServer
beforeEach(async () => {
  server = await RedisServer.start()
})
afterEach(() => server.close())

/** Runs a module by the package as it is built. Node cannot run its sources. */
async function run(body: string): Promise<string> {
  const module = `
    import { createServer, get } from 'node:http'
    import { once } from 'node:events'
    import { createVisits } from '@analytical/visits'
    import { Redis } from 'ioredis'
    // From here on Redis does not answer; and the client's socket shall not be what holds the process.
    const client = new Redis(${server.port})
    await client.client('PAUSE', '600000', 'ALL')
    client.stream.unref()
    process.on('exit', (code) => console.log('exit', code))
    process.on('unhandledRejection', (reason) => console.log('unhandled', reason))
    const visits = createVisits({ store: client, flushEvery: 10, onError: ({ message }) => console.log(message) }).listen()
    const server = createServer((_, response) => response.end('<h1>Rhymes</h1>')).listen(0)
    await once(server, 'listening')
    const [response] = await once(get({ port: server.address().port, agent: false }), 'response')
    for await (const chunk of response.setEncoding('utf8')) console.log(chunk)
    server.close()
    ${body}`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', module], {
    cwd: folder,
    timeout: 40_000,
  })
  return stdout
}

test('without stop nothing of the package holds the process', async () => {
  const flushing = 'while (client.commandQueue.length === 0) await new Promise(setImmediate)'
  expect(await run(flushing)).toBe('<h1>Rhymes</h1>\nexit 0\n')
})

test('a flush that is asked for holds it, until patience has run out', async () => {
  const output = await run("visits.flush().then(() => console.log('flushed'))")
  expect(output).toMatch(/Redis takes no counts now.*\nflushed\nexit 0\n$/)
})

test('with a store that hangs, stop ends at its deadline and the process after it', async () => {
  const output = await run('console.log(await visits.stop({ deadline: 300 }))')
  expect(output).toMatch(
    /^<h1>Rhymes<\/h1>\nRedis did not answer within \d+ ms\nstopped with \d+ counts that Redis has not taken\nfalse\nexit 0\n$/,
  )
})

test('on SIGTERM the servers end first, then the visits', async () => {
  const output = await run(`
    const again = createServer((_, response) => setTimeout(() => response.end('late'), 50)).listen(0)
    await once(again, 'listening')
    visits.on('finish', ({ status, leftOut }) => console.log('counted', status, leftOut))
    const asked = once(get({ port: again.address().port, agent: false, headers: { 'user-agent': 'Mozilla/5.0 Firefox/133.0' } }), 'response')
    await once(again, 'request')
    process.once('SIGTERM', () => again.close(async () => {
      await visits.stop({ deadline: 100 })
      console.log('stopped')
    }))
    process.kill(process.pid, 'SIGTERM')
    const [late] = await asked
    for await (const chunk of late.setEncoding('utf8')) console.log(chunk)`)
  expect(output).toMatch(/counted 200 undefined\n/)
  expect(output).toMatch(/stopped\nexit 0\n$/)
  expect(output).not.toContain('unhandled')
})
