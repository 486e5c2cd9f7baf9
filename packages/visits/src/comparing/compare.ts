import { mean, median } from '../statistics/averages.ts'
import { corrected } from '../statistics/benjamini-hochberg.ts'
import { differencesOfMeans, type Interval } from '../statistics/bootstrap.ts'
import { mannWhitney } from '../statistics/mann-whitney.ts'
import { random } from '../statistics/random.ts'
import type { ComparedHabit, ComparingSettings, Comparison, HabitSide, Side } from './comparison.ts'
import { habitOf, type Profile } from './habit.ts'
import { leavingOut } from './leaving-out.ts'
import { sentenceOf, withheldOf } from './sentences.ts'
import { testable } from './testable.ts'

/** What is a clear difference: of those told, one in twenty is to be expected to be chance. */
const falseDiscoveries = 0.05

/**
 * Compares two groups by what share of a user's hits each habit has: by counts, those who do much would do more of all.
 *
 * A difference is clear where Mann and Whitney's test says so, corrected for the number of habits, and the interval of the
 * means' difference says the same: ranks alone mistake how rarely a habit shows in few hits for how rare it is.
 */
export function compareProfiles(
  groupProfiles: readonly Profile[],
  againstProfiles: readonly Profile[],
  settings: ComparingSettings,
): Comparison {
  const left = leavingOut(settings.leaveOut, [groupProfiles, againstProfiles])
  const [group, against] = [
    usersOf(groupProfiles, left.has, settings.minHits),
    usersOf(againstProfiles, left.has, settings.minHits),
  ]
  const sides = { group: sideOf(group, groupProfiles), against: sideOf(against, againstProfiles) }
  const withheld = withheldOf(sides, settings)
  if (withheld !== undefined) return { ...sides, rows: [], withheld, notes: left.notes }

  const { keys, notes } = testable(
    [...group, ...against].map(({ counts }) => counts),
    left.has,
  )
  const shares = keys.map((key) => ({ key, group: sharesOf(group, key), against: sharesOf(against, key) }))
  const tests = shares.map((of) => mannWhitney(of.group, of.against))
  const ps = corrected(tests.map(({ p }) => p))
  const intervals = differencesOfMeans(
    shares.map((of) => ({ first: of.group, second: of.against })),
    random(settings.seed),
  )
  const rows = shares.map((of, index): ComparedHabit => {
    const { superiority } = tests[index] as { superiority: number }
    const p = ps[index] as number
    const difference = { value: mean(of.group) - mean(of.against), ...(intervals[index] as Interval) }
    const habit = habitOf(of.key)
    const row = {
      ...habit,
      group: habitSide(group, of.key, of.group),
      against: habitSide(against, of.key, of.against),
      difference,
      superiority,
      p,
      verdict: verdictOf(p, superiority, difference),
    }
    return { ...row, sentence: sentenceOf(row, settings) }
  })
  return { ...sides, rows: rows.sort(byClearness), withheld, notes: [...left.notes, ...notes] }
}

/** A user who is compared. */
interface User {
  readonly counts: ReadonlyMap<string, number>
  readonly days: number
  /** Hits, without what is left out. */
  readonly hits: number
}

function usersOf(profiles: readonly Profile[], isLeftOut: (key: string) => boolean, minHits: number): User[] {
  const users = profiles.map(({ counts, days }) => {
    let hits = 0
    for (const [key, count] of counts) if (!isLeftOut(key)) hits += count
    return { counts, days, hits }
  })
  return users.filter(({ hits }) => hits >= minHits)
}

const sideOf = (users: readonly User[], profiles: readonly Profile[]): Side => ({
  users: users.length,
  tooFew: profiles.length - users.length,
  perActiveDay: median(users.map(({ hits, days }) => hits / days)),
})

const sharesOf = (users: readonly User[], key: string): number[] =>
  users.map(({ counts, hits }) => (counts.get(key) ?? 0) / hits)

const habitSide = (users: readonly User[], key: string, shares: readonly number[]): HabitSide => ({
  users: users.length,
  doing: shares.filter((share) => share > 0).length,
  share: mean(shares),
  perActiveDay: median(users.map(({ counts, days }) => (counts.get(key) ?? 0) / days)),
})

function verdictOf(
  p: number,
  superiority: number,
  { low, high }: ComparedHabit['difference'],
): ComparedHabit['verdict'] {
  if (p > falseDiscoveries) return 'unclear'
  if (superiority > 0.5 && low > 0) return 'more'
  return superiority < 0.5 && high < 0 ? 'less' : 'unclear'
}

const verdicts: readonly ComparedHabit['verdict'][] = ['more', 'less', 'unclear']
const distance = ({ superiority }: ComparedHabit) => Math.abs(superiority - 0.5)

const byClearness = (a: ComparedHabit, b: ComparedHabit): number =>
  verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) ||
  distance(b) - distance(a) ||
  Math.abs(b.difference.value) - Math.abs(a.difference.value) ||
  (a.what < b.what ? -1 : 1)
