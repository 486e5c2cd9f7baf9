import type { Visitor } from '../classifying/visitor.ts'

/** Different visitors. By user agent first, as few have the same network: joining both to one text costs more than the rest. */
export class VisitorSet {
  readonly #networks = new Map<string, Set<string>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  add({ userAgent, network }: Visitor): void {
    let networks = this.#networks.get(userAgent)
    if (networks === undefined) {
      networks = new Set()
      this.#networks.set(userAgent, networks)
    }
    const before = networks.size
    networks.add(network)
    this.#size += networks.size - before
  }

  *[Symbol.iterator](): Iterator<Visitor> {
    for (const [userAgent, networks] of this.#networks) for (const network of networks) yield { userAgent, network }
  }
}
