import { Databases, type SqliteFile } from '../../database/open-database.ts'
import type { Answer, Batch, CounterStore, StoreSettings } from '../counter-store.ts'

/** Counters in one SQLite file: nothing to install, nothing to run. */
export function sqliteStore(
  file: SqliteFile,
  { site, values, keepDays }: StoreSettings,
  databases = new Databases(),
): CounterStore {
  const database = databases.open(file)
  const apply = together((batches: Batch[]) => database.call('counters', 'apply', { site, values, keepDays, batches }))
  return {
    name: database.name,
    patience: database.patience,
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
