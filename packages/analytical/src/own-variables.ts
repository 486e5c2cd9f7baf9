import { inspect } from 'node:util'
import { type Fields, put } from './fields.ts'
import { jsonShows } from './json-shows.ts'
import { leftOut } from './left-out.ts'
import { namesOf, variableNames } from './names.ts'
import type { AnyProvider, Shape } from './provider.ts'
import { describe } from './settings/setting.ts'
import { type Form, formOf, formsOf } from './variable.ts'
import type { Variables } from './variables.ts'
import type { OwnNames } from './words.ts'

/** The variables of one provider's own, beside its forms of the shared words; made once, at start. */
export interface OwnVariables {
  /** Each declared variable with the names under which a page may set it, the provider's own first. */
  declared: readonly (readonly [variable: string, names: readonly string[]])[]
  /** The prefixes of undeclared variables, where the provider asks for them, and whether a name is one. */
  rest: { prefixes: readonly string[]; isRest(name: string): boolean } | undefined
  /** What each of the declared ones must be. */
  rules: ReadonlyMap<string, Rule>
}

interface Rule {
  fits(value: unknown): boolean
  /** The same as a message has it. */
  text: string
}

export function ownVariablesOf(provider: AnyProvider, words: OwnNames, all: readonly AnyProvider[]): OwnVariables {
  const schemas = Object.entries(provider.variables as Shape)
  const rules = new Map(schemas.map(([variable, schema]) => [variable, ruleOf(schema)] as const))
  const declared = schemas.map(([variable]) => [variable, variableNames(provider, variable)] as const)
  if (provider.rest === undefined) return { declared, rest: undefined, rules }

  // A walk over the page's names finds the declared ones too, so only those with other names are asked for.
  const others = declared.filter(([, names]) => names.length > 1)
  const taken = new Set([...Object.values(words), ...others.map(([, names]) => names)].flat())
  const prefixes = namesOf(provider).map((name) => `${name}_`)
  const longer = all
    .flatMap(namesOf)
    .map((other) => `${other}_`)
    .filter((other) => isLonger(other, prefixes))
  const secrets = Object.keys(provider.settings).filter((name) => describe(provider.settings[name])?.secret === true)
  for (const secret of secrets) taken.add(secret.toLowerCase())
  const isRest = (name: string) => !taken.has(name) && !longer.some((other) => name.startsWith(other))
  return { declared: others, rest: { prefixes, isRest }, rules }
}

const isLonger = (other: string, prefixes: readonly string[]) =>
  prefixes.some((prefix) => other !== prefix && other.startsWith(prefix))

function ruleOf(schema: Shape[string]): Rule {
  const forms = formsOf(schema)
  const example = inspect(describe(schema)?.example, { depth: null, breakLength: Number.POSITIVE_INFINITY })
  if (forms === undefined) return shown(example)
  return {
    fits: (value) => value === null || forms.some((form) => form === formOf(value)),
    text: `${forms.map((form) => inWords[form]).join(' or ')} like ${example}`,
  }
}

const inWords: Readonly<Record<Form, string>> = { object: 'an object', list: 'a list' }

const shown = (example: string): Rule => ({ fits: jsonShows, text: `a value that JSON can show, like ${example}` })
const undeclared = shown("'gold'")

/** Those that a page sets, without their prefix. What is not as it must be is left out, and `report` hears of it. */
export function readOwn(own: OwnVariables, variables: Variables, report: (error: Error) => void): Fields {
  const found = given(own, variables)
  for (const variable of Object.keys(found)) {
    const value = found[variable]
    const { fits, text } = own.rules.get(variable) ?? undeclared
    if (fits(value)) continue
    report(leftOut(nameOf(variable, own, variables), text, value))
    delete found[variable]
  }
  return found
}

function given({ declared, rest }: OwnVariables, variables: Variables): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  for (const prefix of rest?.prefixes ?? []) {
    for (const name of variables.withPrefix(prefix)) {
      if (rest?.isRest(name)) assign(found, name.slice(prefix.length), variables.get(name))
    }
  }
  for (const [variable, names] of declared) assign(found, variable, variables.first(names))
  return found
}

function assign(to: Record<string, unknown>, key: string, value: unknown): void {
  if (value !== undefined) put(to, key, value)
}

/** The name under which a page set a variable. */
function nameOf(variable: string, { declared, rest }: OwnVariables, variables: Variables): string {
  const [, names = []] = declared.find(([one]) => one === variable) ?? []
  const others = rest?.prefixes.map((prefix) => prefix + variable) ?? []
  return variables.nameOf([...names, ...others]) ?? variable
}
