import { Kysely, PostgresDialect } from 'kysely'
import type { CustomTypesConfig, PoolConfig } from 'pg'
import { type Engine, type OpenDatabase, runTask } from '../engine.ts'
import type { Part, Task } from '../part.ts'
import type { PostgresPlace } from '../place.ts'
import { inPlainWords } from './in-plain-words.ts'
import { postgres } from './postgres.ts'

// A server that hangs is left after these: a connection to it would be waited for without an end.
const patience = { connectionTimeoutMillis: 5_000, query_timeout: 60_000, keepAlive: true }

/** One PostgreSQL database, by a connection of its own. */
export class PostgresDatabase implements Engine {
  readonly name: string
  readonly #config: PoolConfig
  #open: OpenDatabase | undefined

  constructor(name: string, { postgres: place }: PostgresPlace) {
    this.name = name
    const given = typeof place === 'string' ? { connectionString: place } : place
    // Tasks come one after another.
    this.#config = { application_name: 'analytical visits', ...patience, ...given, max: 1 }
  }

  async run<Tables, Input, Output>(
    part: Part<Tables>,
    task: Task<Tables, Input, Output>,
    input: Input,
  ): Promise<Output> {
    this.#open ??= await this.#connected()
    return await runTask(this.#open, part, task, input)
  }

  async close(): Promise<void> {
    const open = this.#open
    this.#open = undefined
    await open?.database.destroy()
  }

  async failed(error: unknown): Promise<string> {
    // Another database may stand in its place the next time.
    this.#open?.migrated.clear()
    return inPlainWords(error, this.name)
  }

  async #connected(): Promise<OpenDatabase> {
    const { default: pg } = await import('pg')
    const getTypeParser: CustomTypesConfig['getTypeParser'] = (type, format) =>
      numbers.includes(type) ? Number : pg.types.getTypeParser(type, format)
    const pool = new pg.Pool({ ...this.#config, types: { getTypeParser } })
    // One that breaks between two statements: the next one fails, and the next task takes another connection.
    pool.on('connect', (client) => client.on('error', () => {}))
    pool.on('error', () => {})
    return { database: new Kysely({ dialect: new PostgresDialect({ pool }) }), dialect: postgres, migrated: new Set() }
  }
}

/** `bigint` and `numeric`, as which counts and sums come: numbers, as in SQLite. */
const numbers = [20, 1700]
