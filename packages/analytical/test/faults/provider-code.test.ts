import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { js, url } from '../../src/markup/index.ts'
import type { Tag } from '../../src/provider.ts'
import { idsOf, probe } from '../probe.ts'
import { unhandledRejections } from './unhandled-rejections.ts'
import { living, positions, sharedWords, siteOf, variablesOf } from './whole-site.ts'

const context = { ...variablesOf(...living), ...sharedWords() }
const user = { username: 'jeff' }
const without = siteOf(living).page(context, { user }).html
const rejected = unhandledRejections()

const dataOf = (data: () => unknown) =>
  probe('faulty', { tags: { faulty: { position: 'body_bottom', data, script: () => js`window.faulty = data;` } } })

function siteWith(data: () => unknown) {
  const middle = living.length / 2
  const some = [...living.slice(0, middle), dataOf(data), ...living.slice(middle)]
  return siteOf(some, { settings: { FAULTY_ID: '12345678' } })
}

const thrown = (error: unknown) => () => {
  throw error
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

function cycle(): object {
  const loop: { self?: object } = {}
  loop.self = loop
  return loop
}

function nested(): object {
  let inner: object = {}
  for (let level = 0; level < 1_000_000; level++) inner = [inner]
  return inner
}

const failing: readonly (readonly [what: string, data: () => unknown])[] = [
  ['throws an error', thrown(new Error('broken'))],
  ['throws a symbol', thrown(Symbol('broken'))],
  ['throws undefined', thrown(undefined)],
  ['throws null', thrown(null)],
  ['throws an object without a prototype', thrown(Object.create(null))],
  ['throws a revoked proxy', thrown(revoked())],
  [
    'calls itself without an end',
    function again(): unknown {
      return [again()]
    },
  ],
  ['returns a promise', () => Promise.resolve({ plan: 'gold' })],
  ['returns a promise that fails', () => Promise.reject(new Error('broken'))],
  ['returns a function', () => () => {}],
  ['returns a symbol', () => Symbol('broken')],
  ['returns a BigInt', () => 5n],
  ['returns a cycle', cycle],
  ['returns a million levels', nested],
  ['returns a revoked proxy', revoked],
  [
    'returns what has a getter that throws',
    () => ({
      get plan() {
        throw new Error('broken')
      },
    }),
  ],
  ['returns what has a toJSON() that throws', () => ({ toJSON: thrown(new Error('broken')) })],
  ['returns what has no JSON by its toJSON()', () => ({ toJSON: () => undefined })],
]

describe('where data', () => {
  test.each(failing)('%s, that tag is lost, heard of once, and every other is as without it', async (_, data) => {
    const { page, analytical } = siteWith(data)
    let given: ReturnType<typeof page> | undefined
    expect(
      await rejected(() => {
        given = page(context, { user })
      }),
    ).toEqual([])
    expect(given?.html).toEqual(without)
    expect(given?.faults).toMatchObject([{ provider: 'faulty', tag: 'faulty', phase: 'render' }])
    expect(() => analytical.explain({})).not.toThrow()
    const verdict = analytical.explain({ ...context, analytical: analytical.pageView({ user }) })
    expect(verdict.find(({ tag }) => tag === 'faulty')).toMatchObject({
      action: 'omit',
      reason: expect.stringMatching(/^it failed: /),
    })
  })

  test.each<[string, () => unknown]>([
    ['undefined', () => undefined],
    ['null', () => null],
  ])('is %s, every other tag is as without it, and nothing is wrong', (_, data) => {
    const { html, faults } = siteWith(data).page(context, { user })
    expect(faults).toEqual([])
    expect(html).toEqual(without)
  })

  test('is 10 MB of text, it is rendered, and every other tag is as without it', () => {
    const text = 'rhyme '.repeat(1_750_000)
    const { tags, page } = siteWith(() => ({ text }))
    const own = tags(context, { user }, ['faulty']).html.faulty as string
    const { html, faults } = page(context, { user })
    expect(faults).toEqual([])
    expect(own.includes(text)).toBe(true)
    for (const position of positions) {
      const name = `analytical_${position}`
      expect(html[name]?.replace(own, '') === without[name]).toBe(true)
    }
  })
})

describe('a mistake in the constant code of a provider shows at start, by its name', () => {
  const broken = (error: unknown) => ({
    position: 'body_bottom' as const,
    script: () => js`window.faulty = 1;`,
    load: () => [{ src: url`https://faulty.example/x.js` }],
    ...(error as object),
  })
  test.each<[string, Partial<Tag>]>([
    ['script throws', { script: thrown(new Error('no code')) }],
    ['script is no JavaScript', { script: () => js`if (` }],
    ['stub throws', { stub: thrown(new Error('no code')) }],
    ['load throws', { load: thrown(new Error('no code')) }],
    ['loaded throws', { loaded: thrown(new Error('no code')) }],
    ['consent throws', { consent: thrown(new Error('no code')) }],
    ['noscript throws', { noscript: thrown(new Error('no code')) } as Partial<Tag>],
    ['script throws no error', { script: thrown('no code') }],
  ])('%s', (_, tag) => {
    const providers = [probe('faulty', { tags: { faulty: broken(tag) } })]
    const make = () => createAnalytical({ providers, settings: idsOf(providers) })
    expect(make).toThrow(/^The tag faulty of Faulty cannot be made: (?!undefined)/)
  })

  test('csp throws', () => {
    const providers = [probe('faulty', { csp: thrown(new Error('no hosts')) })]
    expect(() => createAnalytical({ providers, settings: idsOf(providers) })).toThrow(/Faulty.*no hosts/)
  })
})
