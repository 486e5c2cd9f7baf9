/** What users are ranked by. */
export const measures = ['minutes', 'visits', 'hits'] as const
export type Measure = (typeof measures)[number]

/** What a user did over some days. */
export interface UserCount {
  readonly id: string
  /** As it was last. */
  readonly name: string
  /** Pages asked for, and forms sent. */
  readonly hits: number
  /** A pause of 30 minutes ends one, unless the site says otherwise. */
  readonly visits: number
  /** From the first request of each visit to its last, in whole minutes; at least one for each visit. */
  readonly minutes: number
  /** On how many of the days. */
  readonly days: number
  /** Milliseconds since 1970. */
  readonly lastSeen: number
}
