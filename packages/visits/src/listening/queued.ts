import type { EventEmitter } from 'node:events'
import type { RawRequest, RawResponse } from './exchange.ts'

/**
 * Responses to pipelined requests wait for those before them, without a socket: Node does not tell them that the client went
 * away.
 */
export class Queued {
  readonly #waiting = new WeakMap<EventEmitter, Set<RawResponse>>()
  readonly #closed: (response: RawResponse) => void

  constructor(closed: (response: RawResponse) => void) {
    this.#closed = closed
  }

  /** Those that wait on the same connection, if this response has to. */
  add({ socket }: RawRequest, response: RawResponse): Set<RawResponse> | undefined {
    const current = (socket as { _httpMessage?: RawResponse | null } | undefined)?._httpMessage
    if (!current || current === response) return undefined
    let waiting = this.#waiting.get(socket)
    if (waiting === undefined) {
      waiting = new Set()
      this.#waiting.set(socket, waiting)
      // Once for all: one listener for each would be more than an emitter takes for well-meant.
      const all = waiting
      socket.once('close', () => all.forEach(this.#closed))
    }
    return waiting.add(response)
  }
}
