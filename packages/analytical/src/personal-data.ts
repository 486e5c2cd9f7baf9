import { put } from './fields.ts'
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
  const trimmed = text.trim()
  return /\s/.test(trimmed) || holdsPerson(text, visitor) || plain(trimmed) === visitor?.plain.name
}

/** Whether free text holds an e-mail address, or the record's e-mail or full name. */
export function holdsPerson(text: string, visitor: Visitor | undefined): boolean {
  if (holdsEmail(text)) return true
  if (visitor === undefined) return false
  const { email, name, isFullName } = visitor.plain
  const lower = text.toLowerCase()
  return (email !== undefined && lower.includes(email)) || (isFullName && name !== undefined && lower.includes(name))
}

/** A text as a reader compares it. */
export const plain = (text: string): string => text.trim().toLowerCase()

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
  const kept: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    const safe = dropsKey(key) ? undefined : guarded(item, guard, dropsKey)
    if (safe !== undefined) put(kept, key, safe)
  }
  return kept
}

/** Whether nothing in a value tells a person: as a rule, and then the value may go as it is. */
export function isHarmless(
  value: unknown,
  tells: (text: string) => boolean,
  tellsKey: (key: string) => boolean,
): boolean {
  if (typeof value === 'string') return !tells(value)
  if (typeof value !== 'object' || value === null) return true
  if (typeof (value as { toJSON?: unknown }).toJSON === 'function') return false
  if (Array.isArray(value)) return value.every((item) => isHarmless(item, tells, tellsKey))
  return Object.keys(value).every(
    (key) => !tellsKey(key) && isHarmless((value as Record<string, unknown>)[key], tells, tellsKey),
  )
}
