import { type AnyProvider, vocabulary, type Word } from '../../src/provider.ts'
import { type Fields, type Given, harmless, harmlessInFull, words } from './given.ts'

/** One place of a page where a value comes in. */
export interface Sink {
  /** `analytical_goal.id`, `clicky_title`, `CLICKY_SITE_ID`, `user.email`; `{key}` where the value is a name. */
  name: string
  kind: 'setting' | 'variable' | 'own word' | 'shared word' | 'identity' | 'user' | 'nonce'
  /** Whether it is made for text: a name, or where the example has text. */
  isText: boolean
  /** What else is given, so that the value is asked for. */
  beside: Given
  put(into: Given, value: string): Given
}

/** Every place where a value comes into a page of one provider, by its own description. */
export function sinksOf(provider: AnyProvider): readonly Sink[] {
  const { name, settings, variables, rest, capabilities } = provider
  const inFull = harmlessInFull(provider)
  const inWords = harmless(provider)
  const wordsOf = (prefix: string, kind: Sink['kind']) =>
    vocabulary.flatMap((word) => {
      if (capabilities[word] === false) return []
      const variable = `${prefix}_${word}`
      const beside = { ...inWords, variables: { ...inWords.variables, [variable]: exampleOf(word) } }
      const isShared = word === 'identity' && kind === 'shared word'
      return sinksIn('variables', variable, beside, isShared ? 'identity' : kind)
    })
  return [
    ...Object.keys(settings).flatMap((setting) => sinksIn('settings', setting, inFull, 'setting')),
    ...Object.keys(variables).flatMap((variable) => sinksIn('variables', `${name}_${variable}`, inFull, 'variable')),
    ...(rest === undefined ? [] : restOf(name, inFull)),
    ...wordsOf('analytical', 'shared word'),
    ...wordsOf(name, 'own word'),
    ...(capabilities.identity === false
      ? []
      : Object.keys(inWords.user).flatMap((field) => sinksIn('user', field, inWords, 'user'))),
    { name: 'nonce', kind: 'nonce', isText: true, beside: inFull, put: (into, nonce) => ({ ...into, nonce }) },
  ]
}

const exampleOf = (word: Word) =>
  word === 'identity' ? 'jeff' : word === 'session' ? { plan: 'gold', username: 'jeff' } : words[word]

const restOf = (name: string, beside: Given): readonly Sink[] =>
  [
    { name: `${name}_*`, put: (into: Given, value: string) => withVariable(into, `${name}_anything`, value) },
    { name: `${name}_{key}`, put: (into: Given, value: string) => withVariable(into, `${name}_${value}`, underIt) },
  ].map((sink) => ({ ...sink, kind: 'variable', isText: true, beside }))

const withVariable = (into: Given, name: string, value: string): Given => ({
  ...into,
  variables: { ...into.variables, [name]: value },
})

const underIt = 'under it'

/** The whole value, each item in it that holds no others, and one more name in each object. */
function sinksIn(
  part: 'settings' | 'variables' | 'user',
  key: string,
  beside: Given,
  kind: Sink['kind'],
): readonly Sink[] {
  return [[], ...pathsIn(beside[part][key])].map((path) => ({
    name: [part === 'user' ? `user.${key}` : key, ...path].join('.'),
    kind,
    isText: path.at(-1) === newKey || typeof at(beside[part][key], path) === 'string',
    beside,
    put: (into, value) => ({ ...into, [part]: replaced(into[part], [key, ...path], value) }),
  }))
}

const newKey = '{key}'

function pathsIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return []
  const within = Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'object' ? pathsIn(item).map((path) => [key, ...path]) : [[key]],
  )
  return Array.isArray(value) ? within : [...within, [newKey]]
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((found, key) => (found as Fields)[key], value)

function replaced(value: unknown, [key, ...path]: readonly string[], by: string): unknown {
  if (key === undefined) return by
  if (key === newKey) return { ...(value as Fields), [by]: underIt }
  const item = replaced((value as Fields)[key], path, by)
  return Array.isArray(value) ? value.with(Number(key), item) : { ...(value as Fields), [key]: item }
}
