// A site in a process of its own, one of the ways below: it tells its port, and how much CPU time it has used when asked.
import { createServer } from 'node:http'
import { createVisits } from '@analytical/visits'
import { Redis } from 'ioredis'

const [way, redisPort] = process.argv.slice(2)
const page = `<!doctype html><title>Rhymes</title>${'<p>One line, and another that rhymes with it.</p>'.repeat(40)}`

function answer({ headers }, response) {
  // Every site with a session reads a header, and Node parses them when one is read first.
  if (headers.cookie !== undefined) response.statusCode = 400
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(page)
}

const client = () => new Redis(Number(redisPort))

// What articles count. Browser and platform are given, not parsed, in favour of these ways.
const counts = ({ url, headers }) => [
  ['visitors', url],
  ['referrers', headers.referer ?? ''],
  ['browser', 'Firefox'],
  ['platform', 'Windows'],
]

const ways = {
  bare() {
    // Every way has a client, and to have one takes some CPU time at each request: that is not counting's.
    client()
    return { listener: answer }
  },
  visits() {
    const visits = createVisits({ store: client(), trustedProxies: 1 }).listen()
    return { listener: answer, flush: () => visits.flush() }
  },
  awaited() {
    const redis = client()
    return {
      async listener(request, response) {
        for (const [key, value] of counts(request)) await redis.zincrby(key, 1, value)
        answer(request, response)
      },
    }
  },
  forgotten() {
    const redis = client()
    return {
      listener(request, response) {
        for (const [key, value] of counts(request)) redis.zincrby(key, 1, value).catch(() => {})
        answer(request, response)
      },
    }
  },
}

const { listener, flush = async () => {} } = ways[way]()
// Connections wait while the other ways have their turn.
const server = createServer({ keepAliveTimeout: 0 }, listener).listen(0, '127.0.0.1', () =>
  process.send({ port: server.address().port }),
)
process.on('disconnect', () => process.exit())
process.on('message', async () => {
  await flush()
  const { user, system } = process.cpuUsage()
  process.send({ cpu: user + system })
})
