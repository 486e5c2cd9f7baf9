const slots = 2 ** 16
const tries = 8

/**
 * Marks of late, some 50,000: where there is no room for one, another is forgotten. It fits a processor's cache; a set of
 * JavaScript takes ten times as much, and a hit would spend most of its time in waits for memory.
 */
export class Marks {
  /** 0 for none. */
  readonly #slots = new Int32Array(slots)

  has(mark: number): boolean {
    for (let step = 0; step < tries; step++) if (this.#slots[slotOf(mark, step)] === mark) return true
    return false
  }

  add(mark: number): void {
    let step = 0
    while (step < tries && this.#slots[slotOf(mark, step)] !== 0) step++
    this.#slots[slotOf(mark, step % tries)] = mark
  }

  clear(): void {
    this.#slots.fill(0)
  }
}

const slotOf = (mark: number, step: number) => (mark + step) & (slots - 1)
