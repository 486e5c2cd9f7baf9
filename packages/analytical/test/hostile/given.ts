import type { z } from 'zod'
import type { AnyProvider } from '../../src/provider.ts'
import { describe } from '../../src/settings/setting.ts'

export type Fields = Readonly<Record<string, unknown>>

/** All that a site and a visitor give for one page. */
export interface Given {
  settings: Fields
  variables: Fields
  user: Fields
  nonce: string
}

const examples = (schemas: Readonly<Record<string, z.ZodType>>, prefix = ''): Fields =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [prefix + name, describe(schema)?.example]))

/** Every word of the shared vocabulary but the identity, which the user gives. */
export const words = {
  session: { plan: 'gold' },
  goal: { id: 'signed_up', name: 'Signed up', revenue: 9.5, currency: 'EUR' },
  split: { name: 'hero', version: 'loud', goal: 'signed_up' },
  page: { href: '/counted-here', title: 'Counted so', referrer: 'https://referrer.example/' },
  events: [['rhyme posted', { lines: 4 }]],
} as const

const sharedWords = Object.fromEntries(Object.entries(words).map(([word, value]) => [`analytical_${word}`, value]))

/** A page with nothing hostile: the examples of the provider's settings, the shared words, somebody signed in. */
export const harmless = ({ settings }: AnyProvider): Given => ({
  settings: examples(settings),
  variables: sharedWords,
  user: { username: 'jeff', id: 'u17', email: 'jeff@example.com', name: 'Jeffrey Bean', createdAt: '2026-01-02' },
  nonce: 'bm9uY2U=',
})

/** The same with the examples of the provider's own variables. */
export const harmlessInFull = (provider: AnyProvider): Given => {
  const given = harmless(provider)
  return { ...given, variables: { ...given.variables, ...examples(provider.variables, `${provider.name}_`) } }
}
