import type { Part } from '../database/part.ts'
import { erase } from './erase.ts'
import { migrations } from './migrations.ts'
import { exported, ranked } from './reading.ts'
import type { UserTables } from './tables.ts'
import { write } from './write.ts'

/** What signed-in users do, by day. */
export const users = {
  name: 'users',
  migrations,
  tasks: { write, ranked, exported, erase },
} satisfies Part<UserTables>
