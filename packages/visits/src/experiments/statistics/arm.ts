/** What was counted of one variant. */
export interface Arm {
  /** How many units were shown it. */
  readonly units: number
  /** How many of them reached the goal afterwards. */
  readonly conversions: number
}

export const rateOf = ({ units, conversions }: Arm): number => (units === 0 ? 0 : conversions / units)
