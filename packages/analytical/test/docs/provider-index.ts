import type { AnyProvider } from '../../src/provider.ts'
import { vocabulary } from '../../src/provider.ts'
import { code, page, table } from './markdown.ts'
import { capability, generatedFrom } from './provider-page.ts'

/** The index of docs/providers. */
export function providerIndex(providers: readonly AnyProvider[]): string {
  const link = ({ name, title }: AnyProvider) => `[${title}](${name}.md)`
  return page(
    generatedFrom('packages/analytical/src/providers'),
    '# Providers',
    table(
      ['provider', 'required settings', 'tags', 'category', 'contract last read'],
      providers.map((provider) => [
        link(provider),
        requiredSettings(provider).map(code).join(', '),
        Object.keys(provider.tags).map(code).join(', '),
        provider.category,
        provider.verified,
      ]),
    ),
    'A service that is not here: [writing a provider](../guides/writing-a-provider.md).',
    '## What each can express',
    'The shared words are in [events, goals and splits](../guides/events-goals-splits.md) and [identity](../guides/identity.md). `analytical.capabilities()` returns this table.',
    table(
      ['provider', ...vocabulary],
      providers.map((provider) => [
        link(provider),
        ...vocabulary.map((word) => capability(provider.capabilities[word])),
      ]),
    ),
  )
}

const requiredSettings = ({ settings }: AnyProvider) =>
  Object.entries(settings)
    .filter(([, schema]) => !(schema as { isOptional(): boolean }).isOptional())
    .map(([name]) => name)
