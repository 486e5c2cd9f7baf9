import type { Transaction } from 'kysely'
import type { Dialect } from './dialect.ts'

/** Takes a part's tables from one version to the next. */
export type Migration = (database: Transaction<never>, dialect: Dialect) => Promise<void>

/** One transaction on a part's tables. Input and output travel between threads. */
export interface Task<Tables, Input, Output> {
  readonly access: 'read only' | 'read write'
  run(database: Transaction<Tables>, input: Input, dialect: Dialect): Promise<Output>
}

/** Tables that belong together, and everything that is done with them. */
export interface Part<Tables> {
  /** Its name in the table of versions, for good. */
  readonly name: string
  /** The first one makes version 1 of nothing. What was released stays as it is; a change of tables is one more. */
  readonly migrations: readonly Migration[]
  readonly tasks: Readonly<Record<string, Task<Tables, never, unknown>>>
}
