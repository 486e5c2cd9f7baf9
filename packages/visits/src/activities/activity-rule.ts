import type { Duration } from '../duration.ts'

/**
 * Names what users do, by the hits that it is made of. A pattern is a method and a route, `GET /rhymes/new`; a route alone,
 * `/rhymes/new`, for any method; or the name of an event, `rhyme posted`. One that ends in `*` is for all that begin so.
 *
 * @example { name: 'updating', all: ['GET /new', 'POST /vote'], minHits: 3, gap: '10m' }
 * @example { name: 'bulk submitting', any: ['POST /submit'], minHits: 5, within: '30m' }
 * @example { name: 'polling', any: ['GET /unread.json'], ignore: true }
 */
export interface ActivityRule {
  /** What the owner of the site reads: at most 60 characters. */
  name: string
  /** Patterns of hits that belong to it. */
  any?: readonly string[]
  /** The same, each of which has to be there. */
  all?: readonly string[]
  /** How many hits make it one; 1 unless you say. */
  minHits?: number
  /** The longest pause between two of its hits, whatever else is done meanwhile: `within`, or else 30 minutes, unless you say. */
  gap?: Duration
  /** `minHits` and `all` have to come within this time. However long it lasts unless you say. */
  within?: Duration
  /** Takes its hits out of everything: background polling, say, which is nothing that a user does. */
  ignore?: boolean
}
