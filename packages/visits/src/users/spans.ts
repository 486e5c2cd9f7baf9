/** From a user's first request to the last one without a pause between, in milliseconds since 1970. */
export type Span = readonly [start: number, end: number]

const minute = 60_000

/**
 * Brings spans together, in any order and from any process: two without a pause between them are one. So it is the same
 * whatever came first, however often, and whichever way a clock went.
 *
 * @param pause The milliseconds that end a visit.
 */
export function mergeSpans(spans: readonly Span[], pause: number): Span[] {
  const merged: Span[] = []
  for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
    const last = merged.at(-1)
    if (last === undefined || start - last[1] >= pause) merged.push([start, end])
    else merged[merged.length - 1] = [last[0], Math.max(last[1], end)]
  }
  return merged
}

/** Whole minutes from the first request of each visit to its last; a visit of one request has one. */
export function minutesOf(spans: readonly Span[]): number {
  return spans.reduce((minutes, [start, end]) => minutes + Math.floor((end - start) / minute) + 1, 0)
}
