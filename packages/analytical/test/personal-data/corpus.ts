import fc from 'fast-check'
import { runs } from '../hostile/texts.ts'

/** A text that tells of a person, and the words that must not be found where the person must not be told. */
export interface Telling {
  text: string
  words: string
}

/** So many of a kind, the same on every machine. */
export const sampled = <T>(arbitrary: fc.Arbitrary<T>, count: number): T[] =>
  fc.sample(arbitrary, { seed: runs.seed, numRuns: count })

/** Latin letters and digits in their full-width forms. */
export const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
