import type { EventEmitter } from 'node:events'
import { performance } from 'node:perf_hooks'
import { peerOf } from 'analytical'
import type { Ended, RawRequest, RawResponse } from './exchange.ts'

/** What closes when a client goes away: the socket; in HTTP/2, which has one for all, the response. */
type Connection = EventEmitter & Record<symbol, Exchange | undefined>

const connectionOf = ({ socket }: RawRequest, response: RawResponse) =>
  ('stream' in response || typeof socket?.on !== 'function' ? response : socket) as unknown as Connection

/** A request from its start to the end of its response. */
class Exchange implements Ended {
  readonly request: RawRequest
  readonly response: RawResponse
  readonly address: string
  readonly remoteAddress: string | undefined
  readonly connection: Connection
  time = 0
  duration = 0
  aborted = false
  /** The one before it on the same connection, which has not ended either: a client may ask on without waiting. */
  before: Exchange | undefined
  readonly #startedAt = performance.now()

  constructor(request: RawRequest, response: RawResponse) {
    const { url = '', socket } = request
    this.request = request
    this.response = response
    this.address = url
    this.remoteAddress = peerOf(socket)
    this.connection = connectionOf(request, response)
  }

  end(aborted: boolean): void {
    this.time = Date.now()
    this.duration = performance.now() - this.#startedAt
    this.aborted = aborted
    this.before = undefined
  }
}

type Followed = RawResponse & Record<symbol, Exchange | undefined>

/** Follows each request from its start to the one end that it has. */
export class Exchanges {
  /** Where a response keeps what has begun with it: a WeakMap takes three times as long, and burdens the collector. */
  readonly #begun = Symbol('visits: begun')
  /** Where a connection keeps the last that has not ended. */
  readonly #last = Symbol('visits: last')
  readonly #ended: (ended: Ended) => void
  readonly #closed: (this: Connection) => void

  constructor(ended: (ended: Ended) => void) {
    this.#ended = ended
    const exchanges = this
    // One function for all connections: each would cost its own closure.
    this.#closed = function () {
      exchanges.#abort(this)
    }
  }

  /** False for a response that is followed already. */
  begin(request: RawRequest, response: RawResponse): boolean {
    const followed = response as Followed
    if (this.#begun in followed) return false
    const exchange = new Exchange(request, response)
    followed[this.#begun] = exchange
    const { connection } = exchange
    if (!(this.#last in connection)) connection.on('close', this.#closed)
    exchange.before = connection[this.#last]
    connection[this.#last] = exchange
    return true
  }

  /** The response ended, or was aborted; nothing where it has ended before. */
  end(response: RawResponse, aborted: boolean): void {
    const followed = response as Followed
    const exchange = followed[this.#begun]
    if (exchange === undefined) return
    followed[this.#begun] = undefined
    // Those before it have ended: on one connection responses are sent in the order of their requests.
    const { connection } = exchange
    if (connection[this.#last] === exchange) connection[this.#last] = undefined
    exchange.end(aborted)
    this.#ended(exchange)
  }

  /** The client went away: what has not ended, Node does not tell of as long as it waits for those before it. */
  #abort(connection: Connection): void {
    const open: Exchange[] = []
    for (let one = connection[this.#last]; one !== undefined; one = one.before) open.unshift(one)
    for (const { response } of open) this.end(response, true)
  }
}
