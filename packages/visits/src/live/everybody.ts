import type { Activity } from '../activities/activity.ts'
import { derive } from '../activities/derive.ts'
import { goneAfter, type LivePerson, type Seen } from './presence.ts'

const mostPeople = 5_000

/** Whom all processes have seen: what each tells of somebody takes the place of what it told before. */
export class Everybody {
  readonly #activities: readonly Activity[]
  readonly #people = new Map<string, Map<string, Seen>>()

  constructor(activities: readonly Activity[]) {
    this.#activities = activities
  }

  /** Takes in what a process has told. */
  take(process: string, seen: readonly Seen[]): void {
    for (const one of seen) {
      const known = this.#people.get(one.id) ?? new Map()
      // In the order of what was told of them, so that the first one has done nothing for longest.
      this.#people.delete(one.id)
      this.#people.set(one.id, known.set(process, one))
      const [longest] = this.#people.keys()
      if (this.#people.size > mostPeople && longest !== undefined) this.#people.delete(longest)
    }
  }

  /** Who is here, who came last first; within one millisecond whom was told of last. */
  at(time: number): LivePerson[] {
    const here: LivePerson[] = []
    for (const [id, byProcess] of this.#people) {
      for (const [process, { last }] of byProcess) if (time - last >= goneAfter) byProcess.delete(process)
      if (byProcess.size === 0) this.#people.delete(id)
      else here.push(this.#merged([...byProcess.values()]))
    }
    return here.reverse().sort((a, b) => b.last - a.last)
  }

  #merged(all: readonly Seen[]): LivePerson {
    const latest = all.reduce((one, other) => (other.last > one.last ? other : one))
    const { id, name, address, where, last } = latest
    const recent = all.flatMap((one) => one.recent).sort((a, b) => a.time - b.time)
    const { spans } = derive(this.#activities, recent)
    const doing = spans.find(({ hits }) => hits.includes(recent.at(-1) as (typeof recent)[number]))
    return {
      id,
      name,
      address,
      where,
      since: Math.min(...all.map(({ since }) => since)),
      last,
      hits: all.reduce((sum, { hits }) => sum + hits, 0),
      activity: doing?.activity,
    }
  }
}
