import { visits } from './visits.js'

/** How the two home pages compare. */
export async function experimentPage(req, res) {
  visits.set(req, { leaveOut: 'dashboard' })
  try {
    const results = await visits.results('home')
    res.render('experiment', { ...results, chart: chartOf(results.variants[1]) })
  } catch (error) {
    console.error(error)
    const message = 'What was recorded is kept, and the results are back as soon as their database is.'
    res.status(503).render('error', { heading: 'No results to be had just now', message })
  }
}

const width = 100

/** Where the difference and its interval stand on a scale that has zero in its middle. */
function chartOf({ difference, interval }) {
  if (difference === undefined) return undefined
  const [low, high] = interval
  const most = Math.max(Math.abs(low), Math.abs(high))
  const at = (value) => (width / 2) * (1 + value / most)
  return { low: at(low), high: at(high), difference: at(difference), least: points(low), most: points(high) }
}

const points = (difference) => `${difference < 0 ? '−' : '+'}${Math.abs(difference * 100).toFixed(1)}`
