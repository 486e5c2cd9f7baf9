import type { IncomingMessage } from 'node:http'
import type { Request, Response } from 'express'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Analytical, AnalyticalOptions } from '../../src/analytical.ts'
import { tracking as expressTracking } from '../../src/frameworks/express.ts'
import { tracking as nodeTracking } from '../../src/frameworks/node.ts'
import type { PageView } from '../../src/page-view.ts'
import { unhandledRejections } from './unhandled-rejections.ts'
import { type Fault, living, siteOf } from './whole-site.ts'

const rejected = unhandledRejections()
afterEach(() => vi.useRealTimers())

const thrown = (error: unknown) => () => {
  throw error
}

function revoked<T extends object>(target: T): T {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

const thenThat = (value: unknown) => Object.defineProperty({}, 'then', { value })

const getter = (name: string) =>
  Object.defineProperty({}, name, { enumerable: true, get: thrown(new Error('hostile')) })

const hostileProxy = new Proxy(
  {},
  {
    get: (_, name) => (name === 'then' ? undefined : thrown(new Error('hostile'))()),
    getPrototypeOf: thrown(new Error('hostile')),
    ownKeys: thrown(new Error('hostile')),
    has: thrown(new Error('hostile')),
  },
)

/** What any function of a site's may do instead of what it is asked. */
const misdeeds: readonly (readonly [what: string, misdeed: () => unknown])[] = [
  ['throws', thrown(new Error('no database'))],
  ['throws undefined', thrown(undefined)],
  ['throws a revoked proxy', thrown(revoked({}))],
  ['rejects', async () => Promise.reject(new Error('no database'))],
  ['rejects with undefined', async () => Promise.reject(undefined)],
  ['never settles', () => new Promise(() => {})],
  ['returns a then that throws', () => thenThat(thrown(new Error('no database')))],
  ['returns a then that is a getter that throws', () => getter('then')],
  ['returns a symbol', () => Symbol('nonsense')],
  ['returns a BigInt', () => 5n],
  ['returns a function', () => () => {}],
  ['returns a revoked proxy', () => revoked({})],
  ['returns a revoked proxy of a list', () => revoked([])],
  ['returns a proxy that tells nothing', () => hostileProxy],
  ['returns an object whose email throws', () => getter('email')],
  ['returns an object whose analytics throws', () => getter('analytics')],
  ['resolves to a symbol', async () => Symbol('nonsense')],
  ['resolves to an object whose email throws', async () => getter('email')],
  ['resolves to an object whose analytics throws', async () => getter('analytics')],
  ['resolves to a proxy that tells nothing', async () => hostileProxy],
  ['is a revoked proxy', revoked(() => {})],
]

type Options = Partial<AnalyticalOptions>
interface Case {
  role: string
  phases: readonly Fault['phase'][]
  options?: (misdeed: () => unknown) => Options
  adapter?: (misdeed: () => unknown) => object
  /** Whether every tag is in the page all the same, live or held. */
  keepsTags: boolean
}

const cases: readonly Case[] = [
  { role: 'identify', phases: ['identify'], options: (misdeed) => ({ identify: misdeed as never }), keepsTags: true },
  { role: 'exclude', phases: ['exclude'], options: (misdeed) => ({ exclude: misdeed as never }), keepsTags: false },
  {
    role: 'consent',
    phases: ['consent'],
    options: (misdeed) => ({ consent: misdeed as never, settings: { ANALYTICAL_CONSENT: 'required' } }),
    keepsTags: true,
  },
  {
    role: 'a context processor',
    phases: ['context processor', 'render'],
    options: (misdeed) => ({ contextProcessors: [misdeed as never, () => ({ clicky_title: 'kept' })] }),
    keepsTags: true,
  },
  { role: 'user', phases: ['user', 'identify'], adapter: (user) => ({ user }), keepsTags: true },
  { role: 'nonce', phases: ['nonce'], adapter: (nonce) => ({ nonce }), keepsTags: true },
]

const request = { socket: { remoteAddress: '203.0.113.7' }, headers: {}, url: '/' } as IncomingMessage

const adapters: Readonly<Record<string, (analytical: Analytical, options: object) => Promise<PageView>>> = {
  node: (analytical, options) => nodeTracking(analytical, { user: () => ({ username: 'jeff' }), ...options })(request),
  express: (analytical, options) =>
    new Promise((resolve, reject) => {
      const response = { locals: {}, getHeader: () => undefined } as unknown as Response
      const middleware = expressTracking(analytical, { user: () => ({ username: 'jeff' }), ...options })
      const next = (error?: unknown) => (error ? reject(error) : resolve(response.locals.analytical))
      middleware({ ...request, ip: '203.0.113.7', hostname: 'example.com' } as Request, response, next)
    }),
}

const some = living.filter(({ name }) =>
  ['clicky', 'google_analytics', 'hubspot', 'facebook_pixel', 'intercom', 'mixpanel'].includes(name),
)
const { analytical: held } = siteOf(some, { settings: { ANALYTICAL_CONSENT: 'required' } })
// Where nothing is granted a tag that is only seen with scripting off writes nothing.
const speaking = some.flatMap(({ tags }) => Object.keys(tags)).filter((name) => held.render(name, {}) !== '')

describe.each(Object.keys(adapters))('by the adapter of %s', (adapter) => {
  describe.each(cases)('$role', ({ phases, options, adapter: adapterOptions, keepsTags }) => {
    test.each(misdeeds)('that %s costs what it was asked for, and is heard of once at most', async (what, misdeed) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const faults: Fault[] = []
      const { analytical } = siteOf(some, {
        ...options?.(misdeed),
        onError: (error, where) => faults.push({ ...where, error }),
      })
      const left = await rejected(async () => {
        const asked = adapters[adapter]?.(analytical, adapterOptions?.(misdeed) ?? {})
        let view: PageView | undefined
        asked?.then(
          (given) => {
            view = given
          },
          () => {},
        )
        await vi.advanceTimersByTimeAsync(999)
        await vi.advanceTimersByTimeAsync(1)
        expect(view).toBeDefined()
        const lost = speaking.filter((name) => analytical.render(name, { analytical: view }) === '')
        expect(lost).toEqual(keepsTags ? [] : speaking)
      })
      expect(left).toEqual([])
      expect(faults.length).toBeLessThanOrEqual(1)
      if (/^(?:throws|rejects|never)/.test(what)) expect(faults).toHaveLength(1)
      for (const { phase } of faults) expect(phases).toContain(phase)
    })
  })
})

describe('one that never settles', () => {
  test.each<[string, Options]>([
    [
      'a context processor',
      { contextProcessors: [() => new Promise<object>(() => {}), async () => ({ clicky_title: 'kept' })] },
    ],
    [
      'consent',
      {
        consent: () => new Promise(() => {}),
        settings: { ANALYTICAL_CONSENT: 'required' },
        contextProcessors: [() => ({ clicky_title: 'kept' })],
      },
    ],
  ])('%s holds the page until the deadline and no longer, and costs nothing else', async (_, options) => {
    vi.useFakeTimers()
    const { analytical } = siteOf(some, { deadline: 50, ...options, onError: () => {} })
    const view = analytical.pageView({ ip: '203.0.113.7' })
    let isReady = false
    view.ready?.then(() => {
      isReady = true
    })
    await vi.advanceTimersByTimeAsync(49)
    expect(isReady).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(isReady).toBe(true)
    expect(analytical.render('clicky', { analytical: view })).toContain('kept')
    expect(vi.getTimerCount()).toBe(0)
  })
})
