import { Readable } from 'node:stream'
import { matchers } from '@analytical/testing/vitest'
import helmet from '@fastify/helmet'
import view from '@fastify/view'
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import nunjucks from 'nunjucks'
import { expect, test } from 'vitest'
import { tracking } from '../../src/frameworks/fastify.ts'
import { addTags } from '../../src/templates/nunjucks.ts'
import { probe } from '../probe.ts'
import { asking, nonceIn, seenIn, tagOf } from './pages.ts'
import { originOf } from './servers/site.ts'

expect.extend(matchers({ providers: [probe('probe')] }))

async function served(app: FastifyInstance) {
  await app.listen({ port: 0, host: '127.0.0.1' })
  return asking({ origin: originOf(app.server), isHttp2: false, close: () => app.close() })
}

test('@fastify/view hands the page view to every template', async () => {
  const { analytical } = tagOf()
  const app = Fastify()
  app.register(view, {
    engine: { nunjucks },
    templates: import.meta.dirname,
    options: { onConfigure: (environment: nunjucks.Environment) => addTags(environment, analytical) },
  })
  app.register(tracking(analytical, { user: () => ({ username: 'jeff' }) }))
  app.get('/', (_, reply) => reply.view('page.njk', { analytical_goal: 5 }))
  const get = await served(app)
  expect(seenIn(await get())).toMatchObject({ identity: 'jeff', goal: { id: 5 } })
})

test('the user is request.user, else reply.locals.user', async () => {
  const { analytical, tag } = tagOf()
  const app = Fastify()
  app.decorateReply('locals')
  app.decorateRequest('user')
  app.addHook('onRequest', async (request, reply) => {
    Object.assign(reply, { locals: { user: { username: 'locals' } } })
    if (request.headers['x-passport']) Object.assign(request, { user: { username: 'passport' } })
  })
  app.register(tracking(analytical))
  app.get('/', (request) => tag({ analytical: request.analytical }))
  const get = await served(app)
  expect(seenIn(await get({ headers: { 'x-passport': '1' } }))?.identity).toBe('passport')
  expect(seenIn(await get())?.identity).toBe('locals')
})

test('the nonce is that of @fastify/helmet, which its policy names', async () => {
  const { analytical, tag } = tagOf()
  const app = Fastify()
  app.register(helmet, { enableCSPNonces: true, contentSecurityPolicy: { directives: analytical.csp({}) } })
  app.register(tracking(analytical))
  app.get('/', (request) => tag({ analytical: request.analytical }))
  const get = await served(app)
  const answer = await get()
  expect(nonceIn(answer)).toMatch(/^[0-9a-f]{32}$/)
  expect(answer.headers['content-security-policy']).toContain(`'nonce-${nonceIn(answer)}'`)
})

test('a nonce that is made is put into reply.locals', async () => {
  const { analytical, tag } = tagOf()
  const app = Fastify()
  app.register(tracking(analytical))
  app.get('/', (request, reply) => {
    const { cspNonce } = (reply as unknown as { locals: { cspNonce: string } }).locals
    return reply.header('x-nonce', cspNonce).send(tag({ analytical: request.analytical }))
  })
  const get = await served(app)
  const answer = await get()
  expect(nonceIn(answer)).toMatch(/^[A-Za-z0-9+/]{22}==$/)
  expect(answer.headers['x-nonce']).toBe(nonceIn(answer))
})

test('the route has the prefix of its plugin', async () => {
  const { analytical, tag } = tagOf({ settings: { ANALYTICAL_MASK_ROUTES: true } })
  const app = Fastify()
  app.register(tracking(analytical))
  app.register(async (people) => people.get('/:id', (request) => tag({ analytical: request.analytical })), {
    prefix: '/people',
  })
  const get = await served(app)
  expect(seenIn(await get({ path: '/people/17' }))?.page).toEqual({ href: '/people/:id' })
})

test('a page view can be told from when a request is asked for by inject', async () => {
  const { analytical, tag } = tagOf()
  const app = Fastify()
  app.register(tracking(analytical, { user: () => ({ username: 'jeff' }) }))
  app.get('/', (request) => tag({ analytical: request.analytical }))
  const answer = app.inject({ url: '/', headers: { 'user-agent': 'Mozilla/5.0 Chrome/140.0.0.0' } })
  await expect(answer).toTrack('probe', { identity: 'jeff' })
  await app.close()
})

type Send = (reply: FastifyReply, render: () => string) => unknown
const tooLate = 'Cache-Control: public was set after the page had been made for its visitor: the response is private'
const leftOut = 'left out of a page that a shared cache may keep (Cache-Control: public): the nonce, who is signed in'

test.each<[what: string, send: Send, names: boolean, cacheControl: string, told: string]>([
  [
    'by reply.header',
    (reply, render) => reply.header('Cache-Control', 'public').send(render()),
    false,
    'public',
    leftOut,
  ],
  [
    'by reply.headers',
    (reply, render) => reply.headers({ 'cache-control': 'public' }).send(render()),
    false,
    'public',
    leftOut,
  ],
  [
    'by Node’s response',
    (reply, render) => {
      reply.raw.setHeader('Cache-Control', 'public')
      return reply.send(render())
    },
    false,
    'public',
    leftOut,
  ],
  [
    'by Node’s response, with its page written by hand',
    (reply, render) => {
      reply.hijack()
      reply.raw.writeHead(200, { 'Cache-Control': 'public' })
      reply.raw.end(render())
    },
    false,
    'public',
    leftOut,
  ],
  [
    'by reply.header, too late',
    (reply, render) => {
      const html = render()
      return reply.header('Cache-Control', 'public').send(html)
    },
    true,
    'private',
    tooLate,
  ],
  [
    'by Node’s response, too late',
    (reply, render) => {
      const html = render()
      reply.raw.setHeader('Cache-Control', 'public')
      return reply.send(html)
    },
    true,
    'private',
    tooLate,
  ],
  [
    'by reply.header, too late, before a stream',
    (reply, render) => {
      const html = render()
      return reply.header('Cache-Control', 'public').send(Readable.from([html]))
    },
    true,
    'private',
    tooLate,
  ],
  [
    'by a Response of the Fetch standard',
    (reply, render) => reply.send(new Response(render(), { headers: { 'cache-control': 'public' } })),
    true,
    'private',
    tooLate,
  ],
])('a reply may be said to be for all %s', async (_, send, names, cacheControl, said) => {
  const { analytical, tag, told } = tagOf()
  const app = Fastify()
  app.register(tracking(analytical, { user: () => ({ username: 'jeff' }) }))
  app.get('/', (request, reply) => send(reply, () => tag({ analytical: request.analytical })))
  const get = await served(app)
  const { text, headers } = await get()
  expect(text.includes('jeff')).toBe(names)
  expect(headers['cache-control']).toBe(cacheControl)
  expect(told()).toEqual([said])
})

test('a reply said to be for all by an onSend hook is private, for every header it has', async () => {
  const { analytical, tag, told } = tagOf()
  const app = Fastify()
  app.register(tracking(analytical, { user: () => ({ username: 'jeff' }) }))
  app.addHook('onSend', async (_, reply) => {
    reply.headers({ 'cache-control': 'public', 'surrogate-control': 'max-age=60', 'set-cookie': ['a=1', 'b=2'] })
  })
  app.get('/', (request) => tag({ analytical: request.analytical }))
  const get = await served(app)
  const { headers } = await get()
  expect(headers).toMatchObject({ 'cache-control': 'private', 'set-cookie': ['a=1', 'b=2'] })
  expect(headers['surrogate-control']).toBeUndefined()
  expect(told()).toHaveLength(1)
})
