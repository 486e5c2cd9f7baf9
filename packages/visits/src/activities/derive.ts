import type { Activity } from './activity.ts'
import type { ActivityHit } from './pattern.ts'
import { spansOf } from './spans.ts'

/** One time that a user did something that a rule names. */
export interface Span<H> {
  readonly activity: string
  /** Its hits in their order, at least one. Other hits may lie between them. */
  readonly hits: readonly H[]
}

/** What became of a user's hits. Each of them is in one place. */
export interface Derived<H> {
  /** In the order of their first hits. */
  readonly spans: readonly Span<H>[]
  /** Hits that no activity covers, in their order. */
  readonly uncovered: readonly H[]
  /** Hits of rules that ignore them. */
  readonly ignored: readonly H[]
}

/**
 * What a user did, out of hits that are in order of time. Where several rules want a hit, the first one has it; one of which there
 * is not enough leaves its hits to the others.
 */
export function derive<H extends ActivityHit>(activities: readonly Activity[], hits: readonly H[]): Derived<H> {
  const spans: Span<H>[] = []
  const ignored: H[] = []
  let rest = hits
  for (const activity of activities) {
    const matching = rest.filter(activity.matches)
    if (matching.length === 0) continue
    const found = spansOf(activity, matching)
    const taken = new Set(found.flat())
    rest = rest.filter((hit) => !taken.has(hit))
    if (activity.isIgnored) ignored.push(...taken)
    else for (const own of found) spans.push({ activity: activity.name, hits: own })
  }
  return { spans: spans.sort((a, b) => startOf(a) - startOf(b)), uncovered: rest, ignored }
}

const startOf = ({ hits }: Span<ActivityHit>) => (hits[0] as ActivityHit).time
