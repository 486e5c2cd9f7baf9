/** Where a figure lies, but for 5 % of cases. */
export interface Interval {
  readonly low: number
  readonly high: number
}

const resamples = 1_000

/**
 * Where the difference of two groups' means lies, by drawing both anew from themselves, 1,000 times: Efron's percentile
 * interval (1979).
 *
 * @param draw Numbers from 0 up to 1, from a seed.
 */
export function differenceOfMeans(first: readonly number[], second: readonly number[], draw: () => number): Interval {
  const differences = new Float64Array(resamples)
  for (let index = 0; index < resamples; index++) differences[index] = meanOf(first, draw) - meanOf(second, draw)
  differences.sort()
  return {
    low: differences[Math.floor(resamples * 0.025)] as number,
    high: differences[Math.ceil(resamples * 0.975) - 1] as number,
  }
}

function meanOf(values: readonly number[], draw: () => number): number {
  let sum = 0
  for (let count = values.length; count > 0; count--) sum += values[Math.floor(draw() * values.length)] as number
  return sum / values.length
}
