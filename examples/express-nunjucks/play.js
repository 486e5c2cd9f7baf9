// Four weeks of a few hundred users, for the page on people: the same each time, up to an hour ago. They go through the same
// visits that count the site, only without a network, and with a clock that is turned.
import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createVisits } from '@analytical/visits'
import { database, followed } from './followed.js'
import { createPopulation } from './population.js'

const hour = 3_600_000
const day = 24 * hour
const end = Date.now() - hour
const { isDevoted, visitsOf } = createPopulation()

const pages = mkdtempSync(`${tmpdir()}/rhymes-`)
process.once('exit', () => rmSync(pages, { recursive: true }))
process.once('SIGTERM', () => process.exit())
const visits = createVisits({
  ...followed,
  database,
  // Only what users do is played: pages and visitors are counted as they come.
  store: { file: `${pages}/pages.sqlite` },
  // Who has the most minutes is known in the end.
  watch: ({ username }) => isDevoted(username),
  user: ({ user }) => user,
  route: ({ route }) => route,
})

for (let begin = end - 28 * day; begin < end; begin += day) {
  for (const hit of visitsOf(begin)) play(hit)
  await visits.flush()
}
await visits.stop({ deadline: 60_000 })

function play({ time, username, what, event }) {
  Date.now = () => time
  const user = { username }
  if (event) return visits.event(event, { user })
  const [method, route] = what.split(' ')
  const headers = { 'user-agent': 'Mozilla/5.0 Firefox/140.0', host: 'localhost' }
  const request = { httpVersion: '1.1', method, url: route, headers, socket: {}, user, route }
  const response = Object.assign(new EventEmitter(), {
    statusCode: method === 'POST' ? 302 : 200,
    headersSent: true,
    getHeader: (name) => (name === 'content-type' ? 'text/html' : undefined),
  })
  visits.observe(request, response)
  response.emit('finish')
}
