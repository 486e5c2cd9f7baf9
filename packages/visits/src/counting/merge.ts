import type { Dimension } from './dimension.ts'

/** How two numbers of one value become one: counts are added, of a sketch's registers the greater one stays. */
export function merging(dimension: Dimension): (a: number, b: number) => number {
  return dimension === 'visitors' ? Math.max : (a, b) => a + b
}

/** Merges counts into others. */
export function mergeInto(
  counts: Map<string, number>,
  more: ReadonlyMap<string, number>,
  merged: (a: number, b: number) => number,
): void {
  for (const [value, count] of more) counts.set(value, merged(counts.get(value) ?? 0, count))
}
