import type { Interval } from '../statistics/bootstrap.ts'
import type { Habit } from './habit.ts'

/** Users that are compared with others. */
export type Group = 'watched' | 'sample'

/** How a comparison is made. */
export interface ComparingSettings {
  readonly group: Group
  readonly against: Group
  readonly minHits: number
  readonly minUsers: number
  readonly leaveOut: readonly string[]
  readonly seed: number
}

/** One side of a comparison. */
export interface Side {
  /** How many of its users are compared. */
  readonly users: number
  /** How many were left out, as they have fewer than `minHits` hits. */
  readonly tooFew: number
  /** The middle user's hits on a day on which there are any. */
  readonly perActiveDay: number
}

/** One side of a habit. */
export interface HabitSide {
  readonly users: number
  /** How many of them did it at all. */
  readonly doing: number
  /** Of a user's hits, 0 to 1: the mean over its users, each weighing the same. */
  readonly share: number
  /** The middle user's hits of it on a day on which there are any. */
  readonly perActiveDay: number
}

/** What two groups do of one habit. */
export interface ComparedHabit extends Habit {
  readonly group: HabitSide
  readonly against: HabitSide
  /** How much more of it there is in the group, as a share of hits, and where that lies but for 5 % of cases. */
  readonly difference: { readonly value: number } & Interval
  /** How often a user of the group has a greater share than one of the others; 0.5 where they are alike. */
  readonly superiority: number
  /** Of Mann and Whitney's test, corrected for how many habits were tested. */
  readonly p: number
  /** Whether the group does more or less of it than others do, beyond what chance explains. */
  readonly verdict: 'more' | 'less' | 'unclear'
  /** All of that, in plain words. */
  readonly sentence: string
}

/** What one group does more of than another. */
export interface Comparison {
  readonly group: Side
  readonly against: Side
  /** Clear differences first, what the group does more of before what it does less of; empty where it is withheld. */
  readonly rows: readonly ComparedHabit[]
  /** Why nothing is told; undefined where there is an answer. */
  readonly withheld: string | undefined
  /** What a reader has to know: what was left out, what matched nothing. */
  readonly notes: readonly string[]
}
