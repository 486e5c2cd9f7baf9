import { inspect } from 'node:util'
import { hasPart } from './partial-match.ts'
import type { State, Tracked } from './tracked-by.ts'

/** Values as messages show them. */
export const shown = (value: unknown): string => inspect(value, { depth: null, compact: 3, breakLength: 100 })

/** What a provider that is in a page finds there, as the end of a sentence. */
export function found(tracked: Tracked): string {
  const { title, state, errors } = tracked
  const fault = errors.length === 0 ? '' : `\nIts code fails: ${errors.join('; ')}`
  if (state === 'disabled') return `${title} is commented out, for an internal address`
  const lead = state === 'held' ? `${title} waits for consent, and once it is granted finds` : `${title} finds`
  return `${lead}\n${findings(tracked).join('\n')}${fault}`
}

// What its code keeps until the vendor's file is there is in no global yet.
function findings({ globals, data, loads }: Tracked): readonly string[] {
  const kept = data.filter((one) => !leaves(one).every((leaf) => hasPart(globals, leaf)))
  const all = [...(Object.keys(globals).length > 0 ? [globals] : []), ...kept]
  return all.length > 0 ? all.map(shown) : [`nothing but its file, ${loads.join(', ')}`]
}

const leaves = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value]

/** That a provider is not in a page, and which are. */
export function absent({ title }: Tracked, others: readonly Tracked[]): string {
  const present = others.map(nameAndState)
  return `${title} is not in the page, which has ${present.length === 0 ? 'no code of any provider' : present.join(', ')}`
}

const remarks: Readonly<Record<State, string>> = {
  live: '',
  held: ' (waiting for consent)',
  disabled: ' (commented out, for an internal address)',
  absent: ' (absent)',
}

export const nameAndState = ({ title, state }: Tracked): string => title + remarks[state]
