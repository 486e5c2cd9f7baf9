import type { z } from 'zod'
import type { AnyProvider, Shape } from '../provider.ts'
import { didYouMean } from './did-you-mean.ts'
import { environmentOf } from './environment.ts'
import { kitSettings, ownKitSettings } from './kit-settings.ts'
import type { Problem } from './problem.ts'
import { describe } from './setting.ts'

/** The kit's own settings, where they are set. */
export type KitValues = { readonly [K in keyof typeof kitSettings]?: z.output<(typeof kitSettings)[K]> }
type OwnKitValues = { readonly [K in keyof typeof ownKitSettings]?: z.output<(typeof ownKitSettings)[K]> }

/** The checked settings of one provider. */
export interface ProviderSettings {
  values: Readonly<Record<string, unknown>>
  /** Its own `<PROVIDER>_INTERNAL_IPS` and `<PROVIDER>_PERSONAL_DATA`. */
  own: OwnKitValues
  /** Why the provider is off; undefined when it is on. */
  off: string | undefined
}

/** Settings, checked once for the whole site. */
export interface CheckedSettings {
  kit: KitValues
  providers: ReadonlyMap<string, ProviderSettings>
  problems: readonly Problem[]
}

/** A setting that may be given: whose it is, and the name it is an alias of. */
interface Declared {
  schema: z.ZodType
  name: string
  provider: string | undefined
}

const settingName = /^[A-Z][A-Z0-9_]*$/

/** Every setting name that these providers and the kit know, each to what is known of it. */
function declaredBy(providers: readonly AnyProvider[]): ReadonlyMap<string, Declared> {
  const declared = new Map<string, Declared>()
  const add = (schemas: Shape, provider?: string, prefix = '') => {
    for (const [name, schema] of Object.entries(schemas))
      declared.set(prefix + name, { schema, name: prefix + name, provider })
  }
  add(kitSettings)
  for (const { name, settings, aliases, terms } of providers) {
    const { INTERNAL_IPS, PERSONAL_DATA } = ownKitSettings
    add(terms === 'no personal data' ? { INTERNAL_IPS } : { INTERNAL_IPS, PERSONAL_DATA }, name, prefixOf(name))
    add(settings, name)
    for (const [alias, of] of Object.entries(aliases?.settings ?? {})) {
      declared.set(alias, { schema: settings[of], name: of, provider: name })
    }
  }
  return declared
}

const prefixOf = (provider: string) => `${provider.toUpperCase()}_`

/** Reads and checks settings, with the environment laid over them; throws nothing, tells everything in `problems`. */
export function checkSettings(settings: object, providers: readonly AnyProvider[]): CheckedSettings {
  const declared = declaredBy(providers)
  const prefixes = ['ANALYTICAL_', ...providers.map(({ name }) => prefixOf(name))]
  const problems: Problem[] = []
  const raw = gather(settings as Record<string, unknown>, declared, prefixes, problems)
  const values = new Map<string, unknown>()
  for (const [name, { schema, provider }] of declared) {
    if (declared.get(name)?.name !== name) continue
    const result = schema.safeParse(present(raw.get(name), schema))
    if (result.success && result.data !== undefined) values.set(name, result.data)
    if (!result.success && present(raw.get(name), schema) !== undefined) {
      problems.push(wrongValue(name, provider, schema, raw.get(name), result.error.issues[0]))
    }
  }
  checkNames(values.get('ANALYTICAL_DISABLED'), providers, problems)
  const wrong = new Set(problems.filter(({ level }) => level === 'error').map(({ provider }) => provider))
  return {
    kit: pick(kitSettings, values),
    providers: new Map(
      providers.map((provider) => [provider.name, ofProvider(provider, values, wrong, problems)] as const),
    ),
    problems,
  }
}

function gather(
  settings: Record<string, unknown>,
  declared: ReadonlyMap<string, Declared>,
  prefixes: readonly string[],
  problems: Problem[],
): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>()
  const take = (key: string, value: unknown) => {
    const known = declared.get(key)
    if (known === undefined || isAbsent(value)) return
    const aliased = known.name !== key
    if (!aliased || !found.has(known.name)) found.set(known.name, value)
  }
  const names = Object.keys(settings).filter((name) => settingName.test(name))
  for (const name of names) if (!declared.has(name)) unknown(name, declared, prefixes, problems)
  // Aliases after the names they stand for, so that the name itself wins.
  for (const name of aliasesLast(names, declared)) take(name, settings[name])
  const env = environmentOf(settings)
  const fromFile = new Map(found)
  found.clear()
  for (const name of aliasesLast([...declared.keys()], declared)) take(name, env[name])
  for (const name of Object.keys(env)) {
    if (!declared.has(name) && prefixes.some((prefix) => name.startsWith(prefix))) nearMiss(name, declared, problems)
  }
  return new Map([...fromFile, ...found])
}

const aliasesLast = (names: readonly string[], declared: ReadonlyMap<string, Declared>) => {
  const isAlias = (name: string) => Number(declared.get(name)?.name !== name)
  return [...names].sort((a, b) => isAlias(a) - isAlias(b))
}

const isAbsent = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'string' && value.trim() === '')

// `condition && '12345678'` leaves false behind, and an empty list of accounts is no account.
function present(value: unknown, schema: z.ZodType): unknown {
  const isNothing = value === false || (Array.isArray(value) && value.length === 0 && !schema.isOptional())
  return isNothing && (Array.isArray(value) || !schema.safeParse(value).success) ? undefined : value
}

function unknown(
  name: string,
  declared: ReadonlyMap<string, Declared>,
  prefixes: readonly string[],
  problems: Problem[],
): void {
  if (!prefixes.some((prefix) => name.startsWith(prefix))) {
    nearMiss(name, declared, problems)
    return
  }
  const meant = didYouMean(name, declared.keys())
  const provider = owner(name, declared)
  problems.push({
    level: 'error',
    setting: name,
    message: `${name} is no setting${meant === undefined ? '' : `: did you mean ${meant}?`}`,
    ...(provider === undefined ? {} : { provider }),
    ...(meant === undefined ? {} : { didYouMean: meant }),
  })
}

function nearMiss(name: string, declared: ReadonlyMap<string, Declared>, problems: Problem[]): void {
  const meant = didYouMean(name, declared.keys())
  if (meant === undefined) return
  problems.push({
    level: 'warning',
    setting: name,
    message: `${name} is no setting and is ignored: did you mean ${meant}?`,
    didYouMean: meant,
  })
}

function owner(name: string, declared: ReadonlyMap<string, Declared>): string | undefined {
  const owners = [...declared.values()].flatMap(({ provider }) => (provider === undefined ? [] : [provider]))
  return owners.filter((provider) => name.startsWith(prefixOf(provider))).sort((a, b) => b.length - a.length)[0]
}

function wrongValue(
  name: string,
  provider: string | undefined,
  schema: z.ZodType,
  given: unknown,
  issue: { message: string; path: readonly PropertyKey[] } | undefined,
): Problem {
  const { example, secret } = describe(schema) ?? { example: '', secret: true }
  const got = secret === true ? '' : ` (got ${shown(at(given, issue?.path ?? []))})`
  const like = secret === true || issue?.message.includes(', like ') ? '' : `, like ${written(example)}`
  return {
    level: 'error',
    setting: name,
    message: `${name} ${issue?.message ?? 'is wrong'}${like}${got}`,
    ...(provider === undefined ? {} : { provider }),
  }
}

function at(given: unknown, path: readonly PropertyKey[]): unknown {
  const [index] = path
  if (typeof index !== 'number') return given
  return typeof given === 'string'
    ? given.split(/[\s,]+/).filter((item) => item !== '')[index]
    : (given as unknown[])[index]
}

const written = (example: unknown) => (typeof example === 'string' ? example : JSON.stringify(example))

function shown(given: unknown): string {
  const text = typeof given === 'string' || typeof given === 'number' ? JSON.stringify(given) : undefined
  if (text === undefined) return Array.isArray(given) ? 'a list' : given === null ? 'null' : `a ${typeof given}`
  return text.length > 60 ? `${text.slice(0, 56)}…"` : text
}

function checkNames(disabled: unknown, providers: readonly AnyProvider[], problems: Problem[]): void {
  if (!Array.isArray(disabled)) return
  const names = providers.map(({ name }) => name)
  for (const name of disabled.filter((name) => !names.includes(name))) {
    const meant = didYouMean(name, names)
    problems.push({
      level: 'error',
      setting: 'ANALYTICAL_DISABLED',
      message: `ANALYTICAL_DISABLED must name providers, like clicky (got ${shown(name)})${meant ? `: did you mean ${meant}?` : ''}`,
      ...(meant === undefined ? {} : { didYouMean: meant }),
    })
  }
}

function ofProvider(
  { name, title, settings }: AnyProvider,
  values: ReadonlyMap<string, unknown>,
  wrong: ReadonlySet<string | undefined>,
  problems: Problem[],
): ProviderSettings {
  const required = Object.keys(settings).filter((key) => !(settings as Shape)[key]?.isOptional())
  const missing = required.filter((key) => !values.has(key))
  const isBegun = Object.keys(settings).some((key) => values.has(key))
  if (isBegun && !wrong.has(name)) {
    for (const setting of missing) {
      const message = `${setting} is not set, so ${title} is off, though other settings of it are there`
      problems.push({ level: 'warning', setting, provider: name, message })
    }
  }
  const prefix = prefixOf(name)
  return {
    values: pick(settings, values),
    own: pick(ownKitSettings, values, prefix),
    off:
      wrong.has(name) || wrong.has(undefined)
        ? 'its settings are wrong'
        : missing.length > 0
          ? `${missing.join(', ')} not set`
          : undefined,
  }
}

function pick<S extends Shape>(shape: S, values: ReadonlyMap<string, unknown>, prefix = '') {
  const entries = Object.keys(shape).map((key) => [key, values.get(prefix + key)] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as { [K in keyof S]?: z.output<S[K]> }
}
