import { performance } from 'node:perf_hooks'
import { peerOf } from 'analytical'
import type { Ended, RawRequest, RawResponse } from './exchange.ts'
import { Queued } from './queued.ts'

/** A request from its start to the end of its response. */
class Exchange implements Ended {
  readonly request: RawRequest
  readonly response: RawResponse
  readonly address: string
  readonly remoteAddress: string | undefined
  time = 0
  duration = 0
  aborted = false
  /** Those that wait on the connection, of which it is one. */
  queue: Set<RawResponse> | undefined
  readonly #startedAt = performance.now()

  constructor(request: RawRequest, response: RawResponse) {
    const { url = '', socket } = request
    this.request = request
    this.response = response
    this.address = url
    this.remoteAddress = peerOf(socket)
  }

  end(aborted: boolean): void {
    this.time = Date.now()
    this.duration = performance.now() - this.#startedAt
    this.aborted = aborted
    this.queue?.delete(this.response)
  }
}

type Followed = RawResponse & Record<symbol, Exchange | undefined>

/** Follows each request from its start to the one end that it has. */
export class Exchanges {
  /** Where a response keeps what has begun with it: a WeakMap takes three times as long, and burdens the collector. */
  readonly #begun = Symbol('visits: begun')
  readonly #ended: (ended: Ended) => void
  readonly #closed: (this: RawResponse) => void
  readonly #queued = new Queued((response) => this.end(response, true))

  constructor(ended: (ended: Ended) => void) {
    this.#ended = ended
    const exchanges = this
    // One function for all responses: each would cost its own closure.
    this.#closed = function () {
      exchanges.end(this, true)
    }
  }

  /** False for a response that is followed already. */
  begin(request: RawRequest, response: RawResponse): boolean {
    const followed = response as Followed
    if (this.#begun in followed) return false
    const exchange = new Exchange(request, response)
    followed[this.#begun] = exchange
    exchange.queue = this.#queued.add(request, response)
    ;(response as NodeJS.EventEmitter).on('close', this.#closed)
    return true
  }

  /** The response ended, or was aborted; nothing where it has ended before. */
  end(response: RawResponse, aborted: boolean): void {
    const followed = response as Followed
    const exchange = followed[this.#begun]
    if (exchange === undefined) return
    followed[this.#begun] = undefined
    exchange.end(aborted)
    this.#ended(exchange)
  }
}
