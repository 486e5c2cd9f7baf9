/** A unit was shown a variant. */
export interface Exposure {
  readonly experiment: string
  readonly unit: string
  readonly variant: string
  /** The id of the signed-in user it is; null where nobody is known to be. */
  readonly person: string | null
  readonly time: number
  /** Whether it was shown another one, too. */
  readonly crossed: boolean
}

/** A unit reached an experiment’s goal, at this time last. */
export interface Conversion {
  readonly experiment: string
  readonly unit: string
  readonly time: number
}

/** How units are spread over an experiment’s variants from a time on, as one text. */
export interface Definition {
  readonly experiment: string
  readonly text: string
  readonly since: number
}

export interface Records {
  readonly site: string
  readonly definitions: readonly Definition[]
  readonly exposures: readonly Exposure[]
  readonly conversions: readonly Conversion[]
}
