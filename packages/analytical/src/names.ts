import { type AnyProvider, prefixOf } from './provider.ts'

/** A name and the one it stands for. */
export type Alias = readonly [alias: string, of: string]

/** A provider's own name and the other names of its service. */
export const namesOf = ({ name, otherNames = [] }: AnyProvider): readonly string[] => [name, ...otherNames]

/** Every other name of a provider's settings, given those it has under its own. */
export function settingAliases(provider: AnyProvider, settings: readonly string[]): readonly Alias[] {
  const { name, otherNames = [], aliases } = provider
  const renamed = otherNames.flatMap((other) =>
    settings.map((setting) => [prefixOf(other) + setting.slice(prefixOf(name).length), setting] as const),
  )
  return [...renamed, ...Object.entries((aliases?.settings ?? {}) as Record<string, string>)]
}

/** Every other name of a provider's tags. */
export function tagAliases({ name, otherNames = [], aliases, tags }: AnyProvider): readonly Alias[] {
  const renamed = otherNames.flatMap((other) =>
    Object.keys(tags).map((tag) => [other + tag.slice(name.length), tag] as const),
  )
  return [...renamed, ...Object.entries(aliases?.tags ?? {})]
}

/** The names under which a page may set a provider's variable (or its own form of a shared word), its own first. */
export function variableNames(provider: AnyProvider, variable: string): readonly string[] {
  const others = Object.entries(provider.aliases?.variables ?? {}).filter(([, of]) => of === variable)
  return [...namesOf(provider).map((name) => `${name}_${variable}`), ...others.map(([alias]) => alias)]
}
