import type { Profile } from '../../src/comparing/habit.ts'
import { random } from '../../src/statistics/random.ts'

/** What everyone does, common and rare: 12 habits, named by no rule but for the first two. */
const mix: Readonly<Record<string, number>> = {
  'activity updating': 0.12,
  'activity writing': 0.06,
  'request GET /': 0.3,
  'request GET /rhymes/:rhyme': 0.22,
  'request GET /people/:person': 0.1,
  'request POST /rhymes/:rhyme/vote': 0.08,
  'request GET /following': 0.04,
  'request POST /people/:person/follow': 0.03,
  'request GET /rhymes/new': 0.02,
  'request POST /rhymes/:rhyme/comments': 0.015,
  'request GET /about': 0.01,
  'request GET /terms': 0.005,
}
export const following = 'request POST /people/:person/follow'

/** Users who each have a mix of their own around the common one, and hits by the dozen or the hundred. */
export function population(seed: number) {
  const draw = random(seed)
  const normal = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
  const weights = (planted: number) =>
    Object.entries(mix).map(
      ([key, share]) => [key, share * Math.exp(0.5 * normal()) * (key === following ? planted : 1)] as const,
    )
  const user = (typical: number, planted: number): Profile => {
    const own = weights(planted)
    const all = own.reduce((sum, [, weight]) => sum + weight, 0)
    const counts = new Map<string, number>()
    for (let hits = Math.round(typical * Math.exp(0.7 * normal())); hits > 0; hits--) {
      let rest = draw() * all
      let key = own[0]?.[0] ?? ''
      for (const [habit, weight] of own) {
        key = habit
        rest -= weight
        if (rest < 0) break
      }
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    return { counts, days: 1 + Math.floor(draw() * 28) }
  }
  return (count: number, typical: number, planted = 1) => Array.from({ length: count }, () => user(typical, planted))
}
