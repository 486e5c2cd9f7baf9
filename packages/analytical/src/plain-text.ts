import { asText } from './as-text.ts'

/** A value for vendors that take text alone: numbers, booleans and dates are written out, anything else is left out. */
export const plainText = (value: unknown): string | undefined =>
  typeof value === 'boolean' ? String(value) : asText(value instanceof Date ? value.toJSON() : value)
