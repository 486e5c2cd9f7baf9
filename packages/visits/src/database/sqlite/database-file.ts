import { accessSync, closeSync, constants, openSync, rmSync, statSync } from 'node:fs'
import { Kysely } from 'kysely'
import Sqlite from 'libsql'
import { type Engine, type OpenDatabase, runTask } from '../engine.ts'
import type { Part, Task } from '../part.ts'
import { inPlainWords } from './in-plain-words.ts'
import { LibsqlDialect } from './libsql-dialect.ts'
import { primaryCode } from './primary-code.ts'
import { sqlite } from './sqlite.ts'

const busyTimeout = 5_000

/** One SQLite file: opened when first used, and anew once another file stands in its place. */
export class DatabaseFile implements Engine {
  readonly name: string
  #open: OpenFile | undefined

  constructor(path: string) {
    this.name = path
  }

  async run<Tables, Input, Output>(
    part: Part<Tables>,
    task: Task<Tables, Input, Output>,
    input: Input,
  ): Promise<Output> {
    return await runTask(this.#inPlace(), part, task, input)
  }

  async close(): Promise<void> {
    this.#close()
  }

  async failed(error: unknown): Promise<string> {
    if (!canGoOn(error)) this.#close()
    return inPlainWords(error, this.name)
  }

  #close(): void {
    this.#open?.connection.close()
    this.#open = undefined
  }

  #inPlace(): OpenFile {
    if (this.#open && !isSame(this.#open.identity, identityOf(this.name))) this.#leaveReplaced(this.#open)
    this.#open ??= open(this.name)
    return this.#open
  }

  // SQLite would take a log that the former file has left for one of the file that came instead.
  #leaveReplaced({ logs }: OpenFile): void {
    this.#close()
    for (const [path, identity] of logs) if (isSame(identity, identityOf(path))) rmSync(path, { force: true })
  }
}

interface OpenFile extends OpenDatabase {
  readonly connection: Sqlite.Database
  readonly identity: Identity
  /** What SQLite keeps beside the file. */
  readonly logs: readonly (readonly [path: string, identity: Identity])[]
}

const pause = 10

/** SQLite does not wait where two connections change the journal at once, or the last one closes meanwhile: both would for ever. */
function whenFree(work: () => unknown): void {
  const last = performance.now() + busyTimeout
  for (;;) {
    try {
      work()
      return
    } catch (error) {
      if (primaryCode(error) !== 'SQLITE_BUSY' || performance.now() > last) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause)
    }
  }
}

function open(path: string): OpenFile {
  make(path)
  const connection = new Sqlite(path)
  try {
    connection.pragma(`busy_timeout = ${busyTimeout}`)
    whenFree(() => connection.pragma('journal_mode = wal'))
    // What was committed stays, through a power failure too: a flush is one transaction, so this is one wait for the disk.
    connection.pragma('synchronous = full')
    connection.pragma('foreign_keys = on')
    // What is deleted is gone from the file: salts are deleted so that nobody has them.
    connection.pragma('secure_delete = on')
    return {
      connection,
      database: new Kysely({ dialect: new LibsqlDialect(connection) }),
      dialect: sqlite,
      migrated: new Set(),
      identity: identityOf(path),
      logs: [`${path}-wal`, `${path}-shm`].map((log) => [log, identityOf(log)] as const),
    }
  } catch (error) {
    connection.close()
    throw error
  }
}

// Made here, as SQLite would let every user of the machine read it, and has one error for all that can be wrong. A file that is
// there is not opened: whoever closes one takes the locks that SQLite has on it away from the whole process.
function make(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (isFile(path)) accessSync(path, constants.R_OK | constants.W_OK)
    // A link to where no file is yet, or a folder, which is refused.
    else closeSync(openSync(path, 'a', 0o600))
  }
}

const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true

type Identity = { readonly dev: number; readonly ino: number } | undefined

const identityOf = (path: string): Identity => statSync(path, { throwIfNoEntry: false })

const isSame = (a: Identity, b: Identity) => a !== undefined && a.dev === b?.dev && a.ino === b.ino

// Without space a connection can stay, but could not be made again.
const canGoOn = (error: unknown) => ['SQLITE_FULL', 'SQLITE_BUSY'].includes((error as { code: string }).code)
