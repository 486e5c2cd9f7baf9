import type { AnyProvider } from 'analytical'

interface Schema {
  meta(): { example: unknown }
  isOptional(): boolean
}

/** Settings or variables by their names. */
export type Schemas = Readonly<Record<string, Schema>>

export const exampleIn = (schema: Schema): unknown => schema.meta().example

/** The examples of a provider's settings: of all, or of those that switch it on. */
export const exampleSettings = ({ settings }: AnyProvider, inFull = true): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(settings as Schemas)
      .filter(([, schema]) => inFull || !schema.isOptional())
      .map(([name, schema]) => [name, exampleIn(schema)]),
  )

/** The examples of a provider's variables, as a page sets them. */
export const exampleVariables = ({ name, variables }: AnyProvider): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(variables as Schemas).map(([variable, schema]) => [`${name}_${variable}`, exampleIn(schema)]),
  )

/** The record of a signed-in user. */
export const exampleUser = { username: 'jeff', id: 'u17', email: 'jeff@example.com', name: 'Jeffrey Bean' }

/** Every word of the shared vocabulary but the identity, which the user gives. */
export const exampleWords = {
  session: { plan: 'gold' },
  goal: { id: 'signed_up', revenue: 9.5, currency: 'EUR' },
  split: { name: 'hero', version: 'loud' },
  page: { href: '/counted-here', title: 'Counted so', referrer: 'https://referrer.example/' },
  events: [['rhyme posted', { lines: 4 }]],
}

/** The same words as a page sets them. */
export const sharedWords = (): Record<string, unknown> =>
  Object.fromEntries(Object.entries(exampleWords).map(([word, value]) => [`analytical_${word}`, value]))
