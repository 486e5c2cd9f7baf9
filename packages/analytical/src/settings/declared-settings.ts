import type { z } from 'zod'
import { type AnyProvider, prefixOf, type Shape } from '../provider.ts'
import { kitSettings, ownKitSettings } from './kit-settings.ts'

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
  readonly #providers: readonly string[]
  readonly #forbidden = new Set<string>()

  constructor(providers: readonly AnyProvider[]) {
    this.#providers = providers.map(({ name }) => name)
    this.#add(kitSettings)
    for (const { name, settings, aliases, terms } of providers) {
      const { INTERNAL_IPS, PERSONAL_DATA } = ownKitSettings
      this.#add({ INTERNAL_IPS }, name, prefixOf(name))
      if (terms === undefined) this.#add({ PERSONAL_DATA }, name, prefixOf(name))
      else this.#forbidden.add(`${prefixOf(name)}PERSONAL_DATA`)
      this.#add(settings, name)
      for (const [alias, of] of Object.entries(aliases?.settings ?? {})) {
        this.#byName.set(alias, { name: of, schema: settings[of], provider: name })
      }
    }
  }

  #add(schemas: Shape, provider?: string, prefix = ''): void {
    for (const [key, schema] of Object.entries(schemas)) {
      this.#byName.set(prefix + key, { name: prefix + key, schema, provider })
    }
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
    const owners = this.#providers.filter((provider) => name.startsWith(prefixOf(provider)))
    return owners.sort((a, b) => b.length - a.length)[0]
  }
}
