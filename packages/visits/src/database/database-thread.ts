import { Worker } from 'node:worker_threads'
import { inTime } from '../in-time.ts'
import { StoreRefused } from '../stores/counter-store.ts'
import type { Reply, Request, Start } from './messages.ts'
import type { Input, Output, PartName, TaskName } from './parts.ts'
import { isPostgres, type Place } from './place.ts'
import { Turn } from './turn.ts'

/**
 * A database, in a thread of its own: that starts with the first call, again with the next one after it died, and never keeps
 * the process alive.
 */
export class DatabaseThread {
  readonly #place: Place
  readonly #name: string
  #running: RunningThread | undefined

  /** @param name The place's name in messages. */
  constructor(place: Place, name: string) {
    this.#place = place
    this.#name = name
  }

  /** Runs a task in a transaction. Rejects with one sentence on what is wrong; nothing of the task was done then. */
  async call<P extends PartName, T extends TaskName<P>>(part: P, task: T, input: Input<P, T>): Promise<Output<P, T>> {
    return (await this.#thread().ask({ part, task, input })) as Output<P, T>
  }

  /** Closes the database and ends the thread, after what was called before; waits 5 seconds at most. */
  async close(): Promise<void> {
    await this.#running?.close()
  }

  #thread(): RunningThread {
    if (this.#running === undefined) {
      const started = new RunningThread(this.#place, this.#name, () => {
        if (this.#running === started) this.#running = undefined
      })
      this.#running = started
    }
    return this.#running
  }
}

type Question = { part: string; task: string; input: unknown } | { close: true }

const closeDeadline = 5_000
/** What the end of the process waits for a task that is being done. */
const exitPatience = 2_000

class RunningThread {
  readonly #place: Place
  readonly #name: string
  readonly #worker: Worker
  readonly #turn = new Turn()
  readonly #waiting = new Map<number, { resolve(output: unknown): void; reject(error: Error): void }>()
  #asked = 0

  constructor(place: Place, name: string, ended: () => void) {
    this.#place = place
    this.#name = name
    // Without the process's own options: they may preload parts of the site, or say what kind of text its entry point is.
    this.#worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: { place, name, turn: this.#turn.shared } satisfies Start,
      execArgv: [],
    })
    this.#worker.on('message', (reply: Reply) => this.#take(reply))
    let cause = ''
    this.#worker.on('error', (error) => {
      cause = `: ${error.message}`
    })
    this.#worker.on('exit', () => {
      ended()
      for (const { reject } of this.#waiting.values())
        reject(new Error(`the thread that works on ${name} ended${cause}`))
      this.#waiting.clear()
      process.off('exit', this.#processEnds)
    })
    // Last, as listening to messages holds the process anew.
    this.#worker.unref()
  }

  ask(question: Question): Promise<unknown> {
    const id = ++this.#asked
    if (this.#waiting.size === 0) process.on('exit', this.#processEnds)
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#worker.postMessage({ id, ...question } satisfies Request)
    })
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve))
    this.ask({ close: true }).catch(() => {})
    await inTime(ended, closeDeadline, this.#name).catch(() => this.#leave())
  }

  // libsql does not survive it: a file's thread ends once its call has.
  #leave(): void {
    if (isPostgres(this.#place)) void this.#worker.terminate()
  }

  readonly #processEnds = () => {
    if (!isPostgres(this.#place)) this.#turn.stop(exitPatience)
  }

  #take(reply: Reply): void {
    const caller = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (this.#waiting.size === 0) process.off('exit', this.#processEnds)
    if ('output' in reply) caller?.resolve(reply.output)
    else caller?.reject(reply.refused ? new StoreRefused(reply.problem) : new Error(reply.problem))
  }
}
