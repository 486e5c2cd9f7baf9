import type { Seen } from './presence.ts'

/** What one process has told the others. */
export interface Told {
  readonly process: string
  readonly seen: readonly Seen[]
}

/** Where processes tell each other whom they have seen. Its promises may hang or reject: who calls has deadlines. */
export interface SharedPeople {
  readonly name: string
  tell(told: Told): Promise<void>
  /** What was told since it was read last; at first, what is still there. */
  read(): Promise<Told[]>
}
