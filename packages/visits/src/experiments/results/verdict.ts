import { defaultMinimum, type Experiment } from '../experiment.ts'
import { percent, points } from './in-words.ts'
import type { VariantResult } from './results.ts'

export interface Judged {
  readonly winner: string | undefined
  readonly verdict: string
}

const open = (verdict: string): Judged => ({ winner: undefined, verdict })

/** Says which variant won, if one did. */
export function judge(variants: readonly VariantResult[], experiment: Experiment, isRatioOff: boolean): Judged {
  const { minimum = defaultMinimum } = experiment
  const [control, ...others] = variants as [VariantResult, ...VariantResult[]]
  if (variants.every(({ units }) => units === 0)) return open('Nobody has been shown it yet.')
  if (isRatioOff) {
    return open(
      'No verdict: visitors are spread over the variants otherwise than by their weights and chance, so that the groups can’t be compared.',
    )
  }
  const few = variants.reduce((least, variant) => (variant.units < least.units ? variant : least))
  if (few.units < minimum) {
    return open(`Too early to tell: each variant needs ${minimum} visitors, and ${few.name} has ${few.units}.`)
  }
  const better = others.filter(({ interval }) => interval !== undefined && interval[0] > 0)
  if (better.length > 0) {
    const best = better.reduce((best, variant) => (variant.rate > best.rate ? variant : best))
    return { winner: best.name, verdict: isBetter(best, control, best, experiment.goal) }
  }
  if (others.every(({ interval }) => interval !== undefined && interval[1] < 0)) {
    const next = others.reduce((best, variant) => (variant.rate > best.rate ? variant : best))
    return { winner: control.name, verdict: isBetter(control, next, next, experiment.goal) }
  }
  const nearest = others.reduce((best, variant) => (variant.rate > best.rate ? variant : best))
  return open(`No winner yet: ${nearest.name} minus ${control.name} is ${between(nearest)}.`)
}

const isBetter = (winner: VariantResult, loser: VariantResult, compared: VariantResult, goal: string) =>
  `${winner.name} is better than ${loser.name}: of its visitors ${percent(winner.rate)} reach “${goal}”, of the other’s ` +
  `${percent(loser.rate)}. The difference is ${between(compared)}.`

const between = ({ interval = [0, 0] }: VariantResult) =>
  `between ${points(interval[0])} and ${points(interval[1])} percentage points`
