import type { QueryExecutorProvider, RawBuilder } from 'kysely'

/** What SQLite and PostgreSQL write differently, for tasks that run on both. */
export interface Dialect {
  /** The type of a column that numbers its rows, in a migration. */
  readonly id: RawBuilder<unknown>
  /**
   * A list as a table of one column, `value`, each row a JSON list or object: one statement for any number of rows, as a long
   * one takes longer to read than to run. `cast(value ->> 0 as bigint)` is its first field.
   */
  rows(list: readonly unknown[]): RawBuilder<unknown>
  /** Keeps other processes from changing tables until the transaction ends. */
  lockSchema(database: QueryExecutorProvider): Promise<void>
}
