const idle = 0
const busy = 1
const over = 2

/**
 * Tells two threads whether one of them works, so that the process does not end meanwhile: libsql 0.5.29 aborts the whole
 * process, whatever its exit code was to be, when its thread is ended within a call.
 */
export class Turn {
  /** What the other thread makes its own of. */
  readonly shared: SharedArrayBuffer
  readonly #state: Int32Array<SharedArrayBuffer>

  /** A new one is the worker's, who still has to load. */
  constructor(shared?: SharedArrayBuffer) {
    this.shared = shared ?? new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
    this.#state = new Int32Array(this.shared)
    if (shared === undefined) Atomics.store(this.#state, 0, busy)
  }

  /** The worker begins; false where it must not any more. */
  begin(): boolean {
    return Atomics.compareExchange(this.#state, 0, idle, busy) !== over
  }

  /** The worker has done its work. */
  end(): void {
    Atomics.compareExchange(this.#state, 0, busy, idle)
    Atomics.notify(this.#state, 0)
  }

  /** Blocks until the worker has done what it is at, and lets it begin nothing more; for so many milliseconds at most. */
  stop(patience: number): void {
    const last = Date.now() + patience
    while (Atomics.compareExchange(this.#state, 0, idle, over) === busy && Date.now() < last) {
      Atomics.wait(this.#state, 0, busy, last - Date.now())
    }
  }
}
