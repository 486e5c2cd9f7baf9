import type { Hit, SiteEvent } from './hit.ts'
import type { RawRequest } from './listening/exchange.ts'

/**
 * Where hits and events go: the counters are one. A sink takes them in at once, holds them within a bound of its own, and
 * brings them to its store beside the requests.
 */
export interface Sink {
  /** Takes in a request that ended. Does not wait for anything. */
  hit(hit: Hit, request: RawRequest): void
  event(event: SiteEvent): void
  /** Resolves once what was taken in so far is in the store; never rejects. */
  flush(): Promise<void>
  /** How much of it the store has not acknowledged. */
  readonly waiting: number
  /** Whether the store did not tell, when it was last asked, that it still holds what it was given. */
  readonly isInDoubt?: boolean
  /** Whether the store said no for good. */
  readonly isRefused: boolean
  /** What it takes in, in messages, like `counts`. */
  readonly what: string
  /** The name of the store that it brings them to, in messages, like `SQLite`. */
  readonly storeName: string
  /** Ends timers. What is not in the store by now is lost. */
  stop(): void
}
