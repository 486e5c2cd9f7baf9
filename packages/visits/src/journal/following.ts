import type { Person } from '../classifying/person.ts'
import type { Problems } from '../problems.ts'
import type { Chosen } from './journal-hit.ts'
import { Matching } from './matching.ts'
import { type SampleOption, sampler } from './sample.ts'
import type { Watches } from './watch.ts'

/** Decides who is followed: a user who is watched is not of the sample. */
export function following(watches: Watches | undefined, sample: SampleOption | undefined, problems: Problems) {
  const matching = new Matching(problems)
  const isSampled = sample === undefined ? () => false : sampler(sample)
  return (person: Person, user: unknown): Chosen | undefined => {
    if (watches !== undefined) {
      const isWatched = watches(person, user)
      matching.saw(person.id, isWatched)
      if (isWatched) return 'watched'
    }
    return isSampled(person.id) ? 'sample' : undefined
  }
}
