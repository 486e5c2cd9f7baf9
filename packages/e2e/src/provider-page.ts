import { exampleSettings, exampleVariables, sharedWords } from '@analytical/testing'
import { type AnyProvider, createAnalytical, providers } from 'analytical'
import { type Combination, hasNonce, nonce, type PageAt, pageAt } from './page-at.ts'

export const living = (providers as readonly AnyProvider[]).filter(({ ended }) => ended === undefined)

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
  const told: string[] = []
  const analytical = createAnalytical({
    settings: {
      ...exampleSettings(provider, inFull),
      ANALYTICAL_SCRIPTS: combination.mode,
      ...(asking && { ANALYTICAL_CONSENT: 'required' }),
    },
    providers: [provider],
    onError: (error) => told.push((error as Error).message),
  })
  const context = {
    ...(inFull ? exampleVariables(provider) : {}),
    analytical: analytical.pageView({
      user: { username: 'jeff', id: 'u17' },
      ...(asking && { request: { headers: asking.headers ?? {} }, consent: asking.choice }),
      ...(hasNonce(combination) ? { nonce } : {}),
    }),
    ...sharedWords(),
  }
  // An address of its own, so that no provider finds what another kept.
  const url = `https://${provider.name.replaceAll('_', '-')}.rhymes.example/board`
  return { ...pageAt(url, analytical, context, combination, more), told }
}
