import { cpus, loadavg } from 'node:os'
import { postgresDatabase, sqliteDatabase } from './databases.js'
import { startPostgres } from './postgres-server.js'
import { measureReports } from './reporting.js'
import { measureWriting } from './writing.js'

const cells = (...all) => all.map((text) => String(text).padStart(18)).join('')
const row = (name, ...all) => console.log(`${name.padEnd(36)}${cells(...all)}`)
const whole = (number) => Math.round(number).toLocaleString('en')

console.log(`\nUsers and journal: Node ${process.version}, ${cpus()[0]?.model}, load ${loadavg()[0].toFixed(1)}`)

const server = await startPostgres().catch((error) => {
  console.log(
    `PostgreSQL is left out: install it, or set POSTGRES_BIN to the folder of its programs (${error.message})`,
  )
})
const databases = [sqliteDatabase(), ...(server === undefined ? [] : [postgresDatabase(server.url)])]
try {
  console.log('\nWhat followed users do, each row on the disk')
  row('', 'rows/s', 'quartiles', 'site’s thread, µs')
  for (const database of databases) {
    const { journal, inserts, ratio } = await measureWriting(database)
    const line = (name, { perSecond: { lower, median, upper }, busy }) =>
      row(name, whole(median), `${whole(lower)} … ${whole(upper)}`, busy.median.toFixed(1))
    line(`${database.name}, journal`, journal)
    line(`${database.name}, an insert per request`, inserts)
    console.log(`The journal writes ${ratio.median.toFixed(0)} times as many rows to ${database.name}`)
  }

  console.log('\nA report over a million rows, and how long it holds the site up')
  row('', 'report, ms', 'longest delay, ms', 'without, ms')
  for (const database of databases) {
    for (const { name, time, during, without } of await measureReports(database)) {
      row(`${database.name}, ${name}`, whole(time), during.toFixed(1), without.toFixed(1))
    }
  }
} finally {
  for (const database of databases) await database.stop()
  await server?.stop()
}
