/**
 * What was given, at the end of a message. Of an object the names of its fields, or its class: what is in it may be a password.
 */
export function inWords(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 100))
  if (typeof value === 'function') return 'a function'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return isPlain(value) ? fieldsOf(value) : classOf(value)
  return String(value)
}

/** Whether it is an object as it is written down, and none of a class. */
export const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value))

const mostFields = 5

function fieldsOf(value: object): string {
  const names = Object.keys(value)
  if (names.length === 0) return 'an empty object'
  const told = names.slice(0, mostFields).map((name) => (/^[\w$-]{1,40}$/.test(name) ? name : '…'))
  return `an object of ${told.join(', ')}${names.length > mostFields ? ', …' : ''}`
}

const classOf = (value: object) => `an object of class ${value.constructor?.name ?? 'unknown'}`
