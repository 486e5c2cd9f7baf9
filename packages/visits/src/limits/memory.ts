import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Window, WindowKey } from './windows.ts'

/** What this process knows of windows: at most so many of them, those that were not asked for longest go first. */
export class MemoryWindows {
  // What is too much is decided elsewhere: here requests are counted only.
  readonly #limiter = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: 0, keyPrefix: '' })
  /** In the order of their last use: the limiter itself has no bound. */
  readonly #names = new Set<string>()
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  async add(key: WindowKey): Promise<Window> {
    const name = nameOf(key)
    await this.#use(name)
    return windowOf(await this.#limiter.penalty(name, 1, { customDuration: key.seconds }))
  }

  /**
   * Takes over what the store knows of a window. Where more requests were counted here, as while the store was away, they
   * stand; the request itself is one more then.
   *
   * @returns The window that holds.
   */
  async align(key: WindowKey, shared: Window): Promise<Window> {
    const name = nameOf(key)
    const known = await this.#limiter.get(name)
    if (known !== null && known.msBeforeNext > 0 && known.consumedPoints >= shared.count) return this.add(key)
    await this.#use(name)
    await this.#limiter.set(name, shared.count, Math.max(shared.endsAt - Date.now(), 1) / 1000)
    return shared
  }

  async #use(name: string): Promise<void> {
    this.#names.delete(name)
    this.#names.add(name)
    if (this.#names.size <= this.#most) return
    const [oldest = ''] = this.#names
    this.#names.delete(oldest)
    await this.#limiter.delete(oldest)
  }
}

const nameOf = ({ form, network, seconds }: WindowKey) => `${seconds} ${network} ${form}`

const windowOf = ({ consumedPoints, msBeforeNext }: { consumedPoints: number; msBeforeNext: number }): Window => ({
  count: consumedPoints,
  endsAt: Date.now() + msBeforeNext,
})
