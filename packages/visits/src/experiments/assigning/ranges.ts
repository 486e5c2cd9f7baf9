/** From its first number up to its second, which is not in it. */
export type Range = readonly [from: number, to: number]

export const isWithin = (number: number, [from, to]: Range): boolean => number >= from && number < to

/** Each variant’s share of all units, and of that the part that takes part: the rest of it grows into nobody else’s. */
export function rangesOf(weights: readonly number[], coverage: number): Range[] {
  let from = 0
  return weights.map((weight) => {
    const range = [from, from + coverage * weight] as const
    from += weight
    return range
  })
}

export const equalWeights = (count: number): number[] => Array.from({ length: count }, () => 1 / count)
