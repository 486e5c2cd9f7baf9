import { byHand } from '../classifying/left-out.ts'
import type { Hit, SiteEvent } from '../hit.ts'
import { maskedName, maskedNetwork } from './masked.ts'
import { goneAfter, type RecentHit, type Seen } from './presence.ts'

const mostPeople = 1_000
const mostRecent = 20

/** Whom this process has seen of late: at most 1,000 people, with 20 hits each. */
export class OwnPeople {
  readonly #isUnmasked: boolean
  readonly #people = new Map<string, Seen>()
  readonly #changed = new Set<string>()

  constructor(isUnmasked: boolean) {
    this.#isUnmasked = isUnmasked
  }

  hit({ at, person, leftOut, method, route, path, visitor }: Hit): void {
    if (person === undefined || !(leftOut === undefined || byHand.has(leftOut))) return
    const page = route ?? path
    const network = visitor?.network
    this.#add(person.id, {
      name: this.#isUnmasked ? person.name : maskedName(person.name),
      address: network === undefined || this.#isUnmasked ? network : maskedNetwork(network),
      where: leftOut === undefined ? page : undefined,
      hits: 1,
      hit: { time: at.time, kind: 'request', what: `${method} ${page}` },
    })
  }

  event({ at, person, name }: SiteEvent): void {
    const known = person && this.#people.get(person.id)
    // Who only does something by other means than the site's pages is nowhere on it.
    if (known === undefined) return
    this.#add(known.id, { ...known, where: undefined, hits: 0, hit: { time: at.time, kind: 'event', what: name } })
  }

  /** Takes out who has changed since it was asked last, who came last at the end. */
  takeChanged(): Seen[] {
    const changed = [...this.#changed].flatMap((id) => this.#people.get(id) ?? [])
    this.#changed.clear()
    return changed
  }

  #add(
    id: string,
    seen: { name: string; address: string | undefined; where: string | undefined; hits: number; hit: RecentHit },
  ): void {
    const { name, address, where, hits, hit } = seen
    const before = this.#people.get(id)
    const known = before !== undefined && hit.time - before.last < goneAfter ? before : undefined
    // In the order of their last requests, so that the first one is who has been away for longest.
    this.#people.delete(id)
    this.#people.set(id, {
      id,
      name,
      address,
      where: where ?? known?.where ?? '',
      since: known?.since ?? hit.time,
      last: Math.max(hit.time, known?.last ?? 0),
      hits: (known?.hits ?? 0) + hits,
      recent: [...(known?.recent ?? []), hit].slice(-mostRecent),
    })
    this.#changed.delete(id)
    this.#changed.add(id)
    const [longest] = this.#people.keys()
    if (this.#people.size > mostPeople && longest !== undefined) this.#people.delete(longest)
  }
}
