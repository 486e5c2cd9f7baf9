// A process of its own: it opens each SQLite file that its standard input names, counts once in it, and closes it. It writes what
// became of that. Without a thread, whose start takes longer than all of it and would part those that are to meet.
import { createInterface } from 'node:readline'
import { DatabaseFile } from '../../dist/database/sqlite/database-file.js'
import { counters } from '../../dist/stores/sqlite/counters.js'

const key = { dimension: 'paths', period: 'total' }
const batch = { key, writer: String(process.pid), sequence: 1, after: 0, counts: new Map([['/', 1]]) }
const input = { site: 'main', values: 100, keepDays: 90, batches: [batch] }

console.log('ready')
for await (const path of createInterface({ input: process.stdin })) {
  const file = new DatabaseFile(path)
  try {
    const [{ outcome }] = await file.run(counters, counters.tasks.apply, input)
    console.log(outcome)
  } catch (error) {
    console.log(await file.failed(error))
  }
  await file.close()
}
