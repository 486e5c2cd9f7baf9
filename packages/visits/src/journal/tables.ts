import type { Generated } from 'kysely'
import type { Chosen, JournalHit } from './journal-hit.ts'

/** The journal: what is told again and again is a number in its hits. */
export interface JournalTables {
  journal_users: {
    id: Generated<number>
    site: string
    user_id: string
    /** As it was last. */
    name: string
    /** Why the user was followed last. */
    chosen: Chosen
    /** When that was, in days since 1970. */
    day: number
  }
  /** What a hit can be. */
  journal_labels: {
    id: Generated<number>
    site: string
    kind: JournalHit['kind']
    what: string
    /** When it was last needed, in days since 1970. */
    day: number
  }
  journal_hits: {
    id: Generated<number>
    person: number
    label: number
    /** Milliseconds since 1970. */
    time: number
    status: number | null
  }
}
