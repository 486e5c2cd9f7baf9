import { type AnyProvider, prefixOf } from '../../src/provider.ts'
import { describeSettings } from '../../src/provider-description.ts'
import { kitSettings, ownKitSettings } from '../../src/settings/kit-settings.ts'
import { code, list, page, table } from './markdown.ts'
import { generatedFrom } from './provider-page.ts'
import { settingRows } from './setting-rows.ts'

const head = ['setting', 'required', 'what it is', 'example']

/** The page docs/settings.md. */
export function settingsPage(providers: readonly AnyProvider[]): string {
  return page(
    generatedFrom('packages/analytical/src/settings/kit-settings.ts and the providers'),
    '# Settings',
    'Settings are one object with names in capitals: the exports of a module, a literal, or what `readSettings` returns. How to give them: [getting started](getting-started.md#settings).',
    list([
      'Values are trimmed. Numbers, booleans and lists may be written as text, as an environment has them: `true`, `10`, `a, b`.',
      'A required setting that is absent, null or empty: that provider is off, silently.',
      'A wrong value, or an unknown name that is nearly a setting’s or starts as those of a provider that is in use: an error. `createAnalytical` throws one `SettingsError` that lists all of them.',
      'Other settings of a provider without its required ones, and an unknown name that starts as a provider’s settings do: a warning, printed once and kept in `analytical.problems`.',
      'Of an environment only the names on this page are taken.',
    ]),
    '## The kit',
    table(head, settingRows(describeSettings(kitSettings))),
    '## Every provider',
    'Each provider has these beside its own, with its name in capitals in front: `CLICKY_INTERNAL_IPS`. A provider whose service forbids personal data has no `…_PERSONAL_DATA`.',
    table(head, settingRows(describeSettings(ownKitSettings, '<PROVIDER>_'))),
    ...providers
      .filter(({ ended }) => ended === undefined)
      .flatMap((provider) => [
        `## ${provider.title}`,
        table(head, settingRows(describeSettings(provider.settings))),
        `Its page: [${provider.title}](providers/${provider.name}.md).`,
      ]),
    '## Other names',
    'Names that stand for another. Where both are set, the name itself counts.',
    table(['name', 'stands for'], providers.flatMap(otherNames)),
    '## Names that no longer count',
    'Each gives one line at the start, and nothing else.',
    table(
      ['name', 'why'],
      providers.flatMap(({ retired = [] }) =>
        retired.map(({ settings, value, because }) => [
          settings.map(code).join(', ') + (value === undefined ? '' : ` with a value like ${code(String(value))}`),
          because,
        ]),
      ),
    ),
  )
}

const otherNames = (provider: AnyProvider) => [
  ...(provider.otherNames ?? []).map((other) => [code(`${prefixOf(other)}…`), code(`${prefixOf(provider.name)}…`)]),
  ...Object.entries(provider.aliases?.settings ?? {}).map(([alias, of]) => [code(alias), code(of)]),
]
