import { types } from 'node:util'

/** Whether JSON shows what a value is: no NaN, symbol, function or invalid date, and of maps, sets and promises nothing. */
export function jsonShows(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value === 'symbol' || typeof value === 'function') return false
  if (types.isDate(value)) return !Number.isNaN(value.getTime())
  return !(types.isMap(value) || types.isSet(value) || types.isPromise(value) || types.isRegExp(value))
}
