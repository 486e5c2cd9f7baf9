import { type ChildProcess, execFile, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { until } from '../until.ts'
import { findPostgres, howToGetPostgres } from './find-postgres.ts'
import { freePort } from './free-port.ts'

const run = promisify(execFile)

// What a test has to wait for otherwise, and no test looks at.
const quick = ['fsync=off', 'full_page_writes=off', 'autovacuum=off']

/** A real PostgreSQL server of its own, on a free port, with its own folder; its user is `site`, its password `secret`. */
export class PostgresServer {
  readonly port: number
  readonly #programs: string
  readonly #folder: string
  #process: ChildProcess | undefined
  #databases = 0

  private constructor(programs: string, port: number, folder: string) {
    this.#programs = programs
    this.port = port
    this.#folder = folder
  }

  static async start(): Promise<PostgresServer> {
    const programs = findPostgres()
    if (programs === undefined) throw new Error(howToGetPostgres)
    const folder = mkdtempSync(join(tmpdir(), 'visits-postgres-'))
    const { uid, gid } = unprivileged()
    if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid)
    const as = ['--username', 'site', '--auth', 'trust', '--encoding', 'UTF8', '--locale', 'C', '--no-sync']
    await run(join(programs, 'initdb'), ['--pgdata', join(folder, 'data'), ...as], { ...unprivileged(), cwd: folder })
    const server = new PostgresServer(programs, await freePort(), folder)
    await server.again()
    return server
  }

  /** The address of a database, that need not be there. */
  url(database = 'postgres'): string {
    return `postgres://site:secret@127.0.0.1:${this.port}/${database}`
  }

  /** The address of a new, empty database. */
  async newDatabase(): Promise<string> {
    this.#databases++
    const name = `site_${this.#databases}`
    await this.query(`create database ${name}`)
    return this.url(name)
  }

  /** Runs SQL beside what is tested, and returns its rows. */
  // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asks for.
  async query(sql: string, url = this.url()): Promise<any[]> {
    const client = new pg.Client(url)
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }

  /** Starts it again on the same port, with what its folder holds. */
  async again(): Promise<void> {
    const settings = ['listen_addresses=127.0.0.1', `port=${this.port}`, `unix_socket_directories=`, ...quick]
    const words = ['-D', join(this.#folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])]
    const options: SpawnOptions = { ...unprivileged(), cwd: this.#folder, stdio: 'ignore' }
    this.#process = spawn(join(this.#programs, 'postgres'), words, options)
    await until('PostgreSQL answers', () =>
      this.query('select 1').then(
        () => true,
        () => false,
      ),
    )
  }

  /** Stops it at once; connections break. */
  async kill(): Promise<void> {
    const ending = this.#process
    if (ending === undefined) return
    this.#process = undefined
    const ended = once(ending, 'exit')
    // Immediate shutdown: as after a power failure, but with an end to the processes beside it.
    ending.kill('SIGQUIT')
    await ended
  }

  /** Ends it for good, and its folder too. */
  async close(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** PostgreSQL does not run as root: then as the user `nobody`. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}
