import { closeSync, openSync, rmSync, statSync } from 'node:fs'
import { Kysely } from 'kysely'
import Sqlite from 'libsql'
import type { Part, Task } from './part.ts'
import { migrate, requireVersion } from './schema-version.ts'
import { LibsqlDialect } from './sqlite-dialect.ts'

const busyTimeout = 5_000

/** One SQLite file: opened when first used, and anew once another file stands in its place. */
export class DatabaseFile {
  readonly path: string
  #open: OpenFile | undefined

  constructor(path: string) {
    this.path = path
  }

  /** Runs a task in a transaction of its own. */
  async run<Tables, Input, Output>(
    part: Part<Tables>,
    task: Task<Tables, Input, Output>,
    input: Input,
  ): Promise<Output> {
    const { database, migrated } = this.#inPlace()
    if (!migrated.has(part)) {
      await migrate(database as Kysely<Tables>, part)
      migrated.add(part)
    }
    return await (database as Kysely<Tables>)
      .transaction()
      .setAccessMode(task.access)
      .execute(async (transaction) => {
        await requireVersion(transaction, part)
        return await task.run(transaction, input)
      })
  }

  /** Closes the file; the next task opens it again. */
  close(): void {
    this.#open?.connection.close()
    this.#open = undefined
  }

  #inPlace(): OpenFile {
    if (this.#open && !isSame(this.#open.identity, identityOf(this.path))) this.#leaveReplaced(this.#open)
    this.#open ??= open(this.path)
    return this.#open
  }

  // SQLite would take a log that the former file has left for one of the file that came instead.
  #leaveReplaced({ logs }: OpenFile): void {
    this.close()
    for (const [path, identity] of logs) if (isSame(identity, identityOf(path))) rmSync(path, { force: true })
  }
}

interface OpenFile {
  readonly connection: Sqlite.Database
  readonly database: Kysely<unknown>
  readonly migrated: Set<unknown>
  readonly identity: Identity
  /** What SQLite keeps beside the file. */
  readonly logs: readonly (readonly [path: string, identity: Identity])[]
}

function open(path: string): OpenFile {
  // Made here, as SQLite would let every user of the machine read it, and has one error for all that can be wrong.
  closeSync(openSync(path, 'a', 0o600))
  const connection = new Sqlite(path)
  try {
    connection.pragma(`busy_timeout = ${busyTimeout}`)
    connection.pragma('journal_mode = wal')
    // What was committed stays, through a power failure too: a flush is one transaction, so this is one wait for the disk.
    connection.pragma('synchronous = full')
    connection.pragma('foreign_keys = on')
    // What is deleted is gone from the file: salts are deleted so that nobody has them.
    connection.pragma('secure_delete = on')
    return {
      connection,
      database: new Kysely({ dialect: new LibsqlDialect(connection) }),
      migrated: new Set(),
      identity: identityOf(path),
      logs: [`${path}-wal`, `${path}-shm`].map((log) => [log, identityOf(log)] as const),
    }
  } catch (error) {
    connection.close()
    throw error
  }
}

type Identity = { readonly dev: number; readonly ino: number } | undefined

const identityOf = (path: string): Identity => statSync(path, { throwIfNoEntry: false })

const isSame = (a: Identity, b: Identity) => a !== undefined && a.dev === b?.dev && a.ino === b.ino
