import type { Part } from '../../database/part.ts'
import { apply } from './apply.ts'
import { migrations } from './migrations.ts'
import { sketches, sums, top } from './reading.ts'
import { salt } from './salt.ts'
import type { CounterTables } from './tables.ts'

/** The embedded counters. */
export const counters = {
  name: 'counters',
  migrations,
  tasks: { apply, top, sums, sketches, salt },
} satisfies Part<CounterTables>
