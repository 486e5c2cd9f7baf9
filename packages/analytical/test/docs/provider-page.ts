import { createAnalytical } from '../../src/analytical.ts'
import { type AnyProvider, type Capability, prefixOf, type Tag, vocabulary, type Word } from '../../src/provider.ts'
import { describe } from '../../src/settings/setting.ts'
import { code, fence, list, literal, page, table } from './markdown.ts'
import { settingRows } from './setting-rows.ts'

export const generatedFrom = (source: string) =>
  `<!-- Generated from ${source} by \`npx vitest run packages/analytical/test/docs -u\`. Edit the source, not this page. -->`

/** The page of docs/providers about one provider. */
export function providerPage(provider: AnyProvider): string {
  const { name, title, homepage, category, verified, summary, terms } = provider
  return page(
    generatedFrom(`packages/analytical/src/providers/${name}.ts`),
    `# ${title}`,
    summary,
    table(['name', 'category', 'homepage', 'contract last read'], [[code(name), category, `<${homepage}>`, verified]]),
    '## Settings',
    fence('js', `// settings.js\n${settingsModule(provider)}`),
    table(['setting', 'required', 'what it is', 'example'], settingRows(provider.settings)),
    ...otherNames(provider),
    ...aliases(provider.aliases?.settings, (alias, of) => `${code(alias)} is another name of ${code(of)}.`),
    `Absent: ${title} is off. Wrong: the start fails with a \`SettingsError\`. All settings: [settings](../settings.md).`,
    '## Tags',
    table(['tag', 'is also in', 'what it writes'], Object.entries(provider.tags as Tags).map(tagRow)),
    ...aliases(provider.aliases?.tags, (alias, of) => `${code(alias)} is another name of the tag ${code(of)}.`),
    '## Context variables',
    ...variables(provider),
    '## What of the shared words reaches it',
    words(provider),
    terms === 'no personal data'
      ? `${title} forbids personal data: an identity that tells a person goes as an HMAC, or not at all. See [identity](../guides/identity.md#services-that-forbid-personal-data).`
      : `The e-mail address and the full name of the user’s record reach ${title} only where ${code(`${name.toUpperCase()}_PERSONAL_DATA`)} or \`ANALYTICAL_PERSONAL_DATA\` lists them. See [identity](../guides/identity.md#e-mail-addresses-and-names).`,
    '## Internal IPs',
    `${code(`${name.toUpperCase()}_INTERNAL_IPS`)}, where set, takes the place of \`ANALYTICAL_INTERNAL_IPS\` for ${title}. For these addresses its code is commented out. See [internal IPs](../guides/internal-ips.md).`,
    '## Content security policy',
    'The hosts that its code needs with the settings above; `analytical.csp()` tells those of your own settings. See [content security policy](../guides/content-security-policy.md).',
    table(['directive', 'sources'], Object.entries(kit(provider).csp()).map(policyRow)),
    '## The page it renders',
    ...rendered(provider),
  )
}

const otherNames = ({ name, title, tags, otherNames = [] }: AnyProvider) =>
  otherNames.map((other) => {
    const [tag = name] = Object.keys(tags)
    const examples = [`${prefixOf(other)}INTERNAL_IPS`, `{% ${other + tag.slice(name.length)} %}`].map(code)
    return `Settings, tags and variables of ${title} work with ${code(other)} in place of ${code(name)} too: ${examples.join(', ')}.`
  })

type Tags = Readonly<Record<string, Tag>>

function tagRow([tag, { position, order, stub, script, load, loaded, noscript }]: [
  string,
  Tag & { noscript?: unknown },
]) {
  const place = order === undefined ? code(`analytical_${position}`) : `${code(`analytical_${position}`)}, ${order}`
  const parts = [
    ...(stub || script || loaded ? ['its code'] : []),
    ...(load ? ['the vendor’s file'] : []),
    ...(noscript ? ['a part for browsers without script'] : []),
  ]
  return [code(tag), place, parts.join(', ')]
}

const policyRow = ([directive, sources]: [string, unknown]) => [
  code(directive),
  (sources as readonly string[]).map(code).join(' '),
]

const cached =
  'What tells of the page goes into [pages that a shared cache may keep](../guides/caching.md) too; all else is left out there.'

function variables({ name, title, variables, rest, aliases: { variables: other } = {} }: AnyProvider): string[] {
  const rows = Object.keys(variables).map((variable) => {
    const { description, example, ofPage } = describe(variables[variable]) ?? { description: '', example: '' }
    return [code(`${name}_${variable}`), description, code(literal(example)), ofPage === true ? 'the page' : '']
  })
  const others =
    rest === undefined
      ? `A variable \`${name}_…\` that is not in this table is not published.`
      : `A variable \`${name}_…\` that is not in this table is published too, without its prefix. ${rest}`
  return [
    rows.length === 0
      ? `${title} has no variables of its own.`
      : table(['variable', 'what it is', 'example', 'tells of'], rows),
    ...(rows.some(([, , , of]) => of !== '') ? [cached] : []),
    others,
    ...aliases(other, (alias, of) => `${code(alias)} is another name of ${code(`${name}_${of}`)}.`),
  ]
}

function aliases(of: Readonly<Record<string, string>> | undefined, sentence: (alias: string, of: string) => string) {
  const entries = Object.entries(of ?? {})
  return entries.length === 0 ? [] : [list(entries.map(([alias, name]) => sentence(alias, name)))]
}

function words({ name, capabilities }: AnyProvider): string {
  const rows = vocabulary.map((word) => [
    code(`analytical_${word}`),
    code(`${name}_${word}`),
    capability(capabilities[word as Word]),
  ])
  return table(['shared variable', 'for this provider alone', 'how it gets there'], rows)
}

export const capability = (known: Capability): string => (known === true ? 'yes' : known === false ? 'no' : known)

const required = ({ settings }: AnyProvider) => Object.entries(settings).filter(([, schema]) => !isOptional(schema))
const isOptional = (schema: unknown) => (schema as { isOptional(): boolean }).isOptional()
const exampleOf = (schema: unknown) => describe(schema as never)?.example

const settingsModule = (provider: AnyProvider) =>
  required(provider)
    .map(([name, schema]) => `export const ${name} = ${literal(exampleOf(schema))}`)
    .join('\n')

function kit(provider: AnyProvider, settings: object = {}) {
  const examples = required(provider).map(([name, schema]) => [name, exampleOf(schema)])
  return createAnalytical({
    settings: { ...Object.fromEntries(examples), ...settings },
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
