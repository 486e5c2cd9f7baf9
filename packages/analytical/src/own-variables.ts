import { inspect } from 'node:util'
import { put } from './fields.ts'
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
  /** Of the declared ones those that cannot be plain values, such as text. */
  rules: ReadonlyMap<string, Rule>
}

/** What a variable must be: its forms, and the same as a message has it. */
interface Rule {
  forms: readonly Form[]
  text: string
}

export function ownVariablesOf(provider: AnyProvider, words: OwnNames, all: readonly AnyProvider[]): OwnVariables {
  const schemas = Object.entries(provider.variables as Shape)
  const rules = new Map(schemas.flatMap(([variable, schema]) => ruleOf(variable, schema)))
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

function ruleOf(variable: string, schema: Shape[string]): [string, Rule][] {
  const forms = formsOf(schema)
  if (forms === undefined) return []
  const example = inspect(describe(schema)?.example, { depth: null, breakLength: Number.POSITIVE_INFINITY })
  return [[variable, { forms, text: `${forms.map((form) => inWords[form]).join(' or ')} like ${example}` }]]
}

const inWords: Readonly<Record<Form, string>> = { object: 'an object', list: 'a list' }

/** Those that a page sets, without their prefix. What is not as it must be is left out, and `report` hears of it. */
export function readOwn(
  { declared, rest, rules }: OwnVariables,
  variables: Variables,
  report: (error: Error) => void,
): Record<string, unknown> {
  const found: Record<string, unknown> = {}

  function take(variable: string, names: readonly string[], value: unknown): void {
    if (value === undefined) return
    const rule = rules.get(variable)
    if (rule === undefined || value === null || rule.forms.some((form) => form === formOf(value))) {
      put(found, variable, value)
    } else {
      report(leftOut(variables.nameOf(names) ?? variable, rule.text, value))
    }
  }

  for (const prefix of rest?.prefixes ?? []) {
    for (const name of variables.withPrefix(prefix)) {
      if (rest?.isRest(name)) take(name.slice(prefix.length), [name], variables.get(name))
    }
  }
  for (const [variable, names] of declared) take(variable, names, variables.first(names))
  return found
}
