import { noteErasure } from '../database/erasures.ts'
import type { Task } from '../database/part.ts'
import type { JournalTables } from './tables.ts'

/** Takes out all that is kept of a user; returns how many hits that was. */
export const erase: Task<JournalTables, { site: string; id: string; until: number }, number> = {
  access: 'read write',
  async run(database, { site, id, until }, dialect) {
    await noteErasure(database, site, id, until, dialect)
    const { numDeletedRows } = await database
      .deleteFrom('journal_hits')
      .where('person', 'in', (user) =>
        user.selectFrom('journal_users').select('id').where('site', '=', site).where('user_id', '=', id),
      )
      .executeTakeFirstOrThrow()
    await database.deleteFrom('journal_users').where('site', '=', site).where('user_id', '=', id).execute()
    return Number(numDeletedRows)
  },
}
