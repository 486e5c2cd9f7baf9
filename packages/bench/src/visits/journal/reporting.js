import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createVisits } from '@analytical/visits'

const days = 90
const users = 11_112
const today = Math.floor(Date.now() / 86_400_000)

/** A user's day for each of a million rows: one visit of half an hour, and somebody's name. */
const million = `
  with recursive counted(i) as (select 0 union all select i + 1 from counted where i < 999999)
  insert into user_days (site, user_id, day, name, hits, visits, minutes, first_at, last_at, spans)
  select 'main', 'user ' || cast(i / ${days} as text), ${today} - i % ${days}, 'user', 1 + i % 50, 1, 1 + i % 31,
    cast(${today} - i % ${days} as bigint) * 86400000 + 40000000, cast(${today} - i % ${days} as bigint) * 86400000 + 41800000,
    '[]'
  from counted where i / ${days} < ${users}`

/**
 * Milliseconds that a report over a million rows takes, and how long the site's own thread is held up at most while it runs,
 * beside how long it is without one.
 */
export async function measureReport(database) {
  const visits = createVisits({
    database: database.option,
    users: true,
    onError: (error) => console.log(error.message),
  })
  visits.event('makes the tables', { user: 'nobody' })
  await visits.flush()
  await database.run(million)
  const report = () => visits.users({ days, by: 'minutes' })
  await report()
  const start = performance.now()
  const during = await longestDelay(report)
  const time = performance.now() - start
  const without = await longestDelay(() => new Promise((resolve) => setTimeout(resolve, time)))
  await visits.stop()
  return { time, during, without }
}

async function longestDelay(work) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await work()
  delay.disable()
  return delay.max / 1e6
}
