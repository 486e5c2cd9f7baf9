import { visits } from './visits.js'

const tables = {
  paths: 'Pages',
  referrers: 'Referrers',
  browsers: 'Browsers',
  platforms: 'Platforms',
  events: 'What happened',
}
const days = 30

/** What was counted in the last days. The page itself counts as none. */
export async function visitsPage(req, res) {
  visits.set(req, { leaveOut: 'dashboard' })
  try {
    const [visitors, ...tops] = await Promise.all([
      visits.series('visitors', { days: 1 }),
      ...Object.keys(tables).map((dimension) => visits.top(dimension, { days })),
    ])
    const titles = Object.values(tables)
    res.render('visits', {
      days,
      views: tops[0].total,
      visitors: visitors[0].count,
      tops: tops.map(({ rows, total }, index) => ({ title: titles[index], rows, total })),
      problems: visits.problems,
    })
  } catch (error) {
    console.error(error)
    const message = 'What was counted since is kept, and the figures are back as soon as their store is.'
    res.status(503).render('error', { heading: 'No count to be had just now', message })
  }
}
