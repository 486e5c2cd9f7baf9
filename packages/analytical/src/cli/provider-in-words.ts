import { vocabulary } from '../provider.ts'
import { capabilityText, type OtherName, type ProviderDescription } from '../provider-description.ts'
import { textTable } from '../text-table.ts'
import type { Terminal } from './terminal.ts'

/** All providers, a line for each. */
export function providersInWords(all: readonly ProviderDescription[], { style }: Terminal): string {
  const rows = all.map(({ name, title, category, ended, settings }) => [
    name,
    title,
    category,
    ended === undefined
      ? settings.flatMap(({ name, required }) => (required ? [name] : [])).join(', ')
      : `(ended ${ended})`,
  ])
  const [head = '', ...lines] = textTable([['name', 'service', 'category', 'required settings'], ...rows])
  return [style('bold', head), ...lines].join('\n')
}

/** One provider, whole. */
export function providerInWords(provider: ProviderDescription, { style }: Terminal): string {
  const { name, title, summary, homepage, category, verified, forbidsPersonalData, ended } = provider
  const section = (head: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', style('bold', head), ...lines.map((line) => `  ${line}`)]
  return [
    style('bold', `${title} (${name})`),
    summary,
    `${homepage}, ${category}, contract last read ${verified}`,
    ...(ended === undefined ? [] : [`The service ended ${ended}: its settings are ignored, its tags render nothing.`]),
    ...(forbidsPersonalData ? ['Its terms forbid personal data.'] : []),
    ...section('Settings', settings(provider)),
    ...section('Settings that no longer count', retired(provider)),
    ...section('Tags', tags(provider)),
    ...section('Context variables', variables(provider)),
    ...section('What of the shared words reaches it', ended === undefined ? words(provider) : []),
    ...section('Other names', otherNames(provider)),
    ...section(
      'Content security policy',
      Object.entries(provider.hosts).map(([directive, sources]) => [directive, ...sources].join(' ')),
    ),
  ].join('\n')
}

const settings = ({ settings }: ProviderDescription) =>
  settings.flatMap(({ name, required, description, example }) => [
    `${name}${required ? ' (required)' : ''}, like ${example}`,
    `  ${description}`,
  ])

const retired = ({ retired }: ProviderDescription) =>
  retired.map(({ settings, because }) => `${settings.join(', ')}: ${because}`)

const tags = ({ tags }: ProviderDescription) =>
  textTable(
    tags.map(({ name, position, order, writes }) => [
      name,
      `in analytical_${position}${order === undefined ? '' : `, ${order}`}`,
      writes.join(', '),
    ]),
  )

const variables = ({ name, variables, rest }: ProviderDescription) => [
  ...variables.flatMap(({ name, description, example }) => [`${name}, like ${example}`, `  ${description}`]),
  ...(rest === undefined ? [] : [`${name}_…`, `  ${rest}`]),
]

const words = ({ capabilities }: ProviderDescription) =>
  textTable(vocabulary.map((word) => [word, capabilityText(capabilities[word])]))

function otherNames({ name, otherNames, aliases }: ProviderDescription): string[] {
  const sentence = ({ name, of }: OtherName) => `${name} for ${of}`
  return [
    ...otherNames.map((other) => `${other} for ${name}, in settings, tags and variables`),
    ...[...aliases.settings, ...aliases.tags, ...aliases.variables].map(sentence),
  ]
}
