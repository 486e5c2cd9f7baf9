import { once } from 'node:events'
import { request as http1, type IncomingMessage } from 'node:http'
import { connect } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { until } from '../until.ts'
import { withoutStore } from '../without-store.ts'
import { expressSite } from './express.ts'
import { fastifySite } from './fastify.ts'
import type { FrameworkSite, SignedIn } from './framework-site.ts'
import { honoSite } from './hono.ts'
import { http2Site } from './http2.ts'
import { koaSite } from './koa.ts'
import { nodeHttpSite } from './node-http.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

const signedIn: SignedIn = ({ headers }) => (headers as Record<string, string>)['x-user']

type Get = (port: number, path: string, headers: Record<string, string>) => Promise<number>

const byHttp1: Get = async (port, path, headers) => {
  const asked = http1({ port, path, headers, agent: false }).end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  await once(response.resume(), 'end')
  return response.statusCode ?? 0
}

const byHttp2: Get = async (port, path, headers) => {
  const session = connect(`http://127.0.0.1:${port}`)
  const stream = session.request({ ':path': path, ...headers })
  const [{ ':status': status }] = (await once(stream, 'response')) as [{ ':status': number }]
  await once(stream.resume(), 'end')
  session.destroy()
  return status
}

describe('a site’s user and routes', () => {
  test.each<[string, FrameworkSite, Get]>([
    ['Express', expressSite, byHttp1],
    ['Fastify', fastifySite, byHttp1],
    ['Koa', koaSite, byHttp1],
    ['Hono', honoSite, byHttp1],
    ['node:http', nodeHttpSite, byHttp1],
    ['HTTP/2', http2Site, byHttp2],
  ])('%s', async (_, { options, serve }, get) => {
    const { visits, hits, errors, end } = withoutStore(options)
    endings.push(end)
    const server = await serve(visits, signedIn)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    endings.push(() => server.close())
    visits.listen()
    const { port } = server.address() as AddressInfo

    const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0' }
    expect(await get(port, '/rhymes/12', { ...agent, 'x-user': 'ann' })).toBe(200)
    expect(await get(port, '/rhymes/moon', agent)).toBe(200)
    expect(await get(port, '/api/words', agent)).toBe(200)
    expect(await get(port, '/missing', agent)).toBe(404)
    await until('all hits are there', () => hits.length >= 4)

    const seen = hits.map(({ path, route, user, leftOut }) => [path, leftOut === undefined ? route : leftOut, user])
    expect(seen).toEqual([
      ['/rhymes/12', '/rhymes/:id', 'ann'],
      ['/rhymes/moon', '/rhymes/:id', undefined],
      ['/api/words', 'data', undefined],
      ['/missing', 'error', undefined],
    ])
    expect(errors.filter((error) => !error.startsWith('Redis'))).toEqual([])
  })
})
