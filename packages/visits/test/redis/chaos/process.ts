import { createVisits, type Visits } from '../../../src/index.ts'
import { page, Site } from '../../site.ts'
import { until } from '../../until.ts'
import type { Connected } from '../clients.ts'
import { type Counts, type Dimension, nameOf } from './counts.ts'

const names = 3_500

/** One process of a site: its visits, its server, and what it has sent, whose values bear its number. */
export class Process {
  readonly visits: Visits
  readonly sent: Counts = new Map()
  /** Days with the visitors of each. */
  readonly visitors = new Map<string, Set<number>>()
  /** What it has said to be lost, as `events total`. */
  readonly lost = new Set<string>()
  readonly #number: number
  readonly #connected: Connected
  readonly #site: Site

  private constructor(number: number, connected: Connected, site: Site) {
    this.#number = number
    this.#connected = connected
    this.#site = site
    this.visits = createVisits({
      store: connected.client,
      flushEvery: 20,
      // More than are sent: each value can be looked at.
      values: 100_000,
      trustedProxies: 1,
      onError: ({ message }) => {
        const [, dimension, period] = /some counts of (\w+), ([\w-]+), are lost/.exec(message) ?? []
        if (period !== undefined) this.lost.add(`${dimension} ${period}`)
      },
    }).listen(site.server)
  }

  static async start(number: number, connected: Connected): Promise<Process> {
    const process = new Process(number, connected, await Site.start(page))
    await process.settle()
    return process
  }

  /** Pages, from six visitors who go to each process. */
  async hits(count: number, day: string): Promise<void> {
    for (let index = 0; index < count; index++) {
      const [path, host] = [`/${index % 5}/of-${this.#number}/`, `r${index % 3}.of-${this.#number}.example`]
      const visitor = index % 6
      await this.#site.get(path, { referer: `https://${host}/`, 'x-forwarded-for': `10.0.${visitor}.1` })
      this.#add('paths', path, day)
      this.#add('referrers', host, day)
      this.visitors.set(day, (this.visitors.get(day) ?? new Set()).add(visitor))
    }
  }

  events(count: number, day: string): void {
    for (let index = 0; index < count; index++) this.#event(`event ${index % 7}`, day)
  }

  /** More different names than go in one batch; three of them are more than is kept batch by batch. */
  flood(which: number, day: string): void {
    for (let index = 0; index < names; index++) this.#event(`name ${which * (names / 2) + index}`, day)
  }

  #event(what: string, day: string): void {
    const name = `${what} of ${this.#number}`
    this.visits.event(name)
    this.#add('events', name, day)
  }

  #add(dimension: Dimension, value: string, day: string): void {
    for (const period of [day, 'total']) {
      const name = nameOf(dimension, period, value)
      this.sent.set(name, (this.sent.get(name) ?? 0) + 1)
    }
  }

  /** Until the store has answered to all. */
  async settle(): Promise<void> {
    await until('the store has everything', async () => {
      await this.visits.flush()
      return !this.visits.problems.some((problem) => problem.includes('they wait here'))
    })
  }

  /** Stops it as a site does. */
  async stop(): Promise<boolean> {
    const isAllThere = await this.visits.stop({ deadline: 20_000 })
    await this.#end()
    return isAllThere
  }

  async kill(): Promise<void> {
    await this.visits.stop({ deadline: 0 })
    await this.#end()
  }

  async #end(): Promise<void> {
    this.#connected.end()
    await this.#site.close()
  }
}
