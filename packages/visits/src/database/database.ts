import { DatabaseThread } from './database-thread.ts'
import type { Input, Output, PartName, TaskName } from './parts.ts'
import { isPostgres, type Place } from './place.ts'
import { postgresName } from './postgres/postgres-name.ts'

/**
 * An SQLite file or a PostgreSQL database. Whoever shares one shares its threads: one for what is quick, writing above all, and
 * one for reports, so that no flush waits for them. The site's own thread waits for neither.
 */
export class Database {
  /** Its name in messages, like `SQLite`; holds no password. */
  readonly name: string
  /** The milliseconds that an answer is waited for: its thread has to start. */
  readonly patience = 10_000
  readonly #quick: DatabaseThread
  readonly #reports: DatabaseThread

  constructor(place: Place) {
    this.name = isPostgres(place) ? postgresName(place) : 'SQLite'
    const whole = isPostgres(place) ? this.name : place.file
    this.#quick = new DatabaseThread(place, whole)
    this.#reports = new DatabaseThread(place, whole)
  }

  /**
   * Runs a task in a transaction, after those called before. Rejects with one sentence on what is wrong; nothing of the task
   * was done then, or its answer was lost. Rejects with a StoreRefused where asking again does not help.
   */
  call<P extends PartName, T extends TaskName<P>>(part: P, task: T, input: Input<P, T>): Promise<Output<P, T>> {
    return this.#quick.call(part, task, input)
  }

  /** Runs a task that may take seconds, and only reads; as {@link Database.call}. */
  report<P extends PartName, T extends TaskName<P>>(part: P, task: T, input: Input<P, T>): Promise<Output<P, T>> {
    return this.#reports.call(part, task, input)
  }

  /** Ends its threads, after what was called before; waits 5 seconds at most. The next call starts them again. */
  async close(): Promise<void> {
    await Promise.all([this.#quick.close(), this.#reports.close()])
  }
}
