import type { Generated } from 'kysely'

/** The tables of the embedded counters. */
export interface CounterTables {
  /** A dimension of a site in one period. The sum of its values and `other` is `total`. */
  counter_keys: {
    id: Generated<number>
    site: string
    dimension: string
    period: string
    total: number
    other: number
  }
  counter_values: { key: number; value: string; count: number }
  /** What each start of a process has brought last, and on which day, in days since 1970. */
  counter_writers: { key: number; writer: string; sequence: number; day: number }
  /** The registers of visitors. */
  counter_sketches: { key: number; registers: Uint8Array }
  counter_salts: { site: string; day: string; salt: string }
}
