import type { Moment } from './classifying/calendar.ts'
import type { Person } from './classifying/person.ts'
import type { RequestHit } from './classifying/request-hit.ts'

/** One request that ended, as every sink sees it. */
export type Hit = Pick<RequestHit, keyof RequestHit>

/** A moment of the site's own: `visits.event('rhyme saved', …)`. */
export interface SiteEvent {
  readonly at: Moment
  readonly name: string
  readonly user: unknown
  readonly person: Person | undefined
  readonly properties: Readonly<Record<string, unknown>>
  /** The request that it happened in, as the site's framework has it. */
  readonly request?: unknown
}
