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

/** Where the difference and its interval stand on a scale from 0 to 100 that has no difference in its middle. */
function chartOf({ difference, interval }) {
  if (difference === undefined) return undefined
  const most = Math.max(...interval.map(Math.abs))
  const at = (value) => 50 * (1 + value / most)
  const [low, high] = interval
  return { from: at(low), to: at(high), at: at(difference), low: points(low), high: points(high), most: points(most) }
}

const points = (difference) => `${difference < 0 ? '−' : '+'}${Math.abs(difference * 100).toFixed(1)}`
