import { resolve } from 'node:path'
import { DatabaseThread } from '../../database/database-thread.ts'
import type { Answer, Batch, CounterStore, StoreSettings } from '../counter-store.ts'

/** An SQLite file that the site's processes on one machine share. */
export interface SqliteFile {
  /** Its path; made where there is none. Beside it SQLite keeps two more, `-wal` and `-shm`. Default: `visits.sqlite`. */
  readonly file?: string
}

export const isSqliteFile = (value: unknown): value is SqliteFile =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(([name, file]) => name === 'file' && typeof file === 'string' && file !== '') &&
  [Object.prototype, null].includes(Object.getPrototypeOf(value))

/** Counters in one SQLite file: nothing to install, nothing to run. */
export function sqliteStore({ file = 'visits.sqlite' }: SqliteFile, settings: StoreSettings): CounterStore {
  const { site, values, keepDays } = settings
  const database = new DatabaseThread(resolve(file))
  const apply = together((batches: Batch[]) => database.call('counters', 'apply', { site, values, keepDays, batches }))
  return {
    name: 'SQLite',
    patience: 10_000,
    apply,
    top: (dimension, periods, limit) => database.call('counters', 'top', { site, dimension, periods, limit }),
    sums: (dimension, periods, value) => database.call('counters', 'sums', { site, dimension, periods, value }),
    sketches: (days) => database.call('counters', 'sketches', { site, days }),
    salt: (day, candidate) => database.call('counters', 'salt', { site, day, candidate }),
    close: () => database.close(),
  }
}

/** Makes one call of what comes in one tick: a flush waits for the disk once, not once for each of its keys. */
function together(applyAll: (batches: Batch[]) => Promise<Answer[]>): (batch: Batch) => Promise<Answer> {
  let next: { batches: Batch[]; answers: Promise<Answer[]> } | undefined
  const begin = () => {
    const batches: Batch[] = []
    const answers = Promise.resolve().then(() => {
      next = undefined
      return applyAll(batches)
    })
    return { batches, answers }
  }
  return async (batch) => {
    next ??= begin()
    const index = next.batches.push(batch) - 1
    return (await next.answers)[index] as Answer
  }
}
