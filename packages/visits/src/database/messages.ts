import type { Place } from './place.ts'

/** What the database's thread starts with. */
export interface Start {
  readonly place: Place
  /** The place's name in messages. */
  readonly name: string
  readonly turn: SharedArrayBuffer
}

/** What the site's thread asks of the database's. */
export type Request =
  | { readonly id: number; readonly part: string; readonly task: string; readonly input: unknown }
  | { readonly id: number; readonly close: true }

/** What comes back; `refused` where asking again does not help. */
export type Reply =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly problem: string; readonly refused: boolean }
