import type { AnyProvider } from '../../src/provider.ts'
import { vocabulary } from '../../src/provider.ts'
import { capabilityText, describeProvider, type ProviderDescription } from '../../src/provider-description.ts'
import { code, page, table } from './markdown.ts'
import { generatedFrom } from './provider-page.ts'

/** The index of docs/providers. */
export function providerIndex(providers: readonly AnyProvider[]): string {
  const all = providers.map(describeProvider)
  const living = all.filter(({ ended }) => ended === undefined)
  const ended = all.filter(({ ended }) => ended !== undefined)
  const link = ({ name, title }: ProviderDescription) => `[${title}](${name}.md)`
  return page(
    generatedFrom('packages/analytical/src/providers'),
    '# Providers',
    table(
      ['provider', 'required settings', 'tags', 'category', 'contract last read'],
      living.map((provider) => [
        link(provider),
        provider.settings.flatMap(({ name, required }) => (required ? [code(name)] : [])).join(', '),
        tagNames(provider),
        provider.category,
        provider.verified,
      ]),
    ),
    '## Services that have ended',
    'Their settings give one line at the start, their tags stay valid in templates and render nothing.',
    table(
      ['service', 'tags', 'what is said'],
      ended.map((provider) => [
        provider.title,
        tagNames(provider),
        `${code(provider.retired[0]?.settings[0] ?? '')} is ignored: ${provider.retired[0]?.because}`,
      ]),
    ),
    'A service that is not here: [writing a provider](../guides/writing-a-provider.md).',
    '## What each can express',
    'The shared words are in [events, goals and splits](../guides/events-goals-splits.md) and [identity](../guides/identity.md). `analytical.capabilities()` returns this table.',
    table(
      ['provider', ...vocabulary],
      living.map((provider) => [
        link(provider),
        ...vocabulary.map((word) => capabilityText(provider.capabilities[word])),
      ]),
    ),
  )
}

const tagNames = ({ tags }: ProviderDescription) => tags.map(({ name }) => code(name)).join(', ')
