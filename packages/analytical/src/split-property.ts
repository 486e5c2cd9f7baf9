import type { Split } from './provider.ts'

/** A split test as a property, for vendors that have no word for one: `{ split_home: 'b' }`. */
export const splitProperty = (split: Split | undefined): Record<string, string> =>
  split === undefined ? {} : { [`split_${split.name}`]: split.version }
