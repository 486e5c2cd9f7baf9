import { setImmediate } from 'node:timers/promises'
import { createVisits } from '@analytical/visits'
import { addressReader } from 'analytical'
// Counting alone is no part of what the package exports.
import { calendar as calendarOf } from '../../../visits/dist/classifying/calendar.js'
import { classifier } from '../../../visits/dist/classifying/classify.js'
import { Counters } from '../../../visits/dist/counting/counters.js'
import { Problems } from '../../../visits/dist/problems.js'
import { openStore } from '../../../visits/dist/stores/open-store.js'
import { quartiles } from '../measure.js'
import { announce, exchangeOf } from './exchange.js'
import { pageView } from './requests.js'

const batch = 200
const views = Array.from({ length: 20_000 }, (_, n) => pageView(n))

/** Microseconds of CPU time per hit, from Node's signal to the sums, in batches of as many requests as are open at once. */
export async function measureListening(client, { rounds = 21 } = {}) {
  const visits = createVisits({ store: client, site: 'listening', trustedProxies: 1 }).listen()
  const times = await measureHits(rounds, exchangeOf, announce, () => visits.flush())
  await visits.stop()
  return times
}

/** The same of hits that are read already: what the sums themselves cost, and bringing them to Redis. */
export async function measureCounting(client, { rounds = 21 } = {}) {
  const calendar = calendarOf('UTC')
  const problems = new Problems()
  const settings = { site: 'counting', keys: 'spread', values: 10_000, keepDays: 90, warn: problems.report }
  const store = openStore(client, settings)
  const counters = new Counters({ ...settings, store, calendar, problems, flushEvery: 1_000 })
  const classify = classifier(calendar, addressReader({ proxies: 1 }), [], () => undefined)
  const hitOf = (view) => {
    const { request, response } = exchangeOf(view)
    const ended = { request, response, address: view.path, remoteAddress: '127.0.0.1', time: Date.now(), duration: 1 }
    const { path, route, status, at, leftOut, agent, referrer, campaign, visitor, visitorMark } = classify(ended, {})
    return { path, route, status, at, leftOut, agent, referrer, campaign, visitor, visitorMark }
  }
  const times = await measureHits(
    rounds,
    hitOf,
    (hit) => counters.hit(hit),
    () => counters.flush(),
  )
  counters.stop()
  return times
}

async function measureHits(rounds, prepare, take, flush) {
  const times = []
  for (let round = -5; round < rounds; round++) {
    let time = 0
    for (let at = 0; at < views.length; at += batch) {
      const prepared = views.slice(at, at + batch).map(prepare)
      time += await cpuOf(() => prepared.forEach(take))
    }
    const start = process.cpuUsage()
    await flush()
    time += since(start)
    if (round >= 0) times.push(time / views.length)
  }
  return quartiles(times)
}

/** The longest and the middle one of 500 hits, each with another user agent of 8 kB, in milliseconds. */
export async function measureLongAgents(client) {
  const visits = createVisits({ store: client, site: 'agents' }).listen()
  const parts = ['Mozilla/5.0 ', '(((', 'Chrome/', 'a', ' ', ';', '1.', 'Version/9 Safari/']
  const times = []
  for (let n = 0; n < 500; n++) {
    const agent = `${n} ${parts[n % parts.length].repeat(8_192)}`.slice(0, 8_192)
    const exchange = exchangeOf({ path: '/', headers: { host: 'rhymes.example', 'user-agent': agent } })
    times.push((await cpuOf(() => announce(exchange))) / 1_000)
  }
  await visits.stop()
  // The first are for the compiler.
  const warm = times.slice(100).sort((a, b) => a - b)
  return { median: warm[Math.floor(warm.length / 2)], longest: warm.at(-1) }
}

/** Of the work, and of what it leaves for the end of this turn of the event loop. */
async function cpuOf(work) {
  // What was left before is not the work's, such as steps of the collector.
  await setImmediate()
  const start = process.cpuUsage()
  work()
  await setImmediate()
  return since(start)
}

function since(start) {
  const { user, system } = process.cpuUsage(start)
  return user + system
}
