import { type AnyProvider, createAnalytical, providers } from 'analytical'
import { describe, expect, test } from 'vitest'
import {
  exampleIn,
  exampleSettings,
  exampleUser,
  exampleVariables,
  type Schemas,
  sharedWords,
} from '../src/examples.ts'
import { pageCode } from '../src/tracked/page-code.ts'

const all: readonly AnyProvider[] = providers
const living = all.filter(({ ended }) => ended === undefined)

type Settings = Readonly<Record<string, unknown>>

/** Some settings of a provider, with values that another site could have. */
const othersFor = ({ settings }: AnyProvider, names: readonly string[]): Settings =>
  Object.fromEntries(names.map((name) => [name, otherFor((settings as Schemas)[name] as Schemas[string])]))

function otherFor(schema: Schemas[string]): unknown {
  const example = exampleIn(schema)
  const other = changed(example)
  return (schema as unknown as Checked).safeParse(other).success ? other : example
}

interface Checked {
  safeParse(value: unknown): { success: boolean }
}

function changed(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (Array.isArray(value)) return value.map(changed)
  if (typeof value === 'object' && value !== null) return { other: 'value' }
  const text = String(value)
  if (/\.(?:com|example|io)\b/.test(text)) return text.replace(/[\w-]+(?=\.(?:com|example|io)\b)/, 'elsewhere')
  return text.replace(/\d/g, (digit) => String(9 - Number(digit))).replace(/[a-e]/g, 'f')
}

const requiredOf = (provider: AnyProvider) => Object.keys(exampleSettings(provider, false))

const optionalOf = (provider: AnyProvider) =>
  Object.keys(provider.settings).filter((name) => !requiredOf(provider).includes(name))

/** A page of providers, as each site may have it. */
function pageOf(some: readonly AnyProvider[], settings: Settings, consent?: boolean): string {
  const analytical = createAnalytical({ settings, providers: some, onProblems: () => {}, onError: () => {} })
  const context = {
    ...Object.assign({}, ...some.map(exampleVariables)),
    ...sharedWords(),
    analytical: analytical.pageView({ user: exampleUser, ip: '10.1.2.3', consent }),
  }
  const tag = (position: string) => analytical.render(`analytical_${position}`, context)
  return `<!doctype html><html><head>${tag('head_top')}${tag('head_bottom')}</head><body>${tag('body_top')}${tag('body_bottom')}</body></html>`
}

const required = Object.assign({}, ...living.map((one) => othersFor(one, requiredOf(one))))

describe.each(['inline', 'island'])('in a page of every provider, by other settings than its examples, %s', (mode) => {
  const settings = { ...required, ANALYTICAL_SCRIPTS: mode }
  const alone = (provider: AnyProvider) =>
    pageCode(pageOf([provider], { ...othersFor(provider, requiredOf(provider)), ANALYTICAL_SCRIPTS: mode }), all).parts

  test('each is found, with the same code and data as in a page of its own', () => {
    const { parts, strange } = pageCode(pageOf(living, settings), all)
    for (const provider of living) {
      expect(parts.filter((part) => part.provider === provider)).toEqual(alone(provider))
    }
    expect(new Set(parts.map(({ provider }) => provider))).toEqual(new Set(living))
    expect(strange).toEqual([])
  })

  test('each that waits for consent is found', () => {
    const { parts, client, strange } = pageCode(pageOf(living, { ...settings, ANALYTICAL_CONSENT: 'required' }), all)
    const waiting = parts.filter(({ isHeld }) => isHeld).map(({ provider }) => provider)
    expect(new Set(waiting)).toEqual(new Set(living.filter(({ category }) => category !== 'necessary')))
    expect(client).toContain('kit.consent')
    expect(strange).toEqual([])
  })

  test('each that is commented out is found', () => {
    const { parts, disabled } = pageCode(pageOf(living, { ...settings, ANALYTICAL_INTERNAL_IPS: '10.0.0.0/8' }), all)
    expect(new Set(disabled)).toEqual(new Set(living.map(({ title }) => title)))
    expect(parts).toEqual([])
  })
})

const optional = living.flatMap((provider) => optionalOf(provider).map((name) => ({ provider, name })))

test.each(optional)('with $name alone of its optional settings $provider.title is found', ({ provider, name }) => {
  const settings = othersFor(provider, [...requiredOf(provider), name])
  const { parts, strange } = pageCode(pageOf([provider], settings), all)
  expect(new Set(parts.map((part) => part.provider.title))).toEqual(new Set([provider.title]))
  expect(strange).toEqual([])
})
