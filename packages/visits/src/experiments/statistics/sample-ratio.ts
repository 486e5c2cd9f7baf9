import { chiSquareTail } from './chi-square.ts'

/** Below this probability something other than chance has made the groups. */
const beyondChance = 0.001

/** Whether the units are spread over the variants otherwise than by their weights and chance: the groups differ by more than
 * what they were shown, then, and can’t be compared. */
export function isRatioOff(units: readonly number[], weights: readonly number[]): boolean {
  const all = units.reduce((sum, count) => sum + count, 0)
  const weighed = weights.reduce((sum, weight) => sum + weight, 0)
  if (all === 0 || weighed === 0) return false
  let sum = 0
  let groups = 0
  for (const [at, count] of units.entries()) {
    const expected = (all * (weights[at] ?? 0)) / weighed
    if (expected === 0) {
      if (count > 0) return true
      continue
    }
    sum += (count - expected) ** 2 / expected
    groups++
  }
  return groups > 1 && chiSquareTail(sum, groups - 1) < beyondChance
}
