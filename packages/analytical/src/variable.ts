import { z } from 'zod'
import { isRecord } from './fields.ts'

const described = <T extends z.ZodType>(schema: T, description: string, example: z.output<T>): T =>
  schema.meta({ description, example }) as T

const fields = z.record(z.string(), z.unknown())
const list = z.array(z.unknown()).readonly()

/**
 * The kinds of context variable. The docs are made from them and `data` is typed by them. While a page is rendered only
 * objects and lists are told from anything else, so `data` must take whatever a page sets within them and in their place.
 */
export const variable = {
  text: (description: string, example: string) => described(z.string(), description, example),
  number: (description: string, example: number) => described(z.number(), description, example),
  boolean: (description: string, example: boolean) => described(z.boolean(), description, example),
  texts: (description: string, example: string | readonly string[]) =>
    described(z.union([z.string(), z.array(z.string()).readonly()]), description, example),
  list: (description: string, example: readonly unknown[]) => described(list, description, example),
  object: (description: string, example: Record<string, unknown>) => described(fields, description, example),
  textOrObject: (description: string, example: string | Record<string, unknown>) =>
    described(z.union([z.string(), fields]), description, example),
  objectOrList: (description: string, example: Record<string, unknown> | readonly unknown[]) =>
    described(z.union([fields, list]), description, example),

  /**
   * Marks a variable that tells of the page, whoever sees it: it goes into pages that a shared cache may keep, where all
   * others are left out.
   */
  ofPage: <T extends z.ZodType>(schema: T): T => schema.meta({ ...schema.meta(), ofPage: true }) as T,
}

/** What is no plain value. */
export type Form = 'object' | 'list'

/** What a value is, unless it is plain. */
export function formOf(value: unknown): Form | undefined {
  if (Array.isArray(value)) return 'list'
  return isRecord(value) ? 'object' : undefined
}

/** What a variable's value may be; undefined where it may be plain. */
export function formsOf(schema: z.ZodType): readonly Form[] | undefined {
  if (schema instanceof z.ZodUnion) {
    const forms = schema.options.map((option) => formsOf(option as z.ZodType))
    return forms.every((some) => some !== undefined) ? forms.flat() : undefined
  }
  if (schema instanceof z.ZodReadonly) return formsOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodRecord || schema instanceof z.ZodObject) return ['object']
  return schema instanceof z.ZodArray ? ['list'] : undefined
}
