import { createVisits } from '@analytical/visits'
import { createClient } from 'redis'
import { database, followed } from './followed.js'

/** This site's own count of its visits: in the Redis of `REDIS_URL`, else in a file. */
export const visits = createVisits({
  store: process.env.REDIS_URL ? redis(process.env.REDIS_URL) : database,
  database,
  ...followed,
  user: ({ user }) => user,
  // Every rhyme is read on one page, and every poet has the same: how often is counted by their patterns.
  route: ({ baseUrl = '', route }) => (typeof route?.path === 'string' ? baseUrl + route.path : undefined),
  experiments: {
    running: { home: { variants: ['quiet', 'loud'], goal: 'rhyme posted', on: '/' } },
    session: ({ session }) => session,
    // Who is signed in may look at both, as /?variant_home=loud.
    preview: ({ user }) => user !== undefined,
  },
  // Who is here now, for moderators.
  live: { guard: ({ user }) => user?.moderates === true },
  // Five comments an hour from one address; what comes beyond is thanked for, and not kept.
  limits: { comments: { points: 5, seconds: 60 * 60 } },
}).listen()

// Which rhyme it was is told as an event, for page views only: robots read rhymes, too. Who read it, the page itself tells.
visits.on('finish', ({ leftOut, route }, _, { locals }) => {
  if (leftOut === undefined && route === '/rhymes/:rhyme') visits.event(`“${locals.rhyme.title}” read`)
})

function redis(url) {
  const client = createClient({ url })
  // Not awaited: this site works without Redis, and counts wait until it is there.
  client.connect().catch(() => {})
  return client
}
