import { equalWeights } from '../assigning/ranges.ts'
import type { Experiment } from '../experiment.ts'
import { rateOf } from '../statistics/arm.ts'
import { differenceInterval } from '../statistics/interval.ts'
import { isRatioOff } from '../statistics/sample-ratio.ts'
import type { Recorded } from '../tables/counts.ts'
import { counted, dayOf } from './in-words.ts'
import type { ExperimentResults, VariantResult } from './results.ts'
import { judge } from './verdict.ts'

/** How often all intervals of an experiment together may be wrong. */
const errors = 0.05

/** How an experiment stands, by what was recorded of it. */
export function reportOf(name: string, experiment: Experiment, recorded: Recorded): ExperimentResults {
  const { variants, weights = equalWeights(variants.length), goal } = experiment
  const current = recorded.groups.filter(({ before, crossed }) => !before && !crossed)
  const crossovers = unitsOf(recorded.groups.filter(({ before, crossed }) => !before && crossed))
  const arms = variants.map((variant) => current.find((group) => group.variant === variant) ?? none)
  const isOff = isRatioOff(
    arms.map(({ units }) => units),
    weights,
  )
  const [control = none] = arms
  const results = arms.map((arm, at): VariantResult => {
    const { units, conversions } = arm
    const isCompared = at > 0 && units > 0 && control.units > 0 && !isOff
    return {
      name: variants[at] as string,
      units,
      conversions,
      rate: rateOf(arm),
      difference: isCompared ? rateOf(arm) - rateOf(control) : undefined,
      interval: isCompared ? differenceInterval(control, arm, errors / (variants.length - 1)) : undefined,
    }
  })
  const problems = [
    ...(isOff ? [ratio(results, weights)] : []),
    ...changes(name, recorded),
    ...(crossovers > 0 ? [`${counted(crossovers, 'visitor')} saw more than one variant and count for none`] : []),
  ]
  return {
    name,
    goal,
    since: recorded.since,
    variants: results,
    ...judge(results, experiment, isOff),
    crossovers,
    problems,
  }
}

const none = { units: 0, conversions: 0 }

const unitsOf = (groups: Recorded['groups']) => groups.reduce((sum, { units }) => sum + units, 0)

/** What a change of an experiment that runs means; nothing where there was none. */
export function changes(name: string, { began, since, groups }: Recorded): string[] {
  if (since === undefined || since === began) return []
  const before = unitsOf(groups.filter(({ before }) => before))
  return [
    `the variants, weights or seed of ${name} were changed on ${dayOf(since)} while it ran: what was counted before, of ` +
      `${counted(before, 'visitor')}, is left out`,
  ]
}

function ratio(results: readonly VariantResult[], weights: readonly number[]): string {
  const all = results.reduce((sum, { units }) => sum + units, 0)
  const got = results.map(({ name, units }, at) => {
    return `${name} has ${units.toLocaleString('en')} visitors instead of about ${Math.round(all * (weights[at] ?? 0)).toLocaleString('en')}`
  })
  return `${got.join(', ')}: chance alone does that less than once in 1,000 times. Robots, a redirect or an error in one variant may`
}
