/**
 * Each p corrected for how many there are, after Benjamini and Hochberg (1995): of those of at most q, a share of q is to be
 * expected to be there by chance.
 */
export function corrected(ps: readonly number[]): number[] {
  const order = ps.map((_, index) => index).sort((a, b) => (ps[b] as number) - (ps[a] as number))
  const result = new Array<number>(ps.length)
  let least = 1
  for (const [place, index] of order.entries()) {
    least = Math.min(least, ((ps[index] as number) * ps.length) / (ps.length - place))
    result[index] = least
  }
  return result
}
