import { matcher } from '../activities/pattern.ts'
import { habitOf, type Profile } from './habit.ts'

/**
 * Which habits are left out: those of an activity's name, or of a pattern. They are no part of a user's hits either, as a group
 * that was chosen by one of them would do less of all others.
 */
export function leavingOut(
  names: readonly string[],
  groups: readonly (readonly Profile[])[],
): { has: (key: string) => boolean; notes: string[] } {
  const found = new Map<string, string[]>(names.map((name) => [name, []]))
  const left = new Set<string>()
  const matchers = names.map((name) => ({ name, matches: matcher(name) }))
  for (const key of new Set(groups.flat().flatMap(({ counts }) => [...counts.keys()]))) {
    const { kind, what } = habitOf(key)
    for (const { name, matches } of matchers) {
      if (kind === 'activity' ? what !== name : !matches({ kind, what, time: 0 })) continue
      left.add(key)
      found.get(name)?.push(what)
    }
  }
  const nothing = names.filter((name) => found.get(name)?.length === 0)
  return {
    has: (key) => left.has(key),
    notes: [
      ...(left.size === 0 ? [] : [`Left out: ${[...left].map((key) => habitOf(key).what).join(', ')}.`]),
      ...nothing.map((name) => `Nothing of these days is “${name}”, which was to be left out.`),
    ],
  }
}
