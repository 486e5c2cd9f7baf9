import type { JournalHit } from '../journal/journal-hit.ts'
import type { ActivitiesReport } from './activities-report.ts'
import { activitiesOf } from './activity.ts'
import type { ActivityRule } from './activity-rule.ts'
import { derive, type Span } from './derive.ts'
import { notesOnRules } from './notes-on-rules.ts'
import { versionOf } from './version.ts'

const minute = 60_000

/** Adds up what users did, one user after another. */
export class AddingUp {
  readonly #rules: readonly ActivityRule[]
  readonly #activities
  readonly #matched: number[]
  readonly #done = new Map<string, { users: number; times: number; hits: number; milliseconds: number }>()
  readonly #uncovered = new Map<string, { kind: JournalHit['kind']; what: string; users: number; hits: number }>()
  #users = 0
  #hits = 0
  #ignored = 0

  constructor(rules: readonly ActivityRule[]) {
    this.#rules = rules
    this.#activities = activitiesOf(rules)
    this.#matched = rules.map(() => 0)
  }

  /** @param hits All of one user. */
  add(hits: readonly JournalHit[]): void {
    if (hits.length === 0) return
    this.#users++
    this.#hits += hits.length
    for (const [index, { matches }] of this.#activities.entries())
      this.#matched[index] = (this.#matched[index] as number) + hits.filter(matches).length
    const { spans, uncovered, ignored } = derive(this.#activities, hits)
    this.#ignored += ignored.length
    this.#addSpans(spans)
    this.#addUncovered(uncovered)
  }

  get report(): ActivitiesReport {
    const nothing = { users: 0, times: 0, hits: 0, milliseconds: 0 }
    const counted = this.#activities.filter(({ isIgnored }) => !isIgnored)
    return {
      version: versionOf(this.#rules),
      users: this.#users,
      hits: this.#hits,
      activities: counted.map(({ name }) => {
        const { milliseconds, ...counts } = this.#done.get(name) ?? nothing
        return { activity: name, ...counts, minutes: Math.round(milliseconds / minute) }
      }),
      uncovered: [...this.#uncovered.values()].sort((a, b) => b.hits - a.hits || (a.what < b.what ? -1 : 1)),
      ignored: this.#ignored,
      notes: notesOnRules(this.#rules, this.#matched, this.#hits),
    }
  }

  #addSpans(spans: readonly Span<JournalHit>[]): void {
    const known = new Set<string>()
    for (const { activity, hits } of spans) {
      const done = this.#done.get(activity) ?? { users: 0, times: 0, hits: 0, milliseconds: 0 }
      this.#done.set(activity, done)
      if (!known.has(activity)) done.users++
      known.add(activity)
      done.times++
      done.hits += hits.length
      done.milliseconds += (hits.at(-1)?.time ?? 0) - (hits[0]?.time ?? 0)
    }
  }

  #addUncovered(hits: readonly JournalHit[]): void {
    const known = new Set<string>()
    for (const { kind, what } of hits) {
      const key = `${kind} ${what}`
      const count = this.#uncovered.get(key) ?? { kind, what, users: 0, hits: 0 }
      this.#uncovered.set(key, count)
      if (!known.has(key)) count.users++
      known.add(key)
      count.hits++
    }
  }
}
