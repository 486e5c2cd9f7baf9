import { type Arm, rateOf } from './arm.ts'

/** How many units, both variants together, the interval is narrowest for; it holds for any number. */
const tunedFor = 5_000

/**
 * Between which numbers the difference of two rates lies, the variant’s minus the control’s, at all looks together with a
 * probability of 1 - `alpha`: one may look every day, and stop when one likes. The asymptotic confidence sequence of
 * Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and asymptotic confidence sequences"
 * (2021, 2024), as GrowthBook’s sequential testing has it.
 */
export function differenceInterval(control: Arm, variant: Arm, alpha: number): [low: number, high: number] {
  const units = control.units + variant.units
  const [a, b] = [rateOf(control), rateOf(variant)]
  const variance = varianceOf(control) / control.units + varianceOf(variant) / variant.units
  const log = -2 * Math.log(alpha)
  const rho2 = (log + Math.log(log + 1)) / tunedFor
  const grown = units * rho2 + 1
  const halfWidth = Math.sqrt((variance * 2 * grown * Math.log(Math.sqrt(grown) / alpha)) / (units * rho2))
  return [Math.max(b - a - halfWidth, -1), Math.min(b - a + halfWidth, 1)]
}

// With one more of each, as a rate of 0 or 1 has no variance by what was seen, and is not certain for that.
function varianceOf({ units, conversions }: Arm): number {
  const rate = (conversions + 1) / (units + 2)
  return rate * (1 - rate)
}
