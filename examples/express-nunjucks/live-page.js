import { visits } from './visits.js'

/** Who is on the board now, by name, for its moderators. */
export async function livePage(req, res) {
  res.render('visits-live', { people: await peopleNow(req) })
}

/** The same, again with each change, as the page’s script reads it. */
export const liveEvents = (req, res) => visits.liveEvents(req, res)

/** Others get the page that says no. */
export function moderating({ user }, res, next) {
  if (user?.moderates) return next()
  res.status(403).render('error', { heading: 'For moderators', message: 'Who is here now is shown to them only.' })
}

async function peopleNow(req) {
  for await (const { people } of visits.live(req)) return people
  return []
}
