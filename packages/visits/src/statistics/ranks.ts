/** The rank of each value from the smallest up, the mean of their ranks for equal ones; doubled, so that all are whole. */
export function doubledRanks(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number))
  const ranks = new Array<number>(values.length)
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end + 1 < order.length && values[order[end + 1] as number] === values[order[start] as number]) end++
    for (let place = start; place <= end; place++) ranks[order[place] as number] = start + end + 2
    start = end + 1
  }
  return ranks
}
