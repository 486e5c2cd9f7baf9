import { isPlaying } from './history.js'
import { visits } from './visits.js'

const days = 29
/** What the most devoted are sorted by, and how its column is called. */
const measures = { minutes: 'time', visits: 'visits', hits: 'hits' }

/** What the routes that no activity covers are for, in the board’s own words. */
const meanings = {
  'POST /people/:person/follow': 'Following each other',
  'GET /following': 'Reading whom they follow',
  'GET /people/:person': 'Looking at a poet',
  'GET /': 'Coming by the board',
  'GET /rhymes/:rhyme': 'Reading a single rhyme',
  'POST /rhymes/:rhyme/vote': 'A single vote',
  'GET /rhymes/new': 'Opening an empty rhyme',
}

/** Who is most devoted to the board, what they do there, and what they do that others don’t. */
export async function peoplePage(req, res) {
  visits.set(req, { leaveOut: 'dashboard' })
  const by = Object.keys(measures).includes(req.query.by) ? req.query.by : 'minutes'
  try {
    const [users, activities, comparison] = await Promise.all([
      visits.users({ days, by, limit: 12 }),
      visits.activities({ days }),
      visits.compare({ days }),
    ])
    const most = Math.max(...users.map((user) => user[by]))
    res.render('visits-people', {
      by,
      measures,
      isPlaying: isPlaying(),
      users: users.map((user) => ({ ...user, time: inHours(user.minutes), width: part(user[by], most) })),
      activities: activitiesOf(activities),
      hits: activities.hits,
      comparison,
      ...habitsOf(comparison),
      problems: [...visits.problems, ...activities.notes, ...comparison.notes],
    })
  } catch (error) {
    console.error(error)
    const message = 'What was done since is kept, and this page is back as soon as its database is.'
    res.status(503).render('error', { heading: 'Nobody to be seen just now', message })
  }
}

function activitiesOf({ activities, uncovered, hits }) {
  const rows = [
    ...activities.map(({ activity, ...counts }) => ({ ...counts, name: activity })),
    ...uncovered.slice(0, 4).map((row) => ({ ...row, ...nameOf(row), isUncovered: true })),
  ]
  return rows.map((row) => ({ ...row, share: percent(row.hits / hits), width: part(row.hits, hits) }))
}

function habitsOf({ rows, group, against }) {
  const greatest = Math.max(...rows.map((row) => Math.max(row.group.share, row.against.share)))
  const habits = rows.map((row) => ({
    ...row,
    ...nameOf(row),
    ours: { share: percent(row.group.share), width: part(row.group.share, greatest) },
    others: { share: percent(row.against.share), width: part(row.against.share, greatest) },
    points: `${signed(row.difference.low)} to ${signed(row.difference.high)}`,
  }))
  return {
    clear: habits.filter(({ verdict }) => verdict !== 'unclear'),
    unclear: habits.filter(({ verdict }) => verdict === 'unclear'),
    volume: { ours: Math.round(group.perActiveDay), others: Math.round(against.perActiveDay) },
  }
}

const nameOf = ({ kind, what }) => (kind === 'activity' ? { name: what } : { name: meanings[what] ?? what, code: what })

const percent = (share) => `${(share * 100).toFixed(1)} %`
const signed = (share) => `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.abs(share * 100).toFixed(1)}`
/** A bar’s length of 100. */
const part = (value, whole) => (whole > 0 ? ((value / whole) * 100).toFixed(1) : 0)

function inHours(minutes) {
  const hours = Math.floor(minutes / 60)
  return hours === 0 ? `${minutes} min` : `${hours} h ${String(minutes % 60).padStart(2, '0')} min`
}
