import type { Fields } from './fields.ts'

/** What a table of a setting's has for a goal or event: the entry under the first of these keys that is one of its own. */
export function entryFor(table: Fields, keys: readonly unknown[]): string | undefined {
  const key = keys.find((key) => key !== undefined && Object.hasOwn(table, String(key)))
  return key === undefined ? undefined : String(table[String(key)])
}
