import type { Part } from '../../database/part.ts'
import { counts } from './counts.ts'
import { migrations } from './migrations.ts'
import { erasePerson, exportPerson } from './person.ts'
import { record } from './record.ts'
import type { ExperimentTables } from './tables.ts'

/** What is recorded of experiments. */
export const experiments = {
  name: 'experiments',
  migrations,
  tasks: { record, counts, exportPerson, erasePerson },
} satisfies Part<ExperimentTables>
