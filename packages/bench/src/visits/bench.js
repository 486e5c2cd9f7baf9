import { cpus, loadavg } from 'node:os'
import { measureCounting, measureListening, measureLongAgents } from './in-process.js'
import { measureReading } from './reading.js'
import { startRedis } from './redis-server.js'
import { loads, measureServers, ways } from './servers.js'

const fixed = (number, digits = 2) => number.toFixed(digits)
const cells = (...all) => all.map((text) => String(text).padStart(13)).join('')
const row = (name, ...all) => console.log(`${name.padEnd(28)}${cells(...all)}`)

const redis = await startRedis().catch((error) => {
  console.log(
    `Visits are measured with a redis-server: install one, or set REDIS_SERVER to its path (${error.message})`,
  )
})
if (redis !== undefined) {
  try {
    await run(redis)
  } finally {
    redis.stop()
  }
}

async function run({ client }) {
  console.log(`\nVisits: Node ${process.version}, ${cpus()[0]?.model}, load ${fixed(loadavg()[0], 1)}`)

  const full = await measureServers(redis, loads.full)
  console.log('\nOne request, on a server of its own process that is asked as fast as it answers')
  row('', 'CPU µs', 'more than bare', 'req/s', 'of bare', 'Redis cmds', 'Redis CPU µs')
  for (const { way, cpu, more, throughput, throughputRatio, commands, redisCpu } of full) {
    const shares = [fixed(throughput.median, 0), `${fixed(throughputRatio.median * 100, 1)} %`]
    row(
      ways[way],
      fixed(cpu.median, 1),
      fixed(more.median, 1),
      ...shares,
      fixed(commands.median, 3),
      fixed(redisCpu.median, 2),
    )
  }
  const lost = 1 - 1 / wayOf(full, 'visits').cpuRatio.median
  console.log(`A core that does nothing else answers ${fixed(lost * 100, 1)} % fewer requests with visits`)
  compare(full)

  const moderate = await measureServers(redis, loads.moderate)
  console.log('\nOne request of 3,000 a second: every wait for memory is longer, and every answer is awaited alone')
  row('', 'CPU µs', 'more than bare')
  for (const { way, cpu, more } of moderate) row(ways[way], fixed(cpu.median, 1), fixed(more.median, 1))
  compare(moderate)

  console.log('\nOne hit, in process, with its share of bringing 20,000 to Redis')
  row('', 'CPU µs', 'quartiles', 'hits/s/core')
  const hits = {
    'from signal to sums': await measureListening(client),
    'counting alone': await measureCounting(client),
  }
  for (const [name, { lower, median, upper }] of Object.entries(hits)) {
    row(name, fixed(median), `${fixed(lower)} … ${fixed(upper)}`, Math.round(1e6 / median).toLocaleString('en'))
  }

  const { median, longest } = await measureLongAgents(client)
  console.log(`\nA hit with a user agent of 8 kB, new each time: ${fixed(median)} ms, the longest ${fixed(longest)} ms`)

  console.log('\nReading 90 days with 20,000 paths each')
  row('', 'ms', 'held up, ms')
  for (const { name, time, delay } of await measureReading(client)) row(name, fixed(time, 0), fixed(delay, 0))
}

function compare(servers) {
  const visits = wayOf(servers, 'visits')
  const idle = wayOf(servers, 'bare').redisCpu.median
  const withRedis = ({ more, redisCpu }) => more.median + redisCpu.median - idle
  for (const name of ['awaited', 'forgotten']) {
    const other = wayOf(servers, name)
    const times = [other.more.median / visits.more.median, withRedis(other) / withRedis(visits)]
    const [own, both] = times.map((number) => fixed(number, 1))
    console.log(`${ways[name]}: ${own} times the CPU of visits, ${both} times with Redis' own`)
  }
}

function wayOf(servers, name) {
  return servers.find(({ way }) => way === name)
}
