import type { AnyProvider } from '../../src/provider.ts'
import { vocabulary } from '../../src/provider.ts'
import { code, page, table } from './markdown.ts'
import { capability, generatedFrom } from './provider-page.ts'

/** The index of docs/providers. */
export function providerIndex(providers: readonly AnyProvider[]): string {
  const living = providers.filter(({ ended }) => ended === undefined)
  const ended = providers.filter(({ ended }) => ended !== undefined)
  const link = ({ name, title }: AnyProvider) => `[${title}](${name}.md)`
  return page(
    generatedFrom('packages/analytical/src/providers'),
    '# Providers',
    table(
      ['provider', 'required settings', 'tags', 'category', 'contract last read'],
      living.map((provider) => [
        link(provider),
        requiredSettings(provider).map(code).join(', '),
        Object.keys(provider.tags).map(code).join(', '),
        provider.category,
        provider.verified,
      ]),
    ),
    '## Services that have ended',
    'Their settings give one line at the start, their tags stay valid in templates and render nothing.',
    table(
      ['service', 'tags', 'what is said'],
      ended.map(({ title, tags, retired = [] }) => [
        title,
        Object.keys(tags).map(code).join(', '),
        `${code(retired[0]?.settings[0] ?? '')} is ignored: ${retired[0]?.because}`,
      ]),
    ),
    'A service that is not here: [writing a provider](../guides/writing-a-provider.md).',
    '## What each can express',
    'The shared words are in [events, goals and splits](../guides/events-goals-splits.md) and [identity](../guides/identity.md). `analytical.capabilities()` returns this table.',
    table(
      ['provider', ...vocabulary],
      living.map((provider) => [link(provider), ...vocabulary.map((word) => capability(provider.capabilities[word]))]),
    ),
  )
}

const requiredSettings = ({ settings }: AnyProvider) =>
  Object.entries(settings)
    .filter(([, schema]) => !(schema as { isOptional(): boolean }).isOptional())
    .map(([name]) => name)
