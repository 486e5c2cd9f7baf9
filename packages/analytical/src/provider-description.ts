import { literal } from './literal.ts'
import type { AnyProvider, Capability, Category, Directive, Position, Retired, Shape, Tag, Word } from './provider.ts'
import { checkSettings, type ProviderSettings } from './settings/check-settings.ts'
import { describe } from './settings/setting.ts'

/** A setting as a site owner meets it. */
export interface SettingDescription {
  name: string
  required: boolean
  description: string
  /** As one writes it in JavaScript; of a secret, where to take it from. */
  example: string
  secret: boolean
}

/** A context variable under the name that a page gives it. */
interface VariableDescription {
  name: string
  description: string
  example: string
  /** Whether it tells of the page, whoever sees it. */
  ofPage: boolean
}

export interface TagDescription {
  name: string
  position: Position
  order?: 'first' | 'last'
  /** What goes into the page: its code, the vendor's file, a part for browsers without script. */
  writes: readonly string[]
}

/** A name that stands for another. */
export interface OtherName {
  name: string
  of: string
}

/** All that a provider says of itself: the pages of docs/providers and `npx analytical providers` are made from it. */
export interface ProviderDescription {
  name: string
  title: string
  summary: string
  homepage: string
  category: Category
  /** The day the vendor's contract was last read. */
  verified: string
  /** Whether the vendor forbids personal data. */
  forbidsPersonalData: boolean
  /** When the service ended; absent for one that goes on. */
  ended?: string
  settings: readonly SettingDescription[]
  tags: readonly TagDescription[]
  variables: readonly VariableDescription[]
  /** What becomes of a variable that is not among them, where that is published. */
  rest?: string
  capabilities: Readonly<Record<Word, Capability>>
  /** Former and other names of the service itself. */
  otherNames: readonly string[]
  aliases: { settings: readonly OtherName[]; tags: readonly OtherName[]; variables: readonly OtherName[] }
  /** Settings that no longer do anything, and why. */
  retired: readonly { settings: readonly string[]; because: string }[]
  /** What its code needs of a policy, with the examples of its required settings. */
  hosts: Readonly<Partial<Record<Directive, readonly string[]>>>
}

export function describeProvider(provider: AnyProvider): ProviderDescription {
  const { name, title, summary, homepage, category, verified, terms, ended, rest, variables, capabilities } = provider
  const { aliases = {}, retired = [] } = provider
  return {
    name,
    title,
    summary,
    homepage,
    category,
    verified,
    forbidsPersonalData: terms !== undefined,
    ...(ended === undefined ? {} : { ended }),
    settings: describeSettings(provider.settings),
    tags: Object.entries(provider.tags as Readonly<Record<string, Tag>>).map(describeTag),
    variables: Object.entries(variables as Shape).map(([variable, schema]) => {
      const { description = '', example, ofPage = false } = describe(schema) ?? {}
      return { name: `${name}_${variable}`, description, example: literal(example), ofPage }
    }),
    ...(rest === undefined ? {} : { rest }),
    capabilities,
    otherNames: provider.otherNames ?? [],
    aliases: {
      settings: otherNames(aliases.settings),
      tags: otherNames(aliases.tags),
      variables: otherNames(aliases.variables, `${name}_`),
    },
    retired: retired.map(({ settings, because }: Retired) => ({ settings, because })),
    hosts: ended === undefined ? hostsOf(provider) : {},
  }
}

/** What settings say of themselves, in the order of their schemas. */
export const describeSettings = (schemas: Shape, prefix = ''): SettingDescription[] =>
  Object.entries(schemas).map(([name, schema]) => {
    const { description = '', example, secret = false } = describe(schema) ?? {}
    return {
      name: prefix + name,
      required: !schema.isOptional(),
      description,
      example: secret ? String(example) : literal(example),
      secret,
    }
  })

/** The required settings of a provider with their examples: enough to switch it on. */
export const exampleSettings = ({ settings }: AnyProvider): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(settings as Shape)
      .filter(([, schema]) => !schema.isOptional())
      .map(([name, schema]) => [name, describe(schema)?.example]),
  )

/** A capability in words. */
export const capabilityText = (known: Capability): string => (known === true ? 'yes' : known === false ? 'no' : known)

function describeTag([name, tag]: [string, Tag & { noscript?: unknown }]): TagDescription {
  const { position, order, stub, script, load, loaded, noscript } = tag
  const writes = [
    ...(stub || script || loaded ? ['its code'] : []),
    ...(load ? ['the vendor’s file'] : []),
    ...(noscript ? ['a part for browsers without script'] : []),
  ]
  return { name, position, ...(order === undefined ? {} : { order }), writes }
}

const otherNames = (of: Readonly<Record<string, string>> = {}, prefix = ''): OtherName[] =>
  Object.entries(of).map(([name, other]) => ({ name, of: prefix + other }))

function hostsOf(provider: AnyProvider) {
  const { providers } = checkSettings(exampleSettings(provider), [provider])
  return provider.csp((providers.get(provider.name) as ProviderSettings).values)
}
