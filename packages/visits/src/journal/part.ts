import { activities } from '../activities/task.ts'
import { compare } from '../comparing/task.ts'
import type { Part } from '../database/part.ts'
import { erase } from './erase.ts'
import { migrations } from './migrations.ts'
import { page, timeline } from './reading.ts'
import type { JournalTables } from './tables.ts'
import { write } from './write.ts'

/** What the followed users do, hit by hit. */
export const journal = {
  name: 'journal',
  migrations,
  tasks: { write, timeline, page, erase, activities, compare },
} satisfies Part<JournalTables>
