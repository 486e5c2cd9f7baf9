import type { Task } from '../database/part.ts'
import { type HitsQuery, hitsByUser } from '../journal/reading.ts'
import type { JournalTables } from '../journal/tables.ts'
import type { ActivitiesReport } from './activities-report.ts'
import type { ActivityRule } from './activity-rule.ts'
import { AddingUp } from './adding-up.ts'

/** What users did by these rules, over hits that stay as they are. */
export const activities: Task<JournalTables, HitsQuery & { rules: readonly ActivityRule[] }, ActivitiesReport> = {
  access: 'read only',
  async run(database, { rules, ...query }) {
    const adding = new AddingUp(rules)
    for await (const { hits } of hitsByUser(database, query)) adding.add(hits)
    return adding.report
  },
}
