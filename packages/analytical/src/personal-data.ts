import type { Visitor } from './visitor.ts'

/** A field of a user's record that reaches vendors only where a setting grants it. */
export type PersonalField = 'email' | 'name'

/** What becomes of a text on its way to a vendor that forbids personal data: itself, its HMAC, or nothing. */
export type Guard = (text: string) => string | undefined

const email = /@|%40/

/** An e-mail address, or something that holds one. */
export const holdsEmail = (text: string): boolean => email.test(text)

/** Whether a name or id could tell a person: an e-mail address, several words, or the record's own e-mail or name. */
export function tellsPerson(text: string, visitor: Visitor | undefined): boolean {
  return (
    /\s/.test(text.trim()) || holdsPerson(text, visitor) || (visitor?.name !== undefined && same(text, visitor.name))
  )
}

/** Whether free text holds an e-mail address, or the record's e-mail or full name. */
export function holdsPerson(text: string, visitor: Visitor | undefined): boolean {
  return holdsEmail(text) || holds(text, visitor?.email) || (fullName(visitor) && holds(text, visitor?.name))
}

/** Whether the record's name is a full name and not one word, which a user name may well be. */
export const fullName = (visitor: Visitor | undefined): boolean => /\S\s+\S/.test(visitor?.name ?? '')

/** Whether two texts are the same to a reader. */
export const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

const holds = (text: string, part: string | undefined) =>
  part !== undefined && text.toLowerCase().includes(part.trim().toLowerCase())

/** A value with every text in it passed through a guard; what the guard drops is absent, as is what stands under a dropped key. */
export function guarded(value: unknown, guard: Guard, dropsKey: (key: string) => boolean): unknown {
  if (typeof value === 'string') return guard(value)
  if (typeof value !== 'object' || value === null) return value
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') {
    return guarded((value as { toJSON(): unknown }).toJSON(), guard, dropsKey)
  }
  if (Array.isArray(value)) {
    return value.map((item) => guarded(item, guard, dropsKey)).filter((item) => item !== undefined)
  }
  const kept: Record<string, unknown> = Object.create(null)
  for (const [key, item] of Object.entries(value)) {
    const safe = dropsKey(key) ? undefined : guarded(item, guard, dropsKey)
    if (safe !== undefined) kept[key] = safe
  }
  return kept
}
