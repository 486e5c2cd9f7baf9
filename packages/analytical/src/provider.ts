import type { z } from 'zod'
import type { Html } from './markup/html.ts'
import type { Js } from './markup/js.ts'
import type { Url } from './markup/url.ts'
import { describe } from './settings/setting.ts'

/** What a service is for, as consent distinguishes it. */
export const categories = ['necessary', 'functional', 'analytics', 'marketing'] as const
export type Category = (typeof categories)[number]

/** A visitor's choice for one category. */
export type Consent = 'granted' | 'denied' | 'pending'

/** Where a tag stands in the page. */
export type Position = 'head_top' | 'head_bottom' | 'body_top' | 'body_bottom'

/** A content security policy directive that vendors' code needs. */
export type Directive =
  | 'script-src'
  | 'connect-src'
  | 'img-src'
  | 'frame-src'
  | 'style-src'
  | 'font-src'
  | 'media-src'
  | 'worker-src'
  | 'form-action'

/** A goal the visitor reached on this page: `5` and `'signed up'` are short for `{ id: … }`. */
export interface Goal {
  id?: string | number
  name?: string
  revenue?: number
  /** ISO 4217, like `EUR`; `ANALYTICAL_CURRENCY` where the page names none. */
  currency?: string
}

/** The variant of a split test that this visitor sees; `goal` is the id of the goal it is judged by, or several. */
export interface Split {
  name: string
  version: string
  goal?: string | number | readonly (string | number)[]
}

/** How the page wants to be counted, where that differs from its address and title. */
export interface Page {
  href?: string
  title?: string
  referrer?: string
}

/** The signed-in user, cut to what this provider may know. */
export interface User {
  id?: string | undefined
  email?: string | undefined
  name?: string | undefined
  createdAt?: unknown
}

/** All that a provider's `data` knows of a page view; nothing else reaches a provider. */
export interface Seen<V = Readonly<Record<string, unknown>>> {
  /** The provider's own context variables that are set (and the rest, where it asks for them), without their prefix. */
  variables: Readonly<Partial<V>>
  /** Who it is, after this provider's terms; absent for an anonymous visitor. */
  identity?: string | undefined
  user: Readonly<User>
  /** The page's session data, the identity merged in as `username` unless the page named one. */
  session?: Readonly<Record<string, unknown>> | undefined
  goal?: Readonly<Goal> | undefined
  split?: Readonly<Split> | undefined
  page?: Readonly<Page> | undefined
  events: readonly (readonly [name: string, properties: Readonly<Record<string, unknown>>])[]
  consent: Readonly<Partial<Record<Category, Consent>>>
}

/** A script file of the vendor's; asynchronous unless it says otherwise. */
export interface Load {
  src: Url
  /** Stops the parser until it ran: for vendors that must come before the page is drawn. */
  blocking?: true
  defer?: true
  /** Constant attributes of the element, such as `data-id`. */
  attributes?: Readonly<Record<string, string>>
}

interface Code<S, V> {
  /** Before or after the other tags of its position. */
  order?: 'first' | 'last'
  /**
   * What of this page view goes into the page, as anything JSON can hold. A pure function: no clock, no chance, no writing
   * into what it is given. `undefined` or `null`: only `load` goes out.
   */
  data?(seen: Seen<V>, settings: S): unknown
  /** Constant code that comes first, whatever `data` is: what takes calls before the vendor's file is there. */
  stub?(settings: S): Js
  /** Constant code that runs before every load and sees `data`. */
  script?(settings: S): Js
  load?(settings: S): readonly Load[]
  /** Constant code that runs once every load has run, and sees the same `data`. */
  loaded?(settings: S): Js
  /**
   * The vendor's own consent call: constant code that sees `consent`, the visitor's choice by category, like
   * `{ analytics: 'granted', marketing: 'pending' }`. Runs after `stub` and before `script`, and again whenever the choice
   * changes, so it must work before and after the vendor's file is there. A choice that is missing is to be taken
   * for a refusal.
   */
  consent?(settings: S, asked: { regions: readonly string[] }): Js
  /**
   * Whether the vendor's file does without consent what it may do without, from its first moment, once its consent call told
   * that the choice is pending. A site may then have it loaded before the choice (`ANALYTICAL_CONSENT_MODE`).
   */
  consentMode?: true
}

/** One place where a provider writes into the page. `noscript` exists in the body only: in a head it would end the head. */
export type Tag<S = never, V = never> = Code<S, V> &
  ({ position: 'head_top' | 'head_bottom' } | { position: 'body_top' | 'body_bottom'; noscript?(settings: S): Html })

/** What a provider can express: yes, no, or a sentence on what it takes. */
export type Capability = boolean | string

/** Settings that no longer do anything: one warning says why, and what to set instead. */
export interface Retired {
  settings: readonly string[]
  /** Where given, only such a value is retired; with any other the name is a setting like all. */
  value?: RegExp
  /** The rest of the sentence "… is ignored: ". */
  because: string
}

/** The shared vocabulary, as capabilities name it. */
export const vocabulary = ['identity', 'session', 'goal', 'split', 'page', 'events'] as const
export type Word = (typeof vocabulary)[number]

export type Shape = Readonly<Record<string, z.ZodType>>
type Values<S extends Shape> = { readonly [K in keyof S]: z.output<S[K]> }

/** An analytics service: its settings, the data it takes of a page view, and constant code. */
export interface Provider<
  Name extends string = string,
  S extends Shape = Shape,
  V extends Shape = Shape,
  Aliases extends Readonly<Record<string, keyof S & string>> = Readonly<Record<string, keyof S & string>>,
  Terms extends 'no personal data' | undefined = 'no personal data' | undefined,
  Other extends string = string,
> {
  /** snake_case: the file, the tag, the prefix of variables and, in upper case, of settings. */
  name: Name
  /** Former and other names of the service: its settings, tags and variables work with them in place of `name`. */
  otherNames?: readonly Other[]
  /** The service's own name, as it writes it. */
  title: string
  homepage: `https://${string}`
  category: Category
  /** The day the vendor's contract was last read, `YYYY-MM-DD`. */
  verified: string
  /** One sentence for the docs: what the service is. */
  summary: string
  settings: S
  /** Context variables, without their prefix. */
  variables: V
  /** What any other variable with the prefix means; without this sentence such variables are not published. */
  rest?: string
  /** Where the vendor forbids it, no e-mail address and no name leaves, and an identity that looks like one is hashed. */
  terms?: Terms
  capabilities: Readonly<Record<Word, Capability>>
  /** Other names under which settings, tags and variables are known; each to the name it stands for. */
  aliases?: {
    settings?: Aliases
    tags?: Readonly<Record<string, string>>
    /** With their prefix, to the variable without it (`identity` and the shared words included). */
    variables?: Readonly<Record<string, string>>
  }
  /** The hosts its code needs, by directive. */
  csp(settings: Values<S>): Readonly<Partial<Record<Directive, readonly string[]>>>
  /** Settings it once had, or that others had for it. */
  retired?: readonly Retired[]
  /** When the service ended, as the end of "Performable ended …": its names are known, and it is off. */
  ended?: string
  tags: Readonly<Record<string, Tag<Values<S>, { readonly [K in keyof V]: z.output<V[K]> }>>>
}

// biome-ignore lint/suspicious/noExplicitAny: the settings of a list of providers have no common type.
export type AnyProvider = Provider<string, any, any, Readonly<Record<string, string>>>

/** The prefix of a provider's settings. */
export const prefixOf = (provider: string): string => `${provider.toUpperCase()}_`

const snakeCase = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/

/**
 * A provider, checked: see `docs/guides/writing-a-provider.md`.
 *
 * @throws TypeError that lists everything in the description that breaks the contract.
 */
export function defineProvider<
  const Name extends string,
  S extends Shape,
  V extends Shape,
  // biome-ignore lint/complexity/noBannedTypes: a provider without aliases has none.
  const Aliases extends Readonly<Record<string, keyof S & string>> = {},
  const Terms extends 'no personal data' | undefined = undefined,
  const Other extends string = never,
>(provider: Provider<Name, S, V, Aliases, Terms, Other>): Provider<Name, S, V, Aliases, Terms, Other> {
  const faults = [...contractFaults(provider)]
  if (faults.length > 0) {
    throw new TypeError(
      `The provider ${provider.name} breaks the contract:\n${faults.map((f) => `  - ${f}`).join('\n')}`,
    )
  }
  return Object.freeze(provider)
}

function* contractFaults(provider: AnyProvider) {
  const { name, otherNames = [], category, settings, variables, tags, aliases, verified, capabilities } = provider
  for (const one of [name, ...otherNames]) {
    if (!snakeCase.test(one)) yield `name must be snake_case, like google_analytics (got "${one}")`
  }
  if (!categories.includes(category)) yield `category must be one of ${categories.join(', ')} (got "${category}")`
  if (!/^\d{4}-\d\d-\d\d$/.test(verified)) yield `verified must be a date, like 2026-11-20 (got "${verified}")`
  const prefix = prefixOf(name)
  for (const [key, schema] of Object.entries(settings as Shape)) {
    if (!key.startsWith(prefix)) yield `the setting ${key} must start with ${prefix}`
    if (!describe(schema))
      yield `the setting ${key} must be described: setting.*, or .meta({ description, example }) last`
  }
  for (const [key, schema] of Object.entries(variables as Shape)) {
    if ((vocabulary as readonly string[]).includes(key)) yield `the variable ${key} is a word of the shared vocabulary`
    if (!describe(schema)) yield `the variable ${key} must be described: .meta({ description, example }) last`
  }
  for (const word of vocabulary) {
    if (!['boolean', 'string'].includes(typeof capabilities[word])) yield `capabilities must tell of ${word}`
  }
  for (const [tag, { position, noscript }] of Object.entries(tags as Record<string, Tag & { noscript?: unknown }>)) {
    if (tag !== name && !tag.startsWith(`${name}_`)) yield `the tag ${tag} must be ${name} or start with ${name}_`
    if (noscript && position.startsWith('head')) yield `the tag ${tag} stands in the head, where noscript would end it`
  }
  for (const [alias, of] of Object.entries(aliases?.settings ?? {})) {
    if (!(of in settings)) yield `the alias ${alias} stands for ${String(of)}, which is no setting`
  }
  for (const [alias, of] of Object.entries(aliases?.tags ?? {})) {
    if (!(of in tags)) yield `the alias ${alias} stands for ${of}, which is no tag`
  }
}
