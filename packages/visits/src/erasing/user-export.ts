import type { ShownToPerson } from '../experiments/tables/person.ts'
import type { JournalHit } from '../journal/journal-hit.ts'
import type { ExportedDay } from '../users/reading.ts'

/** All that is kept of a user, by what keeps it. */
export interface UserExport {
  readonly users: readonly ExportedDay[]
  readonly journal: readonly JournalHit[]
  readonly experiments: readonly ShownToPerson[]
}
