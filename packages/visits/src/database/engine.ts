import type { Kysely } from 'kysely'
import type { Dialect } from './dialect.ts'
import type { Part, Task } from './part.ts'
import { migrate, requireVersion } from './schema-version.ts'

/** A database as the thread that works on it sees it: opened when first used, and again after it failed. */
export interface Engine {
  /** What it is called in messages; holds no password. */
  readonly name: string
  /** Runs a task in a transaction of its own. */
  run<Tables, Input, Output>(part: Part<Tables>, task: Task<Tables, Input, Output>, input: Input): Promise<Output>
  /** Ends what is open; the next task opens it again. */
  close(): Promise<void>
  /** After a task failed: ends what cannot be used any more, and says what is wrong in one sentence. */
  failed(error: unknown): Promise<string>
}

/** An open database, and the parts whose tables are known to be of this version. */
export interface OpenDatabase {
  readonly database: Kysely<unknown>
  readonly dialect: Dialect
  readonly migrated: Set<unknown>
}

/** Runs a task in a transaction of its own, on tables of this version. */
export async function runTask<Tables, Input, Output>(
  { database, dialect, migrated }: OpenDatabase,
  part: Part<Tables>,
  task: Task<Tables, Input, Output>,
  input: Input,
): Promise<Output> {
  const own = database as Kysely<Tables>
  if (!migrated.has(part)) {
    await migrate(own, part, dialect)
    migrated.add(part)
  }
  // A report sees one state of everything, whatever is written meanwhile.
  const isolation = task.access === 'read only' ? 'repeatable read' : 'read committed'
  return await own
    .transaction()
    .setAccessMode(task.access)
    .setIsolationLevel(isolation)
    .execute(async (transaction) => {
      await requireVersion(transaction, part)
      return await task.run(transaction, input, dialect)
    })
}
