import { equalWeights } from '../assigning/ranges.ts'
import type { Experiment } from '../experiment.ts'

/**
 * What decides who is shown what, as one text: once it changes, units of before and after can’t be compared. A greater coverage
 * changes nobody’s variant, and the rest only what is looked at.
 */
export function definitionOf(name: string, { variants, weights, seed = name, namespace }: Experiment): string {
  return JSON.stringify({ variants, weights: weights ?? equalWeights(variants.length), seed, namespace })
}
