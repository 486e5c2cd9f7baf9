import type { Period } from '../../counting/dimension.ts'
import type { Task } from '../../database/part.ts'
import { daysBefore } from './days.ts'
import type { CounterTables } from './tables.ts'

export interface AskedSalt {
  readonly site: string
  readonly day: Period
  readonly candidate: string
}

// A process asks for tomorrow's too: two days after a day, its salt is three days older than that.
const kept = 2

/** The day's salt: the candidate that came first. */
export const salt: Task<CounterTables, AskedSalt, string> = {
  access: 'read write',
  async run(database, { site, day, candidate }) {
    await database
      .deleteFrom('counter_salts')
      .where('site', '=', site)
      .where('day', '<', daysBefore(day, kept))
      .execute()
    await database
      .insertInto('counter_salts')
      .values({ site, day, salt: candidate })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const { salt } = await database
      .selectFrom('counter_salts')
      .select('salt')
      .where('site', '=', site)
      .where('day', '=', day)
      .executeTakeFirstOrThrow()
    return salt
  },
}
