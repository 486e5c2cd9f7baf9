import type { Experiment } from '../experiment.ts'
import { ascii } from './ascii.ts'
import { bucketOf, placeOf } from './hash.ts'
import { equalWeights, isWithin, rangesOf } from './ranges.ts'

/**
 * The variant that a unit gets, the same on every machine and at every start; undefined for a unit that takes no part, by
 * coverage or namespace.
 */
export function variantOf(name: string, experiment: Experiment, unit: string): string | undefined {
  const { variants, weights = equalWeights(variants.length), coverage = 1, seed = name, namespace } = experiment
  const hashed = ascii(unit)
  if (namespace !== undefined) {
    const [space, from, to] = namespace
    if (!isWithin(placeOf(ascii(space), hashed), [from, to])) return undefined
  }
  const bucket = bucketOf(ascii(seed), hashed)
  return variants[rangesOf(weights, coverage).findIndex((range) => isWithin(bucket, range))]
}
