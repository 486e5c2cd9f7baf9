import { createServer } from 'node:http'
import { serve } from '@hono/node-server'
import express from 'express'
import Fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Analytical } from '../../src/analytical.ts'
import { tracking as expressTracking } from '../../src/frameworks/express.ts'
import { tracking as fastifyTracking } from '../../src/frameworks/fastify.ts'
import { tracking as honoTracking, type TrackingVariables } from '../../src/frameworks/hono.ts'
import { tracking as koaTracking } from '../../src/frameworks/koa.ts'
import { tracking as nodeTracking } from '../../src/frameworks/node.ts'
import type { Kit } from '../../src/kit-of.ts'
import { asking, tagOf } from './pages.ts'
import { listening, originOf, type Running } from './servers/site.ts'

/** Serves a page whose template gets what the framework gave it, with `tracking` before the route, twice, or after it. */
type Serve = (
  kit: Kit<unknown>,
  tag: (context: object) => string,
  mounted: readonly ('tracking' | 'route')[],
) => unknown
const once = ['tracking', 'route'] as const
const twice = ['tracking', 'tracking', 'route'] as const
const after = ['route', 'tracking'] as const

type Framework = readonly [name: string, tracking: (kit: never) => unknown, serve: Serve]

const middleware: readonly Framework[] = [
  [
    'Express',
    expressTracking,
    (kit, tag, mounted) => {
      const app = express()
      for (const one of mounted) {
        if (one === 'tracking') app.use(expressTracking(kit))
        else app.get('/', (_, response) => void response.send(tag(response.locals)))
      }
      return listening(createServer(app))
    },
  ],
  [
    'Koa',
    koaTracking,
    (kit, tag, mounted) => {
      const app = new Koa()
      for (const one of mounted) {
        if (one === 'tracking') app.use(koaTracking(kit))
        else app.use(({ state, response }) => void Object.assign(response, { body: tag(state) }))
      }
      return listening(createServer(app.callback()))
    },
  ],
  [
    'Hono',
    honoTracking,
    (kit, tag, mounted) => {
      const app = new Hono<{ Variables: TrackingVariables }>()
      for (const one of mounted) {
        if (one === 'tracking') app.use(honoTracking(kit))
        else app.get('/', (c) => c.html(tag(c.var)))
      }
      return new Promise<Running>((resolve) => {
        const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
          resolve({ origin: originOf(server), isHttp2: false, close: () => server.close() }),
        )
      })
    },
  ],
  [
    'node:http',
    nodeTracking,
    (kit, tag, mounted) => {
      const tracks = mounted.map((one) => (one === 'tracking' ? nodeTracking(kit) : undefined))
      return listening(
        createServer(async (request, response) => {
          const context: { analytical?: unknown } = {}
          for (const track of tracks) {
            if (track === undefined) response.write(tag(context))
            else context.analytical = await track(request, response)
          }
          response.end(' ')
        }),
      )
    },
  ],
]

const fastify: Framework = [
  'Fastify',
  fastifyTracking,
  async (kit, tag, mounted) => {
    const app = Fastify()
    for (const one of mounted) {
      if (one === 'tracking') app.register(fastifyTracking(kit))
      else app.register(async (scope) => scope.get('/', (request) => tag({ analytical: request.analytical })))
    }
    await app.listen({ port: 0, host: '127.0.0.1' })
    return { origin: originOf(app.server), isHttp2: false, close: () => app.close() }
  },
]

afterEach(() => {
  vi.restoreAllMocks()
})

describe.each([...middleware, fastify])('%s', (_, tracking, serve) => {
  const rule = 'tracking() takes what createAnalytical() returned, or a function of the request that returns it'

  test.each<[string, () => unknown, string]>([
    ['nothing', () => undefined, 'undefined'],
    ['null', () => null, 'null'],
    ['settings', () => ({ CLICKY_SITE_ID: '12345678' }), 'object'],
    ['a text', () => 'settings.js', 'string'],
    ['a promise of a kit', async () => tagOf().analytical, 'a promise: await it before'],
    ['a promise that fails', () => Promise.reject(new Error('no settings')), 'a promise: await it before'],
  ])('%s in place of a kit is refused as it is mounted', (_, give, got) => {
    expect(() => tracking(give() as never)).toThrow(new TypeError(`${rule} (got ${got})`))
  })

  test.each<[string, () => unknown, string]>([
    [
      'returns no kit',
      () => ({}),
      'the function given to tracking() must return what createAnalytical() returned, or undefined (got object)',
    ],
    [
      'is asynchronous',
      async () => tagOf().analytical,
      'the function given to tracking() must return what createAnalytical() returned, or undefined (got a promise: await it before)',
    ],
    [
      'throws',
      () => {
        throw new Error('no such site')
      },
      'no such site',
    ],
  ])('a function that %s costs no page, and is printed once', async (_, given, message) => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
    const get = await asking((await serve(given as () => Analytical, () => 'whole', once)) as Running)
    expect((await get()).text.trim()).toBe('whole')
    await get()
    expect(printed.mock.calls).toEqual([[`analytical: request: ${message}`]])
  })
})

describe.each(middleware)('%s', (_, __, serve) => {
  test('mounted after its route, no tag is rendered, and it is told', async () => {
    const { analytical, tag, told } = tagOf()
    const get = await asking((await serve(analytical, tag, after)) as Running)
    expect((await get()).text.trim()).toBe('')
    expect(told()).toEqual([
      'the page view is not in this context, as in a macro without "with context" or a route before tracking(): nothing is rendered here',
    ])
  })

  test('mounted twice, the first counts, and it is told', async () => {
    let times = 0
    const contextProcessors = [() => ({ probe_colour: `colour-${++times}` })]
    const { analytical, tag, told } = tagOf({ contextProcessors })
    const get = await asking((await serve(analytical, tag, twice)) as Running)
    expect((await get()).text).toContain('colour-1')
    expect(times).toBe(1)
    expect(told()).toEqual(['tracking() is mounted twice: what it notes of a request first stands, mount it once'])
  })
})

test('Fastify’s hooks hold for the routes before them, too', async () => {
  const { analytical, tag, told } = tagOf()
  const get = await asking((await fastify[2](analytical, tag, after)) as Running)
  expect((await get()).text).toContain('window["probe"]')
  expect(told()).toEqual([])
})

test('registered twice, Fastify does not start', async () => {
  const { analytical } = tagOf()
  const app = Fastify()
  app.register(fastifyTracking(analytical))
  app.register(async (scope) => scope.register(fastifyTracking(analytical)))
  await expect(app.ready()).rejects.toThrow(
    'tracking() is registered twice: register it once; for several sites, with a function of the request',
  )
})
