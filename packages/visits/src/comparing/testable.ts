import { habitOf } from './habit.ts'

const leastUsers = 5
const mostHabits = 200

/**
 * The habits that are tested: those of at least 5 users, the 200 most common ones. Which they are does not depend on who is in
 * which group, and each that is tested makes it harder for the others to be clear.
 */
export function testable(
  profiles: readonly ReadonlyMap<string, number>[],
  isLeftOut: (key: string) => boolean,
): { keys: string[]; notes: string[] } {
  const doing = new Map<string, number>()
  for (const counts of profiles) for (const key of counts.keys()) doing.set(key, (doing.get(key) ?? 0) + 1)
  const common = [...doing]
    .filter(([key, users]) => users >= leastUsers && !isLeftOut(key))
    .sort(([a, usersOfA], [b, usersOfB]) => usersOfB - usersOfA || (a < b ? -1 : 1))
  const keys = common.slice(0, mostHabits).map(([key]) => key)
  const beyond = common.slice(mostHabits).map(([key]) => habitOf(key).what)
  const notes =
    beyond.length === 0
      ? []
      : [
          `${beyond.length} rarer routes and events were not compared, “${beyond[0]}” among them: where paths are many, tell the route, or ` +
            'name them by an activity with a pattern that ends in *',
        ]
  return { keys, notes }
}
