// A thread of its own, as SQLite blocks the thread it works in: up to a second for a report.
import { parentPort, workerData } from 'node:worker_threads'
import { StoreRefused } from '../stores/counter-store.ts'
import type { Engine } from './engine.ts'
import type { Reply, Request, Start } from './messages.ts'
import type { Part } from './part.ts'
import { parts } from './parts.ts'
import { isPostgres, type Place } from './place.ts'
import { Turn } from './turn.ts'

const port = parentPort
if (port === null) throw new Error('this module is the start of a worker thread')

const { place, name, turn: shared }: Start = workerData
const engine = await engineOf(place)
const turn = new Turn(shared)
const known: Readonly<Record<string, Part<never>>> = parts

// One after another, as the database has one connection.
let last: Promise<void> = Promise.resolve()
port.on('message', (request: Request) => {
  last = last.then(async () => {
    if (!turn.begin()) return
    port.postMessage(await reply(request))
    turn.end()
  })
  if ('close' in request) last = last.then(() => port.close())
})
turn.end()

async function engineOf(place: Place): Promise<Engine> {
  // A site with PostgreSQL and Redis never loads what is native, nor one without PostgreSQL its client.
  if (isPostgres(place)) {
    const { PostgresDatabase } = await import('./postgres/postgres-database.ts')
    return new PostgresDatabase(name, place)
  }
  const { DatabaseFile } = await import('./sqlite/database-file.ts')
  return new DatabaseFile(place.file)
}

async function reply(request: Request): Promise<Reply> {
  const { id } = request
  try {
    return { id, output: await ('close' in request ? engine.close() : run(request)) }
  } catch (error) {
    if (error instanceof StoreRefused)
      return { id, refused: true, problem: `${engine.name} cannot be used: ${error.message}` }
    return { id, refused: false, problem: await engine.failed(error) }
  }
}

function run({ part, task, input }: Extract<Request, { task: string }>): Promise<unknown> {
  const owner = known[part]
  const found = owner?.tasks[task]
  if (owner === undefined || found === undefined) throw new Error(`there is no task ${part}.${task}`)
  return engine.run(owner, found, input as never)
}
