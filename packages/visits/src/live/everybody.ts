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
      const known = this.#people.get(one.id)
      if (known === undefined && this.#people.size >= mostPeople) continue
      this.#people.set(one.id, (known ?? new Map()).set(process, one))
    }
  }

  /** Who is here, who came last first. */
  at(time: number): LivePerson[] {
    const here: LivePerson[] = []
    for (const [id, byProcess] of this.#people) {
      for (const [process, { last }] of byProcess) if (time - last >= goneAfter) byProcess.delete(process)
      if (byProcess.size === 0) this.#people.delete(id)
      else here.push(this.#merged([...byProcess.values()]))
    }
    return here.sort((a, b) => b.last - a.last || (a.id < b.id ? -1 : 1))
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
