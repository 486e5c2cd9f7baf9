import { type AnyProvider, createAnalytical, providers } from 'analytical'
import { type Combination, hasNonce, nonce, type PageAt, pageAt } from './page-at.ts'

export const living = (providers as readonly AnyProvider[]).filter(({ ended }) => ended === undefined)

interface Schema {
  meta(): { example: unknown }
  isOptional(): boolean
}
type Schemas = Readonly<Record<string, Schema>>

/** The examples of settings or variables, by their names. */
export const examplesOf = (schemas: Schemas, prefix = ''): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [prefix + name, schema.meta().example]))

const required = (schemas: Schemas): Schemas =>
  Object.fromEntries(Object.entries(schemas).filter(([, schema]) => !schema.isOptional()))

/** Every word of the shared vocabulary but the identity, which the user gives. */
export const sharedWords = {
  analytical_session: { plan: 'gold' },
  analytical_goal: { id: 'signed_up', revenue: 9.5, currency: 'EUR' },
  analytical_split: { name: 'hero', version: 'loud' },
  analytical_page: { href: '/counted-here', title: 'Counted so', referrer: 'https://referrer.example/' },
  analytical_events: [['rhyme posted', { lines: 4 }]],
}

/** A page of one provider, and what the kit had to say while it was made. */
export interface ProviderPage extends PageAt {
  told: readonly string[]
}

/** A site that asks for consent, and what its page knows of the visitor: a choice, headers of the request. */
export interface Asking {
  choice?: boolean
  headers?: Readonly<Record<string, string>>
}

/** A page of one provider, with every word of the shared vocabulary and, in full, its own settings and variables. */
export function pageWith(
  provider: AnyProvider,
  combination: Combination,
  {
    inFull = true,
    more = {},
    asking,
  }: { inFull?: boolean; more?: Readonly<Record<string, readonly string[]>>; asking?: Asking } = {},
): ProviderPage {
  const { name, settings, variables } = provider
  const told: string[] = []
  const analytical = createAnalytical({
    settings: {
      ...examplesOf(inFull ? settings : required(settings)),
      ANALYTICAL_SCRIPTS: combination.mode,
      ...(asking && { ANALYTICAL_CONSENT: 'required' }),
    },
    providers: [provider],
    onError: (error) => told.push((error as Error).message),
  })
  const context = {
    ...(inFull ? examplesOf(variables, `${name}_`) : {}),
    analytical: analytical.pageView({
      user: { username: 'jeff', id: 'u17' },
      ...(asking && { request: { headers: asking.headers ?? {} }, consent: asking.choice }),
      ...(hasNonce(combination) ? { nonce } : {}),
    }),
    ...sharedWords,
  }
  // An address of its own, so that no provider finds what another kept.
  const url = `https://${name.replaceAll('_', '-')}.rhymes.example/board`
  return { ...pageAt(url, analytical, context, combination, more), told }
}
