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
  /**
   * Until the transaction ends nobody else is at it, or nobody who wants it alone. Where a writing transaction has the database
   * to itself anyway it does nothing.
   */
  lock(database: QueryExecutorProvider, what: Locked, how: 'alone' | 'shared'): Promise<void>
}

/** What is done by one at a time: the change of tables, and erasing a user. */
export type Locked = 'schema' | 'erasing'
