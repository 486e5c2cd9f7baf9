import { isDeepStrictEqual } from 'node:util'

interface AsymmetricMatcher {
  asymmetricMatch(value: unknown): boolean
}

/** Whether a value, or anything in it, has what is expected: an object may have more, a list has as many items. */
export function hasPart(value: unknown, expected: unknown): boolean {
  if (matches(value, expected)) return true
  return isObject(value) && Object.values(value).some((part) => hasPart(part, expected))
}

function matches(value: unknown, expected: unknown): boolean {
  if (isAsymmetric(expected)) return expected.asymmetricMatch(value)
  if (!isObject(value) || !isObject(expected)) return Object.is(value, expected)
  if (value instanceof Date || expected instanceof Date) return isDeepStrictEqual(value, expected)
  if (Array.isArray(value) !== Array.isArray(expected)) return false
  if (Array.isArray(expected) && expected.length !== Object.values(value).length) return false
  return Object.entries(expected).every(
    ([name, part]) => (Object.hasOwn(value, name) || part === undefined) && matches(value[name], part),
  )
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isAsymmetric = (value: unknown): value is AsymmetricMatcher =>
  typeof (value as AsymmetricMatcher | null | undefined)?.asymmetricMatch === 'function'
