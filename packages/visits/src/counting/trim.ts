import { other } from './dimension.ts'

/** Folds all but the greatest counts into `(other)`, once there are more than twice as many; the sum stays. */
export function trim(counts: Map<string, number>, values: number): void {
  if (counts.size <= 2 * values) return
  const surplus = counts.size - values
  // A list of numbers sorts many times faster than one of entries, and a flood of junk has this done often.
  const sorted = Float64Array.from(counts.values()).sort()
  const least = sorted[surplus] ?? 0
  let equal = surplus - sorted.findIndex((count) => count >= least)
  let folded = 0
  for (const [value, count] of counts) {
    if (value === other || count > least || (count === least && equal-- <= 0)) continue
    folded += count
    counts.delete(value)
  }
  if (folded > 0) counts.set(other, (counts.get(other) ?? 0) + folded)
}
