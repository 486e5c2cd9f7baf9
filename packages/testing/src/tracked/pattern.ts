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
  return (text) => {
    const parts = partsBetween(examples, text)
    return { matches: (other) => isMadeOf(parts, other), weight: parts.join('').length }
  }
}

/** What a text has between the examples in it: the first found is the leftmost, and the longest of those. */
function partsBetween(examples: readonly string[], text: string): readonly string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < text.length; ) {
    const example = examples.find((one) => text.startsWith(one, at))
    if (example === undefined) at++
    else {
      parts.push(text.slice(start, at))
      at += example.length
      start = at
    }
  }
  return [...parts, text.slice(start)]
}

/** Whether a text begins with the first part, ends with the last, and has the others between them in their order. */
function isMadeOf([first = '', ...others]: readonly string[], text: string): boolean {
  const last = others.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let end = first.length
  for (const part of others) {
    const at = text.indexOf(part, end)
    if (at === -1) return false
    end = at + part.length
  }
  return text.length - last.length >= end && text.endsWith(last)
}

/** How a setting's value may stand in code and addresses: whole, and each of its parts. */
function spellings(value: unknown): readonly string[] {
  if (typeof value === 'number') return [String(value)]
  if (typeof value === 'string') return [value, encodeURIComponent(value), ...hostIn(value)]
  if (typeof value !== 'object' || value === null) return []
  return [JSON.stringify(value), ...Object.values(value).flatMap(spellings)]
}

const hostIn = (text: string) => /^(?:https:\/\/)?([\w-]+(?:\.[\w-]+)+)(?:\/|$)/.exec(text)?.slice(1) ?? []
