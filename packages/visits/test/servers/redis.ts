import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { until } from '../until.ts'
import { findRedis, howToGetRedis } from './find-redis.ts'
import { freePort } from './free-port.ts'

const persistence = {
  none: ['--save', '', '--appendonly', 'no'],
  /** Each write is on the disk before its reply. */
  'append-only file': ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always'],
  /** A snapshot where the test asks for one, by SAVE. */
  snapshot: ['--save', '3600 1', '--appendonly', 'no'],
}

type Persistence = keyof typeof persistence

export interface RedisOptions {
  persistence?: Persistence
  /** Further arguments, as redis-server takes them. */
  args?: readonly string[]
}

/** A real redis-server of its own, on a free port, with its own folder. */
export class RedisServer {
  readonly port: number
  readonly #folder: string
  readonly #args: readonly string[]
  #process: ChildProcess | undefined

  private constructor(port: number, folder: string, args: readonly string[]) {
    this.port = port
    this.#folder = folder
    this.#args = args
  }

  static async start({ persistence: kind = 'none', args = [] }: RedisOptions = {}): Promise<RedisServer> {
    const folder = mkdtempSync(join(tmpdir(), 'visits-redis-'))
    const server = new RedisServer(await freePort(), folder, [...persistence[kind], ...args])
    try {
      await server.again()
      return server
    } catch (error) {
      await server.close()
      throw error
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Starts it again on the same port, with what its folder holds. */
  async again(): Promise<void> {
    const path = findRedis()
    if (path === undefined) throw new Error(howToGetRedis)
    const started = spawn(
      path,
      ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.#folder, ...this.#args],
      {
        stdio: 'ignore',
      },
    )
    this.#process = started
    await until('redis-server answers', () => answers(this.port))
  }

  /** Ends it as a power failure does. */
  async kill(): Promise<void> {
    const ending = this.#process
    if (ending === undefined) return
    this.#process = undefined
    const ended = once(ending, 'exit')
    ending.kill('SIGKILL')
    await ended
  }

  /** Stops it where it is: connections stay open, and nothing is answered. */
  freeze(): void {
    this.#process?.kill('SIGSTOP')
  }

  thaw(): void {
    this.#process?.kill('SIGCONT')
  }

  /** What redis-cli, or valkey-cli, prints for a command, without the last line's end. */
  async cli(...words: string[]): Promise<string> {
    const path = (findRedis() ?? '').replace(/-server$/, '-cli')
    const { stdout } = await promisify(execFile)(path, ['-p', `${this.port}`, ...words])
    return stdout.replace(/\n$/, '')
  }

  /** Takes all it holds from its memory: the last snapshot stays as it is, which `FLUSHALL` alone would empty too. */
  async forget(): Promise<void> {
    await this.cli('CONFIG', 'SET', 'save', '')
    await this.cli('FLUSHALL')
  }

  /** Ends it for good, and its folder too. */
  async close(): Promise<void> {
    await this.kill()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    const answer = (is: boolean) => {
      socket.destroy()
      resolve(is)
    }
    // A server that still loads its data answers with an error.
    socket.once('data', (data) => answer(data.toString().startsWith('+PONG')))
    socket.once('error', () => answer(false))
    socket.once('close', () => answer(false))
  })
}
