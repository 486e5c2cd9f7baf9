import { type Fields, filled, renamed } from './fields.ts'

/** Fields for vendors that refuse or drop nested values: texts, numbers, booleans and dates; undefined where none is. */
export const plainValues = (fields: Fields | null | undefined): Record<string, unknown> | undefined =>
  filled(
    renamed(
      fields,
      (name) => name,
      (value) => (isNested(value) ? undefined : value),
    ),
  )

const isNested = (value: unknown) => typeof value === 'object' && value !== null && !(value instanceof Date)
