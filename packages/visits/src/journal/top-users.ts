import type { Report } from '../problems.ts'
import type { UserCount } from '../users/user-count.ts'

const refreshEvery = 10 * 60_000
const retryEvery = 30_000

/** Who is among the top users: asked for beside the requests, and again every 10 minutes while somebody is there. */
export class TopUsers {
  readonly #ask: () => Promise<UserCount[]>
  readonly #report: Report
  #ids: ReadonlySet<string> = new Set()
  #next = 0

  constructor(ask: () => Promise<UserCount[]>, report: Report) {
    this.#ask = ask
    this.#report = report
  }

  has(id: string): boolean {
    const now = performance.now()
    if (now >= this.#next) {
      this.#next = now + refreshEvery
      void this.#refresh()
    }
    return this.#ids.has(id)
  }

  async #refresh(): Promise<void> {
    try {
      const users = await this.#ask()
      this.#ids = new Set(users.map((user) => user.id))
      // A new site has nobody yet.
      if (users.length === 0) this.#next = performance.now() + retryEvery
    } catch (error) {
      this.#next = performance.now() + retryEvery
      this.#report(error)
    }
  }
}
