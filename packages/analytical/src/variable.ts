import { z } from 'zod'

const described = <T extends z.ZodType>(schema: T, description: string, example: z.output<T>): T =>
  schema.meta({ description, example }) as T

/**
 * The kinds of context variable. They describe: the docs are made from them and `data` is typed by them. Nothing is checked
 * while a page is rendered, so `data` must take whatever a page sets.
 */
export const variable = {
  text: (description: string, example: string) => described(z.string(), description, example),
  number: (description: string, example: number) => described(z.number(), description, example),
  boolean: (description: string, example: boolean) => described(z.boolean(), description, example),
  texts: (description: string, example: string | readonly string[]) =>
    described(z.union([z.string(), z.array(z.string()).readonly()]), description, example),
  list: (description: string, example: readonly unknown[]) =>
    described(z.array(z.unknown()).readonly(), description, example),
  object: (description: string, example: Record<string, unknown>) =>
    described(z.record(z.string(), z.unknown()), description, example),

  /**
   * Marks a variable that tells of the page, whoever sees it: it goes into pages that a shared cache may keep, where all
   * others are left out.
   */
  ofPage: <T extends z.ZodType>(schema: T): T => schema.meta({ ...schema.meta(), ofPage: true }) as T,
}
