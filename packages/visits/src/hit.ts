import type { Agent } from './classifying/agent.ts'
import type { Moment } from './classifying/calendar.ts'
import type { LeftOut } from './classifying/left-out.ts'
import type { Person } from './classifying/person.ts'
import type { Visitor } from './classifying/visitor.ts'

/** One request that ended, as every sink sees it: texts are clean and capped, whatever the client sent. */
export interface Hit {
  /** When its response ended. */
  readonly at: Moment
  /** From the request's start to the response's end, in milliseconds. */
  readonly duration: number
  readonly method: string
  /** The path without query and fragment, decoded. */
  readonly path: string
  /** The route's pattern where the site tells it, like `/rhymes/:id`. */
  readonly route: string | undefined
  /** 499 where the client went away before there was an answer. */
  readonly status: number
  /** The host of the page that linked here; `(direct)` where none is told, `(internal)` for the site itself. */
  readonly referrer: string
  /** What the address tells of a campaign, like `newsletter / spring`. */
  readonly campaign: string | undefined
  /** The browser and its platform, read when first asked. */
  readonly agent: Agent
  /** What tells visitors of one day apart; never stored. Undefined where the address cannot be told. */
  readonly visitor: Visitor | undefined
  /** Who is signed in: the site's own record. */
  readonly user: unknown
  /** The same, as visits keep and show one; read when first asked. */
  readonly person: Person | undefined
  /** Why this is no page view; undefined for one that counts. */
  readonly leftOut: LeftOut | undefined
  /** The form whose limit it was beyond: see `visits.limit`. */
  readonly limited: string | undefined
}

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
