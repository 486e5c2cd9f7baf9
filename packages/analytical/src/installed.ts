import { addressList } from './address-list.ts'
import type { IdentityTerms } from './identity.ts'
import { namesOf, variableNames } from './names.ts'
import type { AnyProvider, Position, Seen, Tag } from './provider.ts'
import { vocabulary } from './provider.ts'
import type { Interest } from './seen.ts'
import type { CheckedSettings, ProviderSettings } from './settings/check-settings.ts'
import { type ScriptMode, type Snippet, snippet } from './snippet.ts'
import { isNamed } from './verdict.ts'
import type { OwnNames } from './words.ts'

/** A provider with one site's settings: everything that does not depend on a page view, worked out. */
export interface Installed {
  provider: AnyProvider
  /** The names by which a page or a setting may mean it. */
  names: readonly string[]
  settings: Readonly<Record<string, unknown>>
  /** Why it is off; undefined when it is on. */
  off: string | undefined
  interest: Interest
  isInternal(ip: string | undefined): boolean
  tags: readonly InstalledTag[]
}

/** One tag of an installed provider. */
export interface InstalledTag {
  name: string
  position: Position
  order: 'first' | 'last' | undefined
  of: Installed
  /** Undefined while the provider is off. */
  snippet: Snippet | undefined
  data(seen: Seen): unknown
}

/**
 * Installs a provider. Its constant parts are made here, so that a mistake in them shows at start.
 *
 * @throws Error naming the provider when its code cannot be made.
 */
export function install(
  provider: AnyProvider,
  { kit, providers }: CheckedSettings,
  all: readonly AnyProvider[],
): Installed {
  const checked = providers.get(provider.name) as ProviderSettings
  const names = namesOf(provider)
  const isDisabled = isNamed(names, kit.ANALYTICAL_DISABLED)
  const tags: InstalledTag[] = []
  const installed: Installed = {
    provider,
    names,
    settings: checked.values,
    off: checked.off ?? (isDisabled ? 'switched off by ANALYTICAL_DISABLED' : undefined),
    interest: interestOf(provider, checked, kit, all),
    isInternal: addressList(checked.own.INTERNAL_IPS ?? kit.ANALYTICAL_INTERNAL_IPS ?? kit.INTERNAL_IPS ?? []),
    tags,
  }
  for (const [name, tag] of Object.entries(provider.tags) as [string, Tag<unknown, unknown>][]) {
    tags.push({
      name,
      position: tag.position,
      order: tag.order,
      of: installed,
      snippet: installed.off === undefined ? make(provider, name, tag, checked, kit.ANALYTICAL_SCRIPTS) : undefined,
      data: (seen) => tag.data?.(seen as Seen<unknown>, checked.values),
    })
  }
  return installed
}

function make(
  provider: AnyProvider,
  name: string,
  tag: Tag<unknown, unknown>,
  { values }: ProviderSettings,
  mode: ScriptMode = 'inline',
): Snippet {
  try {
    return snippet(provider.title, tag, values, mode)
  } catch (cause) {
    throw new Error(`The tag ${name} of ${provider.title} cannot be made: ${(cause as Error).message}`, { cause })
  }
}

function interestOf(
  provider: AnyProvider,
  checked: ProviderSettings,
  kit: CheckedSettings['kit'],
  all: readonly AnyProvider[],
): Interest {
  const { variables, rest } = provider
  const namesOfVariable = (variable: string) => variableNames(provider, variable)
  const own = Object.fromEntries(vocabulary.map((word) => [word, namesOfVariable(word)])) as OwnNames
  const declared = Object.keys(variables).map((variable) => [variable, namesOfVariable(variable)] as const)
  const base = { terms: identityTerms(provider, checked, kit, own.identity), own, currency: kit.ANALYTICAL_CURRENCY }
  if (rest === undefined) return { ...base, declared, rest: undefined }

  // A walk over the page's names finds the declared ones too, so only those with other names are asked for.
  const others = declared.filter(([, names]) => names.length > 1)
  const taken = new Set([...Object.values(own), ...others.map(([, names]) => names)].flat())
  const prefixes = namesOf(provider).map((name) => `${name}_`)
  const longer = all
    .flatMap(namesOf)
    .map((other) => `${other}_`)
    .filter((other) => isLonger(other, prefixes))
  const isRest = (name: string) => !taken.has(name) && !longer.some((other) => name.startsWith(other))
  return { ...base, declared: others, rest: { prefixes, isRest } }
}

const isLonger = (other: string, prefixes: readonly string[]) =>
  prefixes.some((prefix) => other !== prefix && other.startsWith(prefix))

function identityTerms(
  { name, terms }: AnyProvider,
  { own }: ProviderSettings,
  kit: CheckedSettings['kit'],
  variables: readonly string[],
): IdentityTerms {
  const forbidsPersonalData = terms === 'no personal data'
  return {
    provider: name,
    own: variables,
    automatic: kit.ANALYTICAL_AUTO_IDENTIFY ?? true,
    granted: new Set(forbidsPersonalData ? [] : (own.PERSONAL_DATA ?? kit.ANALYTICAL_PERSONAL_DATA)),
    secret: kit.ANALYTICAL_IDENTITY_SECRET,
    forbidsPersonalData,
  }
}
