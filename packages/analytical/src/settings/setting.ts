import { z } from 'zod'
import { addressProblem, checkedUrl, notAnAddress, type Url } from '../markup/url.ts'
import { Secret } from './secret.ts'

/** What a setting or variable says of itself; `setting.*` puts it on the outermost schema, where the docs read it. */
export interface Description {
  description: string
  example: unknown
  secret?: true
  /** Of a variable: it tells of the page, whoever sees it, and goes into pages that a shared cache may keep. */
  ofPage?: true
}

/** A described setting: `Out` is what a provider gets, `In` what a site owner may write. */
export type Setting<Out, In = Out> = z.ZodType<Out, In>

const booleans = new Map([
  ...['true', 'yes', 'on', '1'].map((text) => [text, true] as const),
  ...['false', 'no', 'off', '0'].map((text) => [text, false] as const),
])

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : value)
const asText = (value: unknown) => (Number.isSafeInteger(value) ? String(value) : trimmed(value))
const asNumber = (value: unknown) => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value)
const asBoolean = (value: unknown) =>
  typeof value === 'string' ? (booleans.get(value.trim().toLowerCase()) ?? value) : value

/** A list as it may be written: itself, one item, or text parted by commas or white space. */
export function asList(value: unknown): unknown {
  if (typeof value !== 'string') return value === undefined || Array.isArray(value) ? value : [value]
  return value.trim().startsWith('[') ? asJson(value) : value.split(/[\s,]+/).filter((item) => item !== '')
}

function asJson(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function described<Out, In>(read: (value: unknown) => unknown, schema: z.ZodType<Out>, description: Description) {
  return z.preprocess(read, schema).meta({ ...description }) as unknown as Setting<Out, In>
}

// Ids that tell whose they are, and are easily put into the wrong setting.
const knownIds: readonly (readonly [service: string, shape: RegExp])[] = [
  ['Google', /^(?:UA|G|GT|GTM|AW|DC)-[A-Z0-9-]+$/],
  ['PostHog', /^phc_/],
  ['GoSquared', /^GSN-/],
]
const serviceOf = (id: string) => knownIds.find(([, shape]) => shape.test(id))?.[0]

// What vendors' instructions have in the place of an id: XXXX, G-XXXXXXXXXX, UA-XXXXX-Y, YOUR_ID, <your id>.
const placeholder = /^(?:[a-z]{1,4}[-_])?x{2}[-x]*y?$|^[<[{(]?your[-_ ]|^<.*>$/i

// Neither a number nor the id of an account is a host, though it could be the name of one.
const isNoHost = (text: string) => /^\d*$/.test(text) || placeholder.test(text) || serviceOf(text) !== undefined

const asAddress = (value: unknown) => {
  const text = trimmed(value)
  if (typeof text !== 'string' || isNoHost(text) || /^[a-z][a-z\d+.-]*:\/\//i.test(text)) return text
  return `https://${text}`
}

function address(
  kind: string,
  read: (value: unknown) => unknown,
  description: string,
  example: string,
  problemOf: (url: URL) => string | undefined = () => undefined,
): Setting<Url, string> {
  const rule = `must be ${kind}`
  const schema = z
    .string({ error: rule })
    .max(200, rule)
    .superRefine((address, context) => {
      const problem = addressProblem(address) ?? problemOf(new URL(address))
      const message = problem === notAnAddress ? rule : problem
      if (message !== undefined) context.addIssue({ code: 'custom', message })
    })
    .transform((address, context) => (context.issues.length > 0 ? z.NEVER : checkedUrl(address)))
  return described(read, schema, { description, example })
}

/** A value that is often given by mistake, and what to say of it in place of the rule. */
export type Refusal = readonly [pattern: RegExp, rule: string]

function text(rule: string, pattern: RegExp, description: string, example: string, refusals: readonly Refusal[] = []) {
  const schema = z
    .string({ error: rule })
    .max(200, rule)
    .superRefine((value, context) => {
      const refusal = refusals.find(([refused]) => refused.test(value))?.[1]
      const service = serviceOf(value)
      const isOther = service !== undefined && service !== serviceOf(example)
      const isCopied = placeholder.test(value)
      const fault = isCopied ? `${rule}, your own` : isOther ? `${rule}, and this is an id of ${service}` : undefined
      const message = refusal ?? fault ?? (pattern.test(value) ? undefined : rule)
      if (message !== undefined) context.addIssue({ code: 'custom', message })
    })
  return described<string, string | number>(asText, schema, { description, example })
}

/**
 * The kinds of setting, each a zod schema with its description and example. Values are trimmed; numbers, booleans and
 * lists may be written as text, as an environment has them.
 */
export const setting = {
  /** Digits, kept as text: `'12345678'`, or the number. */
  digits: (description: string, example: string) => text('must be digits', /^[0-9]{1,20}$/, description, example),

  /** Text of one shape: an anchored pattern, the rule it stands for ("must be …"), and what to say of frequent mistakes. */
  id: (description: string, example: string, pattern: RegExp, rule: string, refusals?: readonly Refusal[]) =>
    text(rule, pattern, description, example, refusals),

  /** Hexadecimal digits in lower case, so many of them. */
  hex: (description: string, example: string) =>
    text(
      `must be ${example.length} hexadecimal digits`,
      new RegExp(`^[0-9a-f]{${example.length}}$`),
      description,
      example,
    ),

  /** Five groups of hexadecimal digits: `'b59b0b9e-3c0a-4e21-9d8a-7a2d1c0f4e65'`. */
  uuid: (description: string, example: string) =>
    text('must be a UUID', /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, description, example),

  /** The name of a JavaScript variable, for what a vendor lets one rename. */
  variableName: (description: string, example: string) =>
    text('must be the name of a JavaScript variable', /^(?!__proto__$)[A-Za-z_$][\w$]{0,63}$/, description, example),

  /** A domain, for what a vendor takes it as text: `'example.com'`, or `'.example.com'` with all below it. */
  domain: (description: string, example: string) =>
    text('must be a domain', /^\.?[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63}){0,8}$/, description, example),

  /** One line of any text, at most 200 characters. */
  line: (description: string, example: string) => text('must be one line of text', /^[^\r\n]+$/, description, example),

  /** One of a few words. */
  choice<const C extends readonly [string, ...string[]]>(description: string, choices: C, example: C[number]) {
    const schema = z.enum(choices, { error: `must be one of ${choices.join(', ')}` })
    return described<C[number], C[number]>(trimmed, schema, { description, example })
  },

  number(description: string, example: number, { min = -Infinity, max = Infinity } = {}) {
    const rule = max < Infinity ? `must be a number from ${min} to ${max}` : 'must be a number'
    const schema = z.number({ error: rule }).min(min, rule).max(max, rule)
    return described<number, number | string>(asNumber, schema, { description, example })
  },

  /** `true` or `false`; as text also yes, no, on, off, 1, 0. */
  boolean(description: string, example: boolean) {
    return described<boolean, boolean | string>(asBoolean, z.boolean({ error: 'must be true or false' }), {
      description,
      example,
    })
  },

  /** An https address without user name, query or fragment; a provider gets it as a {@link Url}. */
  url: (description: string, example: string) => address('a full https address', trimmed, description, example),

  /** A host, with its port where that is another than 443: `'stats.example.com'`; a provider gets it as a {@link Url}. */
  host: (description: string, example: string) =>
    address('a host, without a path', asAddress, description, example, (url) =>
      url.pathname === '/' ? undefined : notAnAddress,
    ),

  /** A host and, after a slash, a path: `'example.com/matomo'`; a provider gets it as a {@link Url}. */
  hostAndPath: (description: string, example: string) => address('a host and a path', asAddress, description, example),

  /** What others call our names: an object of texts without white space; from an environment as JSON. */
  names(description: string, example: Readonly<Record<string, string>>) {
    const rule = 'must be an object of names'
    const name = z
      .string({ error: rule })
      .trim()
      .regex(/^[^\s"'<>]{1,100}$/, rule)
    return described<Readonly<Record<string, string>>, Readonly<Record<string, string>> | string>(
      asJson,
      z.record(z.string(), name, { error: rule }),
      { description, example },
    )
  },

  /** An object of options; from an environment as JSON. What has a setting of its own is refused, by the option's name. */
  object(
    description: string,
    example: Readonly<Record<string, unknown>>,
    elsewhere: Readonly<Record<string, string>> = {},
  ) {
    const schema = z.record(z.string(), z.unknown(), { error: 'must be an object' }).superRefine((value, context) => {
      const option = Object.keys(elsewhere).find((option) => Object.hasOwn(value, option))
      if (option === undefined) return
      context.addIssue({ code: 'custom', message: `must not hold ${option}, which is ${elsewhere[option]}` })
    })
    return described<Record<string, unknown>, Readonly<Record<string, unknown>> | string>(asJson, schema, {
      description,
      example,
    })
  },

  /** A secret of at least 16 characters; a provider gets a {@link Secret}, which can sign and nothing else. */
  secret(description: string): Setting<Secret, string> {
    const rule = 'must be a secret of at least 16 characters'
    const schema = z
      .string({ error: rule })
      .min(16, rule)
      .transform((value) => new Secret(value))
    return described(trimmed, schema, { description, example: '(from your secret store)', secret: true })
  },

  /** One or several: a list, a single value, or text parted by commas or white space. */
  list<Out, In>(of: Setting<Out, In>): Setting<Out[], In | readonly In[] | string> {
    return described(asList, z.array(of), describe(of) as Description)
  },

  /** `true` for all, or a list of names; as text also yes, no, on, off, 1, 0. */
  allOrNames(description: string, example: boolean | readonly string[]) {
    const name = z.string().max(200)
    const schema = z.union([z.boolean(), z.array(name)], { error: 'must be true, or a list of names' })
    const read = (value: unknown) => (typeof asBoolean(value) === 'boolean' ? asBoolean(value) : asList(value))
    return described<boolean | string[], boolean | string | readonly string[]>(read, schema, { description, example })
  },

  /** A setting that may be absent; keeps the description, which zod's own `.optional()` loses. */
  optional<Out, In>(of: Setting<Out, In>): Setting<Out | undefined, In | undefined> {
    return of.optional().meta(of.meta() ?? {}) as unknown as Setting<Out | undefined, In | undefined>
  },
}

/** What a schema says of itself; undefined where description or example are missing. */
export function describe(schema: z.ZodType): Description | undefined {
  const { description, example, secret, ofPage } = schema.meta() ?? {}
  if (typeof description !== 'string' || description === '' || example === undefined) return undefined
  return { description, example, ...(secret === true && { secret }), ...(ofPage === true && { ofPage }) }
}
