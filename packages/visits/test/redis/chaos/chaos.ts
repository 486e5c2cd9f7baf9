import { expect, vi } from 'vitest'
import type { Visits } from '../../../src/index.ts'
import { CuttingProxy } from '../../servers/cutting-proxy.ts'
import { type RedisOptions, RedisServer } from '../../servers/redis.ts'
import { until } from '../../until.ts'
import type { clients } from '../clients.ts'
import { type Counts, days, dimensions, heldBy, wrongCounts } from './counts.ts'
import type { Step, StepName } from './plan.ts'
import { Process } from './process.ts'

type Connect = (typeof clients)[string]

/** A Redis, a proxy before it, and processes of one site that go through the steps of a plan. */
export class Chaos {
  readonly #server: RedisServer
  readonly #proxy: CuttingProxy
  readonly #connect: Connect
  readonly #running = new Map<number, Process>()
  readonly #ended: { readonly process: Process; left: Counts }[] = []
  #day: (typeof days)[number] = days[0]
  #away: 'frozen' | 'killed' | undefined

  private constructor(server: RedisServer, proxy: CuttingProxy, connect: Connect) {
    this.#server = server
    this.#proxy = proxy
    this.#connect = connect
  }

  static async begin(connect: Connect, options: RedisOptions): Promise<Chaos> {
    const server = await RedisServer.start(options)
    const chaos = new Chaos(server, await CuttingProxy.before(server.port, 'EVAL'), connect)
    vi.useFakeTimers({ toFake: ['Date'] })
    chaos.#setClock(days[0])
    for (const number of [1, 2]) await chaos.#start(number)
    return chaos
  }

  async end(): Promise<void> {
    for (const process of this.#running.values()) await process.kill()
    await this.#proxy.close()
    await this.#server.close()
    vi.useRealTimers()
  }

  async take({ what, by, count }: Step): Promise<void> {
    await this.#steps[what](this.#running.get(by) as Process, count, by)
  }

  readonly #steps: Record<StepName, (process: Process, count: number, by: number) => unknown> = {
    hits: (process, count) => process.hits(count, this.#day),
    events: (process, count) => process.events(10 * count, this.#day),
    'flood of names': (process, count) => process.flood(count % 3, this.#day),
    flush: (process) => {
      const flushed = process.visits.flush()
      return this.#away === undefined ? flushed : undefined
    },
    'flush, not waited for': (process) => void process.visits.flush(),
    'cut off a reply': (process) => this.#cut(process, 'isCutting'),
    'cut off a command': (process) => this.#cut(process, 'isCuttingCommands'),
    'drop connections': () => this.#proxy.drop(),
    'CLIENT KILL': () => this.#server.cli('CLIENT', 'KILL', 'TYPE', 'normal'),
    'SCRIPT FLUSH': () => this.#server.cli('SCRIPT', 'FLUSH'),
    'delete a set': async (_, count) => {
      await this.#server.cli('UNLINK', `visits:{main:${dimensions[count % 3]}:${count % 2 ? 'total' : this.#day}}`)
      await this.#look()
    },
    FLUSHALL: async () => {
      await this.#server.forget()
      await this.#look()
    },
    SAVE: () => this.#server.cli('SAVE'),
    freeze: () => {
      this.#away = 'frozen'
      this.#server.freeze()
    },
    thaw: () => {
      this.#server.thaw()
      this.#away = undefined
    },
    kill: () => {
      this.#away = 'killed'
      return this.#server.kill()
    },
    start: async () => {
      await this.#server.again()
      this.#away = undefined
      await this.#look()
    },
    midnight: () => this.#setClock(this.#day === days[0] ? days[1] : days[0]),
    'new process': async (_, __, by) => {
      await this.#settle()
      await this.#start(by)
    },
    'stop a process': async (process, _, by) => {
      expect(await process.stop()).toBe(true)
      this.#running.delete(by)
      this.#ended.push({ process, left: process.sent })
    },
  }

  async #start(number: number): Promise<void> {
    this.#running.set(number, await Process.start(number, await this.#connect(this.#proxy)))
  }

  #setClock(day: (typeof days)[number]): void {
    this.#day = day
    vi.setSystemTime(new Date(day === days[0] ? `${day}T23:59:59Z` : `${day}T00:00:01Z`))
  }

  async #cut(process: Process, how: 'isCutting' | 'isCuttingCommands'): Promise<void> {
    const before = this.#proxy.cut
    this.#proxy[how] = true
    process.events(1, this.#day)
    await until('something is cut off', () => {
      void process.visits.flush()
      return this.#proxy.cut > before
    })
    this.#proxy[how] = false
  }

  async #settle(): Promise<void> {
    await Promise.all(Array.from(this.#running.values(), (process) => process.settle()))
  }

  /** What ended processes had counted is the server's alone to keep: what it has lost of that, nobody gives it again. */
  async #look(): Promise<void> {
    if (this.#ended.length === 0) return
    const held = await heldBy(this.#server)
    for (const ended of this.#ended)
      ended.left = new Map(Array.from(ended.process.sent.keys(), (name) => [name, held.get(name) ?? 0]))
  }

  /** Ends the outage that there is, waits until all processes have brought what they have, and tells what is wrong then. */
  async differences(): Promise<string[]> {
    if (this.#away === 'frozen') await this.#steps.thaw(undefined as never, 0, 0)
    if (this.#away === 'killed') await this.#steps.start(undefined as never, 0, 0)
    await this.#settle()
    const [reader] = this.#running.values()
    const running = [...this.#running.values()]
    const held = await heldBy(this.#server)
    const ended = this.#ended.map(({ process, left }) => ({ sent: process.sent, left }))
    return [
      ...wrongCounts(held, running, ended),
      ...(await this.#wrongSums((reader as Process).visits)),
      ...(await this.#wrongVisitors((reader as Process).visits)),
    ]
  }

  async #wrongSums(visits: Visits): Promise<string[]> {
    const wrong: string[] = []
    for (const day of days) {
      this.#setClock(day)
      for (const dimension of dimensions) {
        for (const query of [{ limit: 100_000 }, { limit: 100_000, days: 1 }]) {
          const { rows, other, total } = await visits.top(dimension, query)
          const sum = rows.reduce((all, { count }) => all + count, other)
          if (sum !== total)
            wrong.push(`${dimension} of ${query.days ? day : 'all days'} add up to ${sum}, not ${total}`)
        }
      }
    }
    return wrong
  }

  /** Of six visitors two may share a place in the sketch. */
  async #wrongVisitors(visits: Visits): Promise<string[]> {
    const wrong: string[] = []
    const of = (processes: readonly Process[], day: string) =>
      new Set(processes.flatMap((process) => [...(process.visitors.get(day) ?? [])])).size
    const running = [...this.#running.values()]
    for (const day of days) {
      this.#setClock(day)
      const [{ count } = { count: 0 }] = await visits.series('visitors', { days: 1 })
      const least = running.some(({ lost }) => lost.has(`visitors ${day}`)) ? 0 : of(running, day) - 1
      const most = of([...running, ...this.#ended.map(({ process }) => process)], day)
      if (count < least || count > most) wrong.push(`${count} visitors on ${day}, not ${most}`)
    }
    return wrong
  }
}
