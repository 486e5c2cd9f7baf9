import type { z } from 'zod'
import { namesOf, settingAliases } from '../names.ts'
import { type AnyProvider, prefixOf, type Retired, type Shape } from '../provider.ts'
import { kitSettings, ownKitSettings } from './kit-settings.ts'
import { asList } from './setting.ts'

/** A name under which a setting may be given. */
export interface DeclaredSetting {
  /** The setting's own name; another than the one it was found by where that is an alias. */
  name: string
  schema: z.ZodType
  /** Whose setting it is; undefined where it concerns all providers. */
  provider: string | undefined
}

/** Every setting that these providers and the kit know. */
export class DeclaredSettings {
  readonly #byName = new Map<string, DeclaredSetting>()
  /** The provider that each prefix is of. */
  readonly #prefixes = new Map<string, AnyProvider>()
  readonly #forbidden = new Set<string>()
  readonly #retired: readonly (readonly [provider: AnyProvider, retired: Retired])[]

  constructor(providers: readonly AnyProvider[]) {
    this.#retired = providers.flatMap((provider) => (provider.retired ?? []).map((one) => [provider, one] as const))
    this.#add(kitSettings)
    for (const provider of providers) {
      for (const name of namesOf(provider)) this.#prefixes.set(prefixOf(name), provider)
      if (provider.ended === undefined) this.#addAllOf(provider)
    }
  }

  #addAllOf(provider: AnyProvider): void {
    const { name, settings, terms } = provider
    const prefix = prefixOf(name)
    const { PERSONAL_DATA: _, ...allowed } = ownKitSettings
    const own: Shape = terms === undefined ? ownKitSettings : allowed
    if (terms !== undefined) this.#forbidden.add(`${prefix}PERSONAL_DATA`)
    this.#add(own, name, prefix)
    this.#add(settings, name)
    const names = [...Object.keys(own).map((key) => prefix + key), ...Object.keys(settings)]
    for (const [alias, of] of settingAliases(provider, names)) {
      this.#byName.set(alias, { ...(this.#byName.get(of) as DeclaredSetting) })
    }
  }

  #add(schemas: Shape, provider?: string, prefix = ''): void {
    for (const [key, schema] of Object.entries(schemas)) {
      this.#byName.set(prefix + key, { name: prefix + key, schema, provider })
    }
  }

  /** What is retired about a setting with this value, and of which provider; undefined where it still counts. */
  retired(name: string, value: unknown): readonly [provider: AnyProvider, retired: Retired] | undefined {
    const listed = this.#retired.find(([, { settings, value: only }]) => {
      return settings.includes(name) && (only === undefined || isAll(only, value))
    })
    if (listed !== undefined || this.get(name) !== undefined) return listed
    const owner = this.#ownerOf(name)
    return owner?.ended === undefined ? undefined : this.#retired.find(([provider]) => provider === owner)
  }

  get(name: string): DeclaredSetting | undefined {
    return this.#byName.get(name)
  }

  /** Whether a name would grant personal data to a provider whose terms forbid it. */
  isForbidden(name: string): boolean {
    return this.#forbidden.has(name)
  }

  /** All names, those of settings before their aliases. */
  get names(): readonly string[] {
    const isAlias = (name: string) => Number(this.get(name)?.name !== name)
    return [...this.#byName.keys()].sort((a, b) => isAlias(a) - isAlias(b))
  }

  /** Each setting once, under its own name. */
  get settings(): readonly DeclaredSetting[] {
    return [...this.#byName].filter(([name, setting]) => setting.name === name).map(([, setting]) => setting)
  }

  /** Whether a name starts as the kit's or a provider's settings do. */
  hasKnownPrefix(name: string): boolean {
    return name.startsWith('ANALYTICAL_') || this.ownerOf(name) !== undefined
  }

  /** The provider whose setting a name seems to be: the one with the longest prefix. */
  ownerOf(name: string): string | undefined {
    return this.#ownerOf(name)?.name
  }

  #ownerOf(name: string): AnyProvider | undefined {
    const prefixes = [...this.#prefixes.keys()].filter((prefix) => name.startsWith(prefix))
    return this.#prefixes.get(prefixes.sort((a, b) => b.length - a.length)[0] ?? '')
  }
}

function isAll(pattern: RegExp, value: unknown): boolean {
  const values = asList(value)
  return (
    Array.isArray(values) &&
    values.length > 0 &&
    values.every((one) => /^(?:string|number)$/.test(typeof one) && pattern.test(String(one).trim()))
  )
}
