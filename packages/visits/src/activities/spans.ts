import type { Activity } from './activity.ts'
import type { ActivityHit } from './pattern.ts'

/**
 * The hits of each time that an activity was done, out of those that match it: no pause is longer than its gap, and there is
 * enough of it, in each `within` where it has one.
 */
export function spansOf<H extends ActivityHit>(activity: Activity, matching: readonly H[]): H[][] {
  return runs(matching, activity.gap).flatMap((run) => dense(activity, run))
}

function runs<H extends ActivityHit>(hits: readonly H[], gap: number): H[][] {
  const found: H[][] = []
  for (const [index, hit] of hits.entries()) {
    const before = hits[index - 1]
    if (before !== undefined && hit.time - before.time <= gap) found.at(-1)?.push(hit)
    else found.push([hit])
  }
  return found
}

/** What of a run lies in a stretch of `within` that has enough of the activity. */
function dense<H extends ActivityHit>(activity: Activity, run: readonly H[]): H[][] {
  const { needs, minHits, within } = activity
  const seen = needs.map(() => 0)
  const count = (hit: H, change: 1 | -1) => {
    for (const [index, matches] of needs.entries()) if (matches(hit)) seen[index] = (seen[index] as number) + change
  }
  const stretches: [start: number, end: number][] = []
  let start = 0
  for (const [end, hit] of run.entries()) {
    count(hit, 1)
    while (hit.time - (run[start] as H).time > within) count(run[start++] as H, -1)
    if (end - start + 1 < minHits || seen.includes(0)) continue
    const last = stretches.at(-1)
    if (last !== undefined && start <= last[1] + 1) last[1] = end
    else stretches.push([start, end])
  }
  return stretches.map(([from, to]) => run.slice(from, to + 1))
}
