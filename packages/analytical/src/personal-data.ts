import { asText } from './as-text.ts'
import { type Fields, put } from './fields.ts'
import type { Visitor } from './visitor.ts'

/** A field of a user's record that reaches vendors only where a setting grants it. */
export type PersonalField = 'email' | 'name'

/** What becomes of a text on its way to a vendor that forbids personal data: itself, its HMAC, or nothing. */
export type Guard = (text: string) => string | undefined

const at = /[@\uff20\ufe6b]/

const isPlain = /^[!-~]+(?: [!-~]+)*$/

// As plain, without what stands for a character in an address or in HTML: most texts, and there is nothing to decode in them.
const isUncoded = /^[!-$'-*,-?A-~]+(?: [!-$'-*,-?A-~]+)*$/

/** A text as it is compared: whatever its spelling, white space, marks that nobody sees, and case. */
export const plain = (text: string): string => (isPlain.test(text) ? text.toLowerCase() : folded(text))

const folded = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .trim()
    .replace(/\s+/g, ' ')
    .toUpperCase()
    .toLowerCase()
    .replace(/\u0307/g, '')

/** An e-mail address, or something that holds one, in an address too. */
export const holdsEmail = (text: string): boolean =>
  at.test(text) || (/[%&]/.test(text) && at.test(decoded(text).replace(/&(?:#0*64|#x0*40|commat);?/gi, '@')))

/** Whether a name or id could tell a person: an e-mail address, several words, or the record's own e-mail or name. */
export function tellsPerson(text: string, visitor: Visitor | undefined): boolean {
  return /\S\s+\S/.test(text) || holdsPerson(text, visitor)
}

/** Whether free text holds an e-mail address or the record's e-mail or full name, or is its name. */
export function holdsPerson(text: string, visitor: Visitor | undefined): boolean {
  const isRead = isUncoded.test(text)
  if (!isRead && holdsEmail(text)) return true
  if (visitor === undefined) return false
  const { emails, names, fullNames } = visitor.plain
  const spelled = isRead ? text.toLowerCase() : plain(decoded(text))
  return emails.includes(spelled) || names.includes(spelled) || fullNames.some((name) => spelled.includes(name))
}

/** A text without the encoding of addresses, however often it was encoded; what cannot be decoded stays. */
function decoded(text: string): string {
  let plainer = text
  for (let round = 0; round < 8 && plainer.includes('%'); round++) {
    plainer = plainer.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
      try {
        return decodeURIComponent(encoded)
      } catch {
        return encoded
      }
    })
  }
  return plainer.replaceAll('+', ' ')
}

const deepest = 100

/**
 * A value with every text and number in it passed through a guard; what the guard drops is absent, as is what stands under
 * a dropped key. Where nothing is changed it is the same value.
 *
 * @throws TypeError for a circle, and for what is as deep as one.
 */
export function guarded(given: unknown, guard: Guard, dropsKey: (key: string) => boolean, depth = 0): unknown {
  if (depth > deepest) throw new TypeError(`it goes round in a circle or is over ${deepest} levels deep`)
  const value = typeof given === 'string' ? given : asJsonSees(given)
  if (typeof value === 'string') return guard(value)
  if (typeof value === 'number' || typeof value === 'bigint') return guardedNumber(value, guard)
  if (typeof value !== 'object' || value === null) return value
  // An object that says itself what it is may be made text of later.
  const spoken = asText(value)
  if (spoken !== undefined && guard(spoken) !== spoken) return guard(spoken)
  if (Array.isArray(value)) {
    const kept = value.map((item) => guarded(item, guard, dropsKey, depth + 1))
    return kept.every((item, index) => item === value[index]) ? value : kept.filter((item) => item !== undefined)
  }
  const fields = value as Fields
  let cut: Record<string, unknown> | undefined
  for (const key of Object.keys(fields)) {
    const item = dropsKey(key) ? undefined : guarded(fields[key], guard, dropsKey, depth + 1)
    if (item === fields[key]) continue
    cut ??= { ...fields }
    if (item === undefined) delete cut[key]
    else put(cut, key, item)
  }
  return cut ?? fields
}

function guardedNumber(value: number | bigint, guard: Guard): unknown {
  const text = String(value)
  const kept = guard(text)
  return kept === text ? value : kept
}

function asJsonSees(value: unknown): unknown {
  let json = value
  for (let round = 0; isSelfMade(json); round++) {
    const next = json.toJSON()
    if (next === json) break
    // JSON asks once; what is told may be asked again, as it is told on.
    if (round > 8) return undefined
    json = next
  }
  // Template engines mark text as safe by wrapping it in a String of their own.
  return json instanceof String ? String(json) : json
}

const isSelfMade = (value: unknown): value is { toJSON(): unknown } =>
  typeof (value as { toJSON?: unknown } | null | undefined)?.toJSON === 'function'
