// A thread of its own, as SQLite blocks the thread it works in: up to a second for a report.
import { parentPort, workerData } from 'node:worker_threads'
import { StoreRefused } from '../stores/counter-store.ts'
import { DatabaseFile } from './database-file.ts'
import { inPlainWords } from './in-plain-words.ts'
import type { Reply, Request } from './messages.ts'
import type { Part } from './part.ts'
import { parts } from './parts.ts'
import { Turn } from './turn.ts'

const port = parentPort
if (port === null) throw new Error('this module is the start of a worker thread')

const file = new DatabaseFile(workerData.path)
const turn = new Turn(workerData.turn)
const known: Readonly<Record<string, Part<never>>> = parts

// One after another, as the file has one connection.
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

async function reply(request: Request): Promise<Reply> {
  const { id } = request
  try {
    return { id, output: 'close' in request ? file.close() : await run(request) }
  } catch (error) {
    const refused = error instanceof StoreRefused
    if (!refused && !canGoOn(error)) file.close()
    return {
      id,
      refused,
      problem: refused ? `${file.path} cannot be used: ${error.message}` : inPlainWords(error, file.path),
    }
  }
}

function run({ part, task, input }: Extract<Request, { task: string }>): Promise<unknown> {
  const owner = known[part]
  const found = owner?.tasks[task]
  if (owner === undefined || found === undefined) throw new Error(`there is no task ${part}.${task}`)
  return file.run(owner, found, input as never)
}

// Without space a connection can stay, but could not be made again.
const canGoOn = (error: unknown) => ['SQLITE_FULL', 'SQLITE_BUSY'].includes((error as { code: string }).code)
