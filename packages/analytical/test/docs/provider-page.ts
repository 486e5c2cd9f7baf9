import { createAnalytical } from '../../src/analytical.ts'
import { literal } from '../../src/literal.ts'
import { type AnyProvider, prefixOf, vocabulary } from '../../src/provider.ts'
import {
  capabilityText,
  describeProvider,
  exampleSettings,
  type OtherName,
  type ProviderDescription,
  type TagDescription,
} from '../../src/provider-description.ts'
import { code, fence, list, page, table } from './markdown.ts'
import { settingRows } from './setting-rows.ts'

export const generatedFrom = (source: string) =>
  `<!-- Generated from ${source} by \`npx vitest run packages/analytical/test/docs -u\`. Edit the source, not this page. -->`

/** The page of docs/providers about one provider. */
export function providerPage(provider: AnyProvider): string {
  const description = describeProvider(provider)
  const { name, title, homepage, category, verified, summary, settings, tags, aliases } = description
  return page(
    generatedFrom(`packages/analytical/src/providers/${name}.ts`),
    `# ${title}`,
    summary,
    table(['name', 'category', 'homepage', 'contract last read'], [[code(name), category, `<${homepage}>`, verified]]),
    '## Settings',
    fence('js', `// settings.js\n${settingsModule(provider)}`),
    table(['setting', 'required', 'what it is', 'example'], settingRows(settings)),
    ...otherNames(description),
    ...aliasList(aliases.settings, (alias, of) => `${code(alias)} is another name of ${code(of)}.`),
    `Absent: ${title} is off. Wrong: the start fails with a \`SettingsError\`. All settings: [settings](../settings.md).`,
    '## Tags',
    table(['tag', 'is also in', 'what it writes'], tags.map(tagRow)),
    ...aliasList(aliases.tags, (alias, of) => `${code(alias)} is another name of the tag ${code(of)}.`),
    '## Context variables',
    ...variables(description),
    '## What of the shared words reaches it',
    words(description),
    description.forbidsPersonalData
      ? `${title} forbids personal data: an identity that tells a person goes as an HMAC, or not at all. See [identity](../guides/identity.md#services-that-forbid-personal-data).`
      : `The e-mail address and the full name of the user’s record reach ${title} only where ${code(`${name.toUpperCase()}_PERSONAL_DATA`)} or \`ANALYTICAL_PERSONAL_DATA\` lists them. See [identity](../guides/identity.md#e-mail-addresses-and-names).`,
    '## Internal IPs',
    `${code(`${name.toUpperCase()}_INTERNAL_IPS`)}, where set, takes the place of \`ANALYTICAL_INTERNAL_IPS\` for ${title}. For these addresses its code is commented out. See [internal IPs](../guides/internal-ips.md).`,
    '## Content security policy',
    'The hosts that its code needs with the settings above; `analytical.csp()` tells those of your own settings. See [content security policy](../guides/content-security-policy.md).',
    table(['directive', 'sources'], Object.entries(description.hosts).map(policyRow)),
    '## The page it renders',
    ...rendered(provider),
  )
}

const otherNames = ({ name, title, tags, otherNames }: ProviderDescription) =>
  otherNames.map((other) => {
    const tag = tags[0]?.name ?? name
    const examples = [`${prefixOf(other)}INTERNAL_IPS`, `{% ${other + tag.slice(name.length)} %}`].map(code)
    return `Settings, tags and variables of ${title} work with ${code(other)} in place of ${code(name)} too: ${examples.join(', ')}.`
  })

function tagRow({ name, position, order, writes }: TagDescription) {
  const place = order === undefined ? code(`analytical_${position}`) : `${code(`analytical_${position}`)}, ${order}`
  return [code(name), place, writes.join(', ')]
}

const policyRow = ([directive, sources]: [string, unknown]) => [
  code(directive),
  (sources as readonly string[]).map(code).join(' '),
]

const cached =
  'What tells of the page goes into [pages that a shared cache may keep](../guides/caching.md) too; all else is left out there.'

function variables({ name, title, variables, rest, aliases }: ProviderDescription): string[] {
  const rows = variables.map(({ name, description, example, ofPage }) => {
    return [code(name), description, code(example), ofPage ? 'the page' : '']
  })
  const others =
    rest === undefined
      ? `A variable \`${name}_…\` that is not in this table is not published.`
      : `A variable \`${name}_…\` that is not in this table is published too, without its prefix. ${rest}`
  return [
    rows.length === 0
      ? `${title} has no variables of its own.`
      : table(['variable', 'what it is', 'example', 'tells of'], rows),
    ...(variables.some(({ ofPage }) => ofPage) ? [cached] : []),
    others,
    ...aliasList(aliases.variables, (alias, of) => `${code(alias)} is another name of ${code(of)}.`),
  ]
}

const aliasList = (aliases: readonly OtherName[], sentence: (alias: string, of: string) => string) =>
  aliases.length === 0 ? [] : [list(aliases.map(({ name, of }) => sentence(name, of)))]

function words({ name, capabilities }: ProviderDescription): string {
  const rows = vocabulary.map((word) => [
    code(`analytical_${word}`),
    code(`${name}_${word}`),
    capabilityText(capabilities[word]),
  ])
  return table(['shared variable', 'for this provider alone', 'how it gets there'], rows)
}

const settingsModule = (provider: AnyProvider) =>
  Object.entries(exampleSettings(provider))
    .map(([name, example]) => `export const ${name} = ${literal(example)}`)
    .join('\n')

function kit(provider: AnyProvider, settings: object = {}) {
  return createAnalytical({
    settings: { ...exampleSettings(provider), ...settings },
    providers: [provider],
    onError(error) {
      throw error
    },
  })
}

const shownPage = {
  analytical_goal: { id: 5, revenue: 9.95 },
  analytical_split: { name: 'home', version: 'b' },
}

function rendered(provider: AnyProvider): string[] {
  const bytes: string[][] = []
  const parts = (['inline', 'island'] as const).flatMap((mode) => {
    const analytical = kit(provider, { ANALYTICAL_SCRIPTS: mode })
    const context = { ...shownPage, analytical: analytical.pageView({ user: { username: 'jeff' }, nonce: 'rAnd0m' }) }
    return analytical.explain(context).flatMap(({ tag, bytes: size }) => {
      bytes.push([code(tag), mode, String(size)])
      return [`### ${code(tag)}, ${mode}`, fence('html', analytical.render(tag, context))]
    })
  })
  return [
    `With the settings above, for the signed-in user \`jeff\` and the nonce \`rAnd0m\`, in a page that sets`,
    fence(
      'text',
      Object.entries(shownPage)
        .map(([name, value]) => `${name} = ${literal(value)}`)
        .join('\n'),
    ),
    ...parts,
    'Their sizes, as `analytical.explain(context)` tells them:',
    table(['tag', 'ANALYTICAL_SCRIPTS', 'bytes'], bytes),
  ]
}
