import { upperTail } from './normal.ts'
import { doubledRanks } from './ranks.ts'

/** How the values of two groups lie to each other. */
export interface MannWhitney {
  /** How often a value of the first group is greater than one of the second, ties counting half: 0.5 where they are alike. */
  readonly superiority: number
  /** How likely it is to lie that far from 0.5, to either side, where the groups do not differ. */
  readonly p: number
}

const mostExact = 50

/**
 * The test of Mann and Whitney (1947), of two groups with a value at least. Up to 50 values together its p is exact, given the
 * ties; beyond, of the normal distribution, corrected for ties and continuity.
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): MannWhitney {
  const [m, n] = [first.length, second.length]
  const ranks = doubledRanks([...first, ...second])
  let sum = 0
  for (const rank of ranks.slice(0, m)) sum += rank
  const u = sum / 2 - (m * (m + 1)) / 2
  return { superiority: u / (m * n), p: m + n <= mostExact ? exact(ranks, m, sum) : approximate(ranks, m, u) }
}

function approximate(ranks: readonly number[], m: number, u: number): number {
  const all = ranks.length
  const n = all - m
  const counts = new Map<number, number>()
  for (const rank of ranks) counts.set(rank, (counts.get(rank) ?? 0) + 1)
  let ties = 0
  for (const count of counts.values()) ties += count ** 3 - count
  const variance = ((m * n) / 12) * (all + 1 - ties / (all * (all - 1)))
  if (variance <= 0) return 1
  const distance = Math.max(Math.abs(u - (m * n) / 2) - 0.5, 0)
  return Math.min(2 * upperTail(distance / Math.sqrt(variance)), 1)
}

/** Of all ways to choose `m` of the ranks, how many have a sum as small, or as great. */
function exact(ranks: readonly number[], m: number, sum: number): number {
  const ways = waysToSums(ranks, m)
  let [all, below, above] = [0, 0, 0]
  for (const [reached, count] of ways.entries()) {
    all += count
    if (reached <= sum) below += count
    if (reached >= sum) above += count
  }
  return Math.min((2 * Math.min(below, above)) / all, 1)
}

/** How many choices of `m` ranks have each sum: the shift algorithm of Streitberg and Röhmel (1986). */
function waysToSums(ranks: readonly number[], m: number): Float64Array {
  const most = ranks
    .slice()
    .sort((a, b) => b - a)
    .slice(0, m)
    .reduce((sum, rank) => sum + rank, 0)
  const ways = Array.from({ length: m + 1 }, () => new Float64Array(most + 1))
  ;(ways[0] as Float64Array)[0] = 1
  for (const rank of ranks) {
    for (let chosen = m; chosen >= 1; chosen--) {
      const [without, into] = [ways[chosen - 1] as Float64Array, ways[chosen] as Float64Array]
      for (let sum = most; sum >= rank; sum--) into[sum] = (into[sum] as number) + (without[sum - rank] as number)
    }
  }
  return ways[m] as Float64Array
}
