// What a template makes of a value that is not there names nobody.
const isNobody = /^(?:null|undefined|NaN|Invalid Date)?$/

/**
 * An id or a name as text: numbers, and objects that say what they are (a database's id), included; undefined for anything
 * else. Throws for nothing that a page may set.
 */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return isNobody.test(value.trim()) ? undefined : value
  if (typeof value === 'number' || typeof value === 'bigint') return asText(String(value))
  return typeof value === 'object' && value !== null ? spoken(value) : undefined
}

function spoken(value: object): string | undefined {
  try {
    const isSilent = Array.isArray(value) || value.toString === Object.prototype.toString
    return isSilent ? undefined : asText(String(value))
  } catch {
    return undefined
  }
}
