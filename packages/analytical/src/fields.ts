import { types } from 'node:util'
import { jsonShows } from './json-shows.ts'

/** An object as data: names and values. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Fields that JSON shows as such. */
export function isRecord(value: unknown): value is Fields {
  return isFields(value) && jsonShows(value) && !types.isDate(value)
}

/** Sets a property, by whatever name: `__proto__` is one like any other. */
export function put(to: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== '__proto__') to[name] = value
  else Object.defineProperty(to, name, { value, enumerable: true, configurable: true, writable: true })
}

/** The same values under names as a vendor takes them; where `rename` gives undefined the value is left out. */
export function renamed(
  fields: Fields | null | undefined,
  rename: (name: string) => string | undefined,
  convert: (value: unknown) => unknown = (value) => value,
): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  if (typeof fields !== 'object' || fields === null) return result
  for (const name of Object.keys(fields)) {
    const other = rename(name)
    if (other !== undefined) put(result, other, convert(fields[name]))
  }
  return result
}

/** The fields that have a value; undefined where none has. */
export function filled(fields: Fields): Record<string, unknown> | undefined {
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined)
  if (names.length === 0) return undefined
  const result: Record<string, unknown> = {}
  for (const name of names) put(result, name, fields[name])
  return result
}
