import type { ComparedHabit, ComparingSettings, Group, Side } from './comparison.ts'

const who: Readonly<Record<Group, string>> = { watched: 'the watched users', sample: 'the users of the sample' }

/** One compared habit in plain words: correlation, and no cause. */
export function sentenceOf(row: Omit<ComparedHabit, 'sentence'>, settings: ComparingSettings): string {
  const { what, group, against, verdict } = row
  const [ours, others] = [who[settings.group], who[settings.against]]
  const share =
    `“${what}” is ${percent(group.share)} of what ${ours} do (${group.users}), ` +
    `and ${percent(against.share)} of what ${others} do (${against.users})`
  if (verdict === 'unclear') return `${share}: no clear difference, ${inPoints(row)}.`
  return (
    `${share}: clearly ${verdict}, ${inPoints(row)}. ` +
    `Both go together; whether one leads to the other, figures cannot tell.`
  )
}

function inPoints({ difference: { value, low, high }, p }: Omit<ComparedHabit, 'sentence'>): string {
  return `${points(value)} percentage points (${points(low)} to ${points(high)}), p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`}`
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`

function points(share: number): string {
  const number = (share * 100).toFixed(1)
  return Number(number) > 0 ? `+${number}` : number.replace('-0.0', '0.0')
}

/** Why there is no answer; undefined where there is one. */
export function withheldOf(sides: { group: Side; against: Side }, settings: ComparingSettings): string | undefined {
  const { minHits, minUsers } = settings
  const small = (['group', 'against'] as const)
    .filter((side) => sides[side].users < minUsers)
    .map((side) => `${sides[side].users} of ${who[settings[side]]}`)
  if (small.length === 0) return undefined
  return (
    `Only ${small.join(' and ')} have ${minHits} hits or more: a comparison needs ${minUsers} on each side, ` +
    'as with fewer what one of them does passes for what all do. Take more days, or watch and sample more users.'
  )
}
