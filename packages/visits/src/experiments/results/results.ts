/** What was counted of one variant. */
export interface VariantResult {
  readonly name: string
  /** Visitors who were shown it. */
  readonly units: number
  /** How many of them reached the goal afterwards. */
  readonly conversions: number
  /** Conversions per unit, from 0 to 1. */
  readonly rate: number
  /** Its rate minus the control’s; undefined for the control, and where there is nothing to compare. */
  readonly difference: number | undefined
  /**
   * Between what the difference lies, with 95 % certainty over all looks together and all variants. Undefined where the
   * difference is.
   */
  readonly interval: readonly [low: number, high: number] | undefined
}

/** How an experiment stands. */
export interface ExperimentResults {
  readonly name: string
  readonly goal: string
  /** Since when what counts was counted, in milliseconds since 1970; undefined before the first visitor. */
  readonly since: number | undefined
  /** As they are defined: the control first. */
  readonly variants: readonly VariantResult[]
  /** The variant that is better than the control, or the control where all others are worse; undefined as long as that is open. */
  readonly winner: string | undefined
  /** The same in one plain sentence. */
  readonly verdict: string
  /** Visitors left out, as they were shown more than one variant. */
  readonly crossovers: number
  /** What is wrong with the experiment, in plain sentences; empty where all is well. */
  readonly problems: readonly string[]
}
