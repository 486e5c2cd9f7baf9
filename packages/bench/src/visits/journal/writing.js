import { createVisits } from '@analytical/visits'
import { quartiles } from '../../measure.js'

const rows = 30_000
// What the journal holds at most is 20,000.
const flushEvery = 10_000
const byHand = 1_000

/**
 * Rows per second, and microseconds of the site's own thread for each: of the journal, from `visits.event` to the last row being
 * written, and of one insert for each request, awaited.
 */
export async function measureWriting(database, { rounds = 5 } = {}) {
  const visits = createVisits({
    ...database.options,
    sample: { share: 1, seed: 'everybody' },
    onError: (error) => console.log(error.message),
  })
  await database.run('create table by_hand (person text, time bigint, what text, status integer)')
  const journal = []
  const inserts = []
  for (let round = -1; round < rounds; round++) {
    const measured = [await sample(rows, () => write(visits)), await sample(byHand, () => insertEach(database))]
    // The first round is for the compiler, and for the threads to start.
    if (round < 0) continue
    journal.push(measured[0])
    inserts.push(measured[1])
  }
  await visits.stop()
  const of = (samples) => ({
    perSecond: quartiles(samples.map(({ perSecond }) => perSecond)),
    busy: quartiles(samples.map(({ busy }) => busy)),
  })
  const ratio = quartiles(journal.map(({ perSecond }, round) => perSecond / inserts[round].perSecond))
  return { journal: of(journal), inserts: of(inserts), ratio }
}

async function write(visits) {
  for (let row = 0; row < rows; row++) {
    visits.event(`GET /rhymes/${row % 200}`, { user: { id: row % 2_000, username: `user ${row % 2_000}` } })
    if (row % flushEvery === flushEvery - 1) await visits.flush()
  }
  await visits.flush()
}

async function insertEach(database) {
  let next = 0
  const one = async () => {
    while (next < byHand) {
      const row = next++
      await database.insert([`user ${row % 2_000}`, Date.now(), `GET /rhymes/${row % 200}`, 200])
    }
  }
  await Promise.all(Array.from({ length: database.atOnce }, one))
}

async function sample(count, work) {
  const before = performance.eventLoopUtilization()
  const start = performance.now()
  await work()
  const time = performance.now() - start
  const { active } = performance.eventLoopUtilization(before)
  return { perSecond: (count / time) * 1_000, busy: (active / count) * 1_000 }
}
