import { exampleIn, type Schemas } from '../examples.ts'

/** A text of a provider's code: it stands for all that differ from it in the values of settings alone. */
export interface Pattern {
  matches(text: string): boolean
  /** How many characters of it no setting changes. */
  weight: number
}

/** Makes patterns of the texts of a provider with these settings, which are made with their examples. */
export function patternsOf(settings: Schemas): (text: string) => Pattern {
  const examples = Object.values(settings)
    .flatMap((schema) => spellings(exampleIn(schema)))
    .filter((text) => text.length > 1)
    .sort((a, b) => b.length - a.length)
  const example = examples.length === 0 ? undefined : new RegExp(examples.map(escaped).join('|'))
  return (text) => {
    const parts = example === undefined ? [text] : text.split(example)
    const whole = new RegExp(`^${parts.map(escaped).join('.*')}$`)
    return { matches: (other) => other === text || whole.test(other), weight: parts.join('').length }
  }
}

/** How a setting's value may stand in code and addresses: whole, and each of its parts. */
function spellings(value: unknown): readonly string[] {
  if (typeof value === 'number') return [String(value)]
  if (typeof value === 'string') return [value, encodeURIComponent(value), ...hostIn(value)]
  if (typeof value !== 'object' || value === null) return []
  return [JSON.stringify(value), ...Object.values(value).flatMap(spellings)]
}

const hostIn = (text: string) => /^(?:https:\/\/)?([\w-]+(?:\.[\w-]+)+)(?:\/|$)/.exec(text)?.slice(1) ?? []

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
