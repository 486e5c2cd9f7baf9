import { noteErasure } from '../database/erasures.ts'
import type { Task } from '../database/part.ts'
import type { UserTables } from './tables.ts'

/** Takes out all that is kept of a user; returns how many days that was. */
export const erase: Task<UserTables, { site: string; id: string; until: number }, number> = {
  access: 'read write',
  async run(database, { site, id, until }, dialect) {
    await noteErasure(database, site, id, until, dialect)
    const { numDeletedRows } = await database
      .deleteFrom('user_days')
      .where('site', '=', site)
      .where('user_id', '=', id)
      .executeTakeFirstOrThrow()
    return Number(numDeletedRows)
  },
}
