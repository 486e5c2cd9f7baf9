import type { Ended, RawRequest, RawResponse } from './exchange.ts'

/** What is known of a request from its start on. */
class Begun {
  readonly request: RawRequest
  readonly address: string
  readonly remoteAddress: string | undefined
  readonly #at = performance.now()

  constructor(request: RawRequest) {
    const { url = '', socket } = request
    this.request = request
    this.address = url
    this.remoteAddress = socket?.remoteAddress
  }

  end(response: RawResponse, aborted: boolean): Ended {
    const { request, address, remoteAddress } = this
    const duration = performance.now() - this.#at
    return { request, response, address, remoteAddress, time: Date.now(), duration, aborted }
  }
}

type Followed = RawResponse & Record<symbol, Begun | undefined>

/** Follows each request from its start to the one end that it has. */
export class Exchanges {
  /** Where a response keeps what has begun with it: a WeakMap takes three times as long, and burdens the collector. */
  readonly #begun = Symbol('visits: begun')
  readonly #ended: (ended: Ended) => void
  readonly #closed: (this: RawResponse) => void

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
    followed[this.#begun] = new Begun(request)
    ;(response as NodeJS.EventEmitter).on('close', this.#closed)
    return true
  }

  /** The response ended, or was aborted; nothing where it has ended before. */
  end(response: RawResponse, aborted: boolean): void {
    const followed = response as Followed
    const begun = followed[this.#begun]
    if (begun === undefined) return
    followed[this.#begun] = undefined
    this.#ended(begun.end(response, aborted))
  }
}
