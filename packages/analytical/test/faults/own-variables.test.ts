import { describe, expect, test } from 'vitest'
import type { AnyProvider } from '../../src/provider.ts'
import { hostileKinds } from './hostile-kinds.ts'
import { living, positions, sharedWords, siteOf, variablesOf, words } from './whole-site.ts'

const user = { username: 'jeff', id: 'u17', email: 'jeff@example.com', name: 'Jeffrey Bean' }

/** A provider with the one before it and the one after it. */
function withNeighbours(provider: AnyProvider): readonly AnyProvider[] {
  const at = living.indexOf(provider)
  return [living.at(at - 1), provider, living[(at + 1) % living.length]] as readonly AnyProvider[]
}

const inputsOf = ({ name, variables, rest }: AnyProvider) => [
  ...[...Object.keys(variables), ...Object.keys(words)].map((variable) => `${name}_${variable}`),
  ...(rest === undefined ? [] : [`${name}_anything_else`]),
]

const inObject = (value: unknown) => ({ id: 5, name: 'x', version: 'y', plan: value, nested: { plan: value } })
const inList = (value: unknown) => [['posted', { plan: value }]]

const deepKinds = [
  'an object whose toJSON() throws',
  'a revoked proxy',
  'a cycle',
  'a million levels',
  'a BigInt',
  'half a character',
  'a symbol',
]

function thrower(): never {
  throw new Error('hostile')
}

type Named = readonly [what: string, context: object]

/** Every context that is hostile to one provider alone. */
function* hostileContexts(provider: AnyProvider, harmless: object): Generator<Named> {
  for (const input of inputsOf(provider)) {
    const getter = { enumerable: true, get: thrower }
    yield [`${input}: a getter that throws`, Object.defineProperty({ ...harmless }, input, getter)]
    for (const { kind, value } of hostileKinds) {
      yield [`${input}: ${kind}`, { ...harmless, [input]: value }]
      if (!deepKinds.includes(kind)) continue
      yield [`${input}: ${kind}, in an object`, { ...harmless, [input]: inObject(value) }]
      yield [`${input}: ${kind}, in a list`, { ...harmless, [input]: inList(value) }]
    }
  }
}

type Site = ReturnType<typeof siteOf>

/** What these contexts cost beside the provider's own tags, or in silence. */
function costs(site: Site, provider: AnyProvider, harmless: object, contexts: Iterable<Named>): readonly string[] {
  const own = Object.entries(provider.tags).map(([name, { position }]) => ({ name, position }))
  const names = own.map(({ name }) => name)
  const others = site.page({ ...harmless, analytical_disabled: [provider.name] }, { user }).html
  const whole = site.tags(harmless, { user }, names)
  expect(whole.faults).toEqual([])
  const wrong: string[] = []
  for (const [what, context] of contexts) {
    const { html, faults } = site.page(context, { user })
    const alone = site.tags(context, { user }, names).html
    for (const position of positions) {
      const mine = own.filter((tag) => tag.position === position).map(({ name }) => alone[name] as string)
      const rest = mine.reduce((all, part) => all.replace(part, () => ''), html[`analytical_${position}`] as string)
      if (rest !== others[`analytical_${position}`]) wrong.push(`${what}: ${position} has changed for the others`)
    }
    for (const name of names) {
      const told = faults.filter(({ tag }) => tag === name).length
      if (told > 1) wrong.push(`${what}: heard ${told} times`)
      if (whole.html[name] !== '' && alone[name] === '' && told === 0) wrong.push(`${what}: ${name} is lost silently`)
    }
    for (const fault of faults) {
      if (fault.provider !== provider.name) wrong.push(`${what}: reported of ${fault.provider ?? fault.phase}`)
    }
  }
  return wrong
}

describe('what breaks one service’s own variables costs no other', () => {
  test.each(living)('$title, beside two others', (provider) => {
    const some = withNeighbours(provider)
    const harmless = { ...variablesOf(...some), ...sharedWords() }
    expect(costs(siteOf(some), provider, harmless, hostileContexts(provider, harmless))).toEqual([])
  })

  const all = siteOf(living)
  const harmless = { ...variablesOf(...living), ...sharedWords() }

  test.each(living)('$title, beside all others', (provider) => {
    const contexts = hostileKinds
      .filter(({ kind }) => ['a revoked proxy', 'a cycle', 'a BigInt'].includes(kind))
      .map(({ kind, value }) => [kind, { ...harmless, [`${provider.name}_session`]: value }] as const)
    expect(costs(all, provider, harmless, contexts)).toEqual([])
  })
})
