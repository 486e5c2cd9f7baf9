import { parseAddress } from './address.ts'
import { addressList } from './address-list.ts'
import { atHand } from './at-hand.ts'
import type { ConsentRules } from './consent/rules.ts'
import { messageOf } from './faults.ts'
import type { IdentityTerms } from './identity.ts'
import { namesOf, variableNames } from './names.ts'
import { honouredSignals, objectionIn } from './objections.ts'
import { ownVariablesOf } from './own-variables.ts'
import type { AnyProvider, Category, Position, Seen, Tag } from './provider.ts'
import { vocabulary } from './provider.ts'
import type { Interest } from './seen.ts'
import type { CheckedSettings, ProviderSettings } from './settings/check-settings.ts'
import { type Snippet, type SnippetRules, snippet } from './snippet.ts'
import type { OwnNames } from './words.ts'

/** A provider with one site's settings: everything that does not depend on a page view, worked out. */
export interface Installed {
  provider: AnyProvider
  /** The names by which a page or a setting may mean it. */
  names: readonly string[]
  settings: Readonly<Record<string, unknown>>
  /** What the service is for on this site. */
  category: Category
  /** The subject whose consent it needs; undefined where it needs none. */
  subject: string | undefined
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
  /** Whether its code may go out before the visitor chose, as it waits for that by itself. */
  waitsItself: boolean
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
  consent: ConsentRules | undefined,
): Installed {
  const checked = providers.get(provider.name) as ProviderSettings
  const names = namesOf(provider)
  const { category, off } = checked
  const tags: InstalledTag[] = []
  const installed: Installed = {
    provider,
    names,
    settings: checked.values,
    category,
    subject: consent?.subjectOf(provider.name, category),
    off,
    interest: interestOf(provider, checked, kit, all),
    isInternal: internalRule(checked.own.INTERNAL_IPS ?? kit.ANALYTICAL_INTERNAL_IPS ?? kit.INTERNAL_IPS ?? [], kit),
    tags,
  }
  const rules: SnippetRules = {
    mode: kit.ANALYTICAL_SCRIPTS ?? 'inline',
    objection: objectionIn(honouredSignals(kit)(category)),
    consent: consent?.ofTag(provider.name, category),
  }
  for (const [name, tag] of Object.entries(provider.tags) as [string, Tag<unknown, unknown>][]) {
    tags.push({
      name,
      position: tag.position,
      order: tag.order,
      of: installed,
      waitsItself: tag.consentMode === true && kit.ANALYTICAL_CONSENT_MODE === 'advanced',
      snippet: off === undefined ? make(provider, name, tag, checked, rules) : undefined,
      data: (seen) => atHand(tag.data?.(seen as Seen<unknown>, checked.values), 'what data returns'),
    })
  }
  return installed
}

function internalRule(entries: readonly string[], { ANALYTICAL_UNKNOWN_IP: unknown }: CheckedSettings['kit']) {
  const isListed = addressList(entries)
  if (unknown !== 'internal' || entries.length === 0) return isListed
  return (ip: string | undefined) => ip === undefined || parseAddress(ip) === undefined || isListed(ip)
}

function make(
  provider: AnyProvider,
  name: string,
  tag: Tag<unknown, unknown>,
  { values }: ProviderSettings,
  rules: SnippetRules,
): Snippet {
  try {
    return snippet({ title: provider.title, name }, tag, values, rules)
  } catch (cause) {
    throw new Error(`The tag ${name} of ${provider.title} cannot be made: ${messageOf(cause)}`, { cause })
  }
}

function interestOf(
  provider: AnyProvider,
  checked: ProviderSettings,
  kit: CheckedSettings['kit'],
  all: readonly AnyProvider[],
): Interest {
  const words = Object.fromEntries(vocabulary.map((word) => [word, variableNames(provider, word)])) as OwnNames
  return {
    terms: identityTerms(provider, checked, kit, words.identity),
    words,
    own: ownVariablesOf(provider, words, all),
    currency: kit.ANALYTICAL_CURRENCY,
  }
}

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
