import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { quartiles } from '../measure.js'
import { pageView, wireText } from './requests.js'
import { visitorsOf } from './visitors.js'

const script = fileURLToPath(new URL('site.js', import.meta.url))
/** About as many as a server of one core answers between two flushes. */
const many = Array.from({ length: 24_000 }, (_, n) => wireText(pageView(n)))

export const ways = {
  bare: 'bare node:http server',
  visits: 'visits listening',
  awaited: '4 ZINCRBY, awaited',
  forgotten: '4 ZINCRBY, not awaited',
}

/** All that a server can answer, and what it is asked on a day like any other: each turn ends with a flush. */
export const loads = {
  full: { texts: many, perSecond: Number.POSITIVE_INFINITY, starts: 3, rounds: 3 },
  moderate: { texts: many.slice(0, 3_000), perSecond: 3_000, starts: 1, rounds: 9 },
}

/**
 * Microseconds of CPU time and requests per second of a server that counts in each way, and what Redis has to do: medians of
 * rounds in which all take their turn, each beginning with another. All are started anew several times: where a process's code
 * comes to lie in memory is worth two microseconds.
 */
export async function measureServers(redis, load) {
  const samples = Object.fromEntries(Object.keys(ways).map((way) => [way, []]))
  for (let time = 0; time < load.starts; time++) await measureOnce(redis, load, samples)
  return Object.keys(ways).map((way) => {
    const of = (name) => quartiles(samples[way].map((sample) => sample[name]))
    const by = (name, bare = samples.bare) =>
      quartiles(samples[way].map((sample, round) => sample[name] / bare[round][name]))
    const more = samples[way].map(({ cpu }, round) => cpu - samples.bare[round].cpu)
    return {
      way,
      cpu: of('cpu'),
      more: quartiles(more),
      throughput: of('throughput'),
      throughputRatio: by('throughput'),
      cpuRatio: by('cpu'),
      commands: of('commands'),
      redisCpu: of('redisCpu'),
    }
  })
}

async function measureOnce(redis, load, samples) {
  const sites = []
  for (const way of Object.keys(ways)) sites.push(await start(way, redis.port))
  // For the compiler.
  for (const site of sites) await site.visitors.ask(many)
  for (let round = 0; round < load.rounds; round++) {
    for (let turn = 0; turn < sites.length; turn++) {
      const site = sites[(round + turn) % sites.length]
      samples[site.way].push(await sampleOf(site, redis, load))
    }
  }
  for (const { process, visitors } of sites) {
    visitors.end()
    process.kill()
  }
}

async function start(way, redisPort) {
  const process = fork(script, [way, redisPort])
  const [{ port }] = await once(process, 'message')
  return { way, process, visitors: await visitorsOf(port) }
}

async function sampleOf({ process, visitors }, redis, { texts, perSecond }) {
  const before = await usage(process)
  const redisBefore = await redis.work()
  const time = await visitors.ask(texts, perSecond)
  const after = await usage(process)
  const redisAfter = await redis.work()
  const each = (number) => number / texts.length
  return {
    cpu: each(after - before),
    throughput: texts.length / (time / 1_000),
    commands: each(redisAfter.commands - redisBefore.commands),
    redisCpu: each(redisAfter.cpu - redisBefore.cpu),
  }
}

async function usage(process) {
  process.send('usage')
  const [{ cpu }] = await once(process, 'message')
  return cpu
}
