import type { Database } from '../database/database.ts'
import { inTime } from '../in-time.ts'

const deadline = 120_000

/** A report that a database makes: it may take a while over millions of rows, but not forever. */
export const inTimeForReport = <T>(report: Promise<T>, { name }: Pick<Database, 'name'>): Promise<T> =>
  inTime(report, deadline, name)
