import type { z } from 'zod'
import { namesOf } from '../names.ts'
import { type AnyProvider, type Category, prefixOf, type Shape } from '../provider.ts'
import { isNamed } from '../verdict.ts'
import { type DeclaredSetting, DeclaredSettings } from './declared-settings.ts'
import { type GivenSetting, givenSettings } from './given-settings.ts'
import { idleSettings } from './idle-settings.ts'
import { kitSettings, ownKitSettings } from './kit-settings.ts'
import type { Problem } from './problem.ts'
import { asList, describe } from './setting.ts'
import { unknownNames } from './unknown-names.ts'

/** The kit's own settings, where they are set. */
export type KitValues = { readonly [K in keyof typeof kitSettings]?: z.output<(typeof kitSettings)[K]> }
type OwnKitValues = { readonly [K in keyof typeof ownKitSettings]?: z.output<(typeof ownKitSettings)[K]> }

/** The checked settings of one provider. */
export interface ProviderSettings {
  values: Readonly<Record<string, unknown>>
  /** Its own `<PROVIDER>_INTERNAL_IPS`, `<PROVIDER>_PERSONAL_DATA` and `<PROVIDER>_CATEGORY`. */
  own: OwnKitValues
  /** What the service is for on this site. */
  category: Category
  /** Why the provider is off; undefined when it is on. */
  off: string | undefined
}

/** Settings, checked once for the whole site. */
export interface CheckedSettings {
  kit: KitValues
  providers: ReadonlyMap<string, ProviderSettings>
  problems: readonly Problem[]
}

/** Reads and checks settings, with the environment laid over them; throws nothing, tells everything in `problems`. */
export function checkSettings(settings: object, providers: readonly AnyProvider[]): CheckedSettings {
  const declared = new DeclaredSettings(providers)
  const problems: Problem[] = []
  const given = givenSettings(settings as Record<string, unknown>, declared, problems)
  const values = new Map<string, unknown>()
  for (const setting of declared.settings) {
    const one = given.get(setting.name)
    const value = present(one?.value, setting.schema)
    const result = setting.schema.safeParse(value)
    if (result.success && isEmptyList(result.data) && !setting.schema.isOptional() && one !== undefined) {
      problems.push(wrongValue(setting, one, { message: 'must name at least one', path: [] }))
    } else if (result.success && result.data !== undefined) values.set(setting.name, result.data)
    if (!result.success && one !== undefined && value !== undefined) {
      problems.push(wrongValue(setting, one, result.error.issues[0]))
    }
  }
  problems.push(...unknownNames(values, providers), ...idleSettings(values))
  const wrong = new Set(problems.filter(({ level }) => level === 'error').map(({ provider }) => provider))
  return {
    kit: pick(kitSettings, values),
    providers: new Map(
      providers.map((provider) => [provider.name, ofProvider(provider, values, wrong, problems)] as const),
    ),
    problems,
  }
}

// `condition && '12345678'` leaves false behind, and an empty list of accounts is no account.
function present(value: unknown, schema: z.ZodType): unknown {
  if (Array.isArray(value)) return value.length === 0 && !schema.isOptional() ? undefined : value
  return value === false && !schema.safeParse(value).success ? undefined : value
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0

function wrongValue(
  { schema, provider }: DeclaredSetting,
  { as, value }: GivenSetting,
  issue: { message: string; path: readonly PropertyKey[] } | undefined,
): Problem {
  const { example, secret } = describe(schema) ?? { example: '', secret: true }
  const like = secret === true ? '' : `, like ${typeof example === 'string' ? example : JSON.stringify(example)}`
  const got = secret === true || holdsPassword(value) ? '' : ` (got ${shown(at(value, issue?.path ?? []))})`
  return {
    level: 'error',
    setting: as,
    message: `${as} ${issue?.message ?? 'is wrong'}${like}${got}`,
    ...(provider === undefined ? {} : { provider }),
  }
}

const holdsPassword = (value: unknown) => typeof value === 'string' && /:\/\/[^/]*@/.test(value)

function at(value: unknown, [index]: readonly PropertyKey[]): unknown {
  const list = typeof index === 'number' ? asList(value) : undefined
  return Array.isArray(list) ? list[index as number] : value
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return value === null ? 'null' : 'an object'
  if (typeof value !== 'string' && typeof value !== 'number') return `a ${typeof value}`
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 56)}…"` : text
}

function ofProvider(
  provider: AnyProvider,
  values: ReadonlyMap<string, unknown>,
  wrong: ReadonlySet<string | undefined>,
  problems: Problem[],
): ProviderSettings {
  const { name, title, settings, ended } = provider
  const missing = Object.keys(settings).filter((key) => !(settings as Shape)[key]?.isOptional() && !values.has(key))
  const isWrong = wrong.has(name) || wrong.has(undefined)
  const isBegun = Object.keys(settings).some((key) => values.has(key))
  if (isBegun && !isWrong) {
    for (const setting of missing) {
      const message = `${setting} is not set, so ${title} is off, though other settings of it are there`
      problems.push({ level: 'warning', setting, provider: name, message })
    }
  }
  const { category } = provider
  if (ended !== undefined) return { values: {}, own: {}, category, off: `${title} ended ${ended}` }
  const own = pick(ownKitSettings, values, prefixOf(name))
  const isDisabled = isNamed(namesOf(provider), values.get('ANALYTICAL_DISABLED') as KitValues['ANALYTICAL_DISABLED'])
  const missed = missing.length > 0 ? `${missing.join(', ')} not set` : undefined
  return {
    values: pick(settings, values),
    own,
    category: own.CATEGORY ?? category,
    off: isWrong
      ? 'its settings are wrong'
      : (missed ?? (isDisabled ? 'switched off by ANALYTICAL_DISABLED' : undefined)),
  }
}

function pick<S extends Shape>(shape: S, values: ReadonlyMap<string, unknown>, prefix = '') {
  const entries = Object.keys(shape).map((key) => [key, values.get(prefix + key)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as { [K in keyof S]?: z.output<S[K]> }
}
