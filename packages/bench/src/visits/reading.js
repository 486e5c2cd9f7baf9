import { createVisits } from '@analytical/visits'
import { longestDelay } from '../longest-delay.js'

const days = 90
/** As many as are kept of a day. */
const values = 20_000

/** What a flood of paths leaves of each day, all of them different ones. */
const shapes = {
  'top 10 of 200 pages and junk': 200,
  'top 10 of junk alone': 0,
}

/** Milliseconds to read the top over 90 days with 20,000 paths each, and how long the site is held up at most meanwhile. */
export async function measureReading(client) {
  const measured = []
  for (const [name, pages] of Object.entries(shapes)) {
    const site = `reading-${pages}`
    await fill(client, site, pages)
    const visits = createVisits({ store: client, site })
    const read = () => visits.top('paths', { days, limit: 10 })
    await visits.top('paths', { days: 1 })
    const start = performance.now()
    const delay = await longestDelay(read)
    measured.push({ name, time: performance.now() - start, delay })
    await visits.stop()
  }
  return measured
}

async function fill(client, site, pages) {
  for (let ago = 0; ago < days; ago++) {
    const day = new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
    const key = `visits:{${site}:paths:${day}}`
    for (let from = 0; from < values; from += 2_000) {
      const scores = Array.from({ length: 2_000 }, (_, n) => {
        const value = from + n
        return value < pages ? [1_000 - value, `/rhymes/${value}/`] : [1, `/junk/${ago}/${value}/`]
      })
      await client.zadd(key, ...scores.flat())
    }
  }
}
