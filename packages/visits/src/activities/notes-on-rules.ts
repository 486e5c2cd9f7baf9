import type { ActivityRule } from './activity-rule.ts'

/** What the owner has to know of rules: which match nothing, and which everything. `matched` has a count for each of them. */
export function notesOnRules(rules: readonly ActivityRule[], matched: readonly number[], hits: number): string[] {
  if (hits === 0) return []
  return rules.flatMap(({ name, any = [], all = [] }, index) => {
    const patterns = [...any, ...all].map((pattern) => `“${pattern}”`).join(', ')
    if (matched[index] === 0)
      return [
        `“${name}” matches none of ${hits} hits: is a hit written like ${patterns}? What no activity covers shows how.`,
      ]
    return matched[index] === hits ? [`“${name}” matches all of ${hits} hits: beside ${patterns} nothing is left.`] : []
  })
}
