import { createVisits } from '@analytical/visits'
import { longestDelay } from '../../longest-delay.js'

const day = 86_400_000
const today = Math.floor(Date.now() / day)

const numbersTo = (end) =>
  `with recursive counted(i) as (select 0 union all select i + 1 from counted where i < ${end - 1})`

/** A user's day for each of a million rows. */
const millionDays = `${numbersTo(1_000_000)}
  insert into user_days (site, user_id, day, name, hits, visits, minutes, first_at, last_at, spans)
  select 'main', 'user ' || cast(i / 90 as text), ${today} - i % 90, 'user', 1 + i % 50, 1, 1 + i % 31,
    cast(${today} - i % 90 as bigint) * ${day} + 40000000, cast(${today} - i % 90 as bigint) * ${day} + 41800000, '[]'
  from counted`

/** A million hits of 2,000 users, of whom 100 are watched, on 200 pages, over 25 days. */
const millionHits = [
  `${numbersTo(2_000)} insert into journal_users (id, site, user_id, name, chosen, day)
  select i + 10, 'main', 'user ' || cast(i as text), 'user', case when i < 100 then 'watched' else 'sample' end, ${today}
  from counted`,
  `${numbersTo(200)} insert into journal_labels (id, site, kind, what, day)
  select i + 10, 'main', 'request', 'GET /rhymes/' || cast(i as text), ${today} from counted`,
  `${numbersTo(1_000_000)} insert into journal_hits (person, label, time, status)
  select 10 + i % 2000, 10 + (cast(i as bigint) * 7919 + i / 2000) % 200, ${Date.now()} - cast(i as bigint) * 2160, 200 from counted`,
]

const emptied = ['journal_hits', 'journal_users', 'journal_labels'].map((table) => `delete from ${table}`)

const reports = {
  'users of 90 days': (visits) => visits.users({ days: 90, by: 'minutes' }),
  'comparison of 30 days': (visits) => visits.compare({ group: 'watched', against: 'sample', days: 30 }),
}

/**
 * Milliseconds that each report over a million rows takes, and how long the site's own thread is held up at most while it runs,
 * beside how long it is without one.
 */
export async function measureReports(database) {
  const visits = createVisits({
    ...database.options,
    site: 'main',
    users: true,
    sample: { share: 1, seed: 'everybody' },
    onError: (error) => console.log(error.message),
  })
  visits.event('makes the tables', { user: 'nobody' })
  await visits.flush()
  for (const statement of [millionDays, ...emptied, ...millionHits]) await database.run(statement)
  const measured = []
  for (const [name, report] of Object.entries(reports)) {
    await report(visits)
    const start = performance.now()
    const during = await longestDelay(() => report(visits))
    const time = performance.now() - start
    const without = await longestDelay(() => new Promise((resolve) => setTimeout(resolve, time)))
    measured.push({ name, time, during, without })
  }
  await visits.stop()
  return measured
}
