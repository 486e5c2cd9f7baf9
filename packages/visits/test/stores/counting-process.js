// A process of its own that counts: `node counting-process.js <file> <writer> <batches>`. It writes a line for each answer.
import { sqliteStore } from '../../dist/stores/sqlite/sqlite-store.js'

const [file, writer, batches] = process.argv.slice(2)
const store = sqliteStore({ file }, { site: 'main', keys: 'spread', values: 1_000, keepDays: 90, warn: console.error })

const send = (period, sequence) =>
  store.apply({
    key: { dimension: 'paths', period },
    writer,
    sequence,
    after: sequence - 1,
    counts: new Map([
      ['/', 2],
      [`/${writer}`, 1],
    ]),
  })

// A server, that keeps the process alive.
const alive = setInterval(() => {}, 1_000)

/** Sends again until it is taken, as the counters do. */
async function deliver(sequence) {
  for (;;) {
    try {
      return await Promise.all(['2026-11-27', 'total'].map((period) => send(period, sequence)))
    } catch (error) {
      console.log(error.message)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

for (let sequence = 1; sequence <= Number(batches); sequence++) {
  const outcomes = (await deliver(sequence)).map(({ outcome }) => outcome)
  console.log(`${sequence} ${outcomes.join(', ')}`)
}
clearInterval(alive)
