import { experiments } from '../experiments/tables/part.ts'
import { journal } from '../journal/part.ts'
import { counters } from '../stores/sqlite/counters.ts'
import { users } from '../users/part.ts'
import type { Part } from './part.ts'

/** What databases hold: each of these, once something is asked of it. */
export const parts = { counters, users, journal, experiments } satisfies Record<string, Part<never>>

type Parts = typeof parts
export type PartName = keyof Parts
export type TaskName<P extends PartName> = keyof Parts[P]['tasks'] & string
export type Input<P extends PartName, T extends TaskName<P>> = Parts[P]['tasks'][T] extends {
  run(database: never, input: infer I, dialect: never): unknown
}
  ? I
  : never
export type Output<P extends PartName, T extends TaskName<P>> = Parts[P]['tasks'][T] extends {
  run(database: never, input: never, dialect: never): Promise<infer O>
}
  ? O
  : never
