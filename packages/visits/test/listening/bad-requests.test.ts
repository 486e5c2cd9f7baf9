import type { RequestListener } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { VisitsOptions } from '../../src/index.ts'
import { page, Site } from '../site.ts'
import { until } from '../until.ts'
import { withoutStore } from '../without-store.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function listening(answer: RequestListener = page, options: Partial<VisitsOptions> = {}) {
  const made = withoutStore(options)
  const site = await Site.start(answer)
  made.visits.listen(site.server)
  endings.push(made.end, () => site.close())
  return { ...made, site }
}

/** Sends bytes as they are, and collects what is answered. */
function raw(site: Site, ...parts: (string | Buffer)[]): { socket: Socket; answered(): string } {
  const socket = connect(site.port, '127.0.0.1').on('error', () => {})
  let answer = ''
  socket.on('data', (data) => {
    answer += data.toString('latin1')
  })
  for (const part of parts) socket.write(part)
  endings.push(() => socket.destroy())
  return { socket, answered: () => answer }
}

const agent = 'user-agent: Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0'
const get = (path: string, ...headers: string[]) =>
  `GET ${path} HTTP/1.1\r\n${['host: a.example', agent, ...headers].join('\r\n')}\r\n\r\n`

describe('requests of any bytes', () => {
  test.each<[string, string | Buffer, object]>([
    ['a path of 12,000 characters', get(`/${'a'.repeat(12_000)}`), { path: `/${'a'.repeat(255)}` }],
    ['a path that is no UTF-8', get('/%ff%fe/%C3%A9'), { path: '/%ff%fe/%C3%A9' }],
    ['a path with a control character', get('/a%00b%0Ac'), { path: '/a\ufffdb\ufffdc' }],
    ['a path with half a character', get('/%ED%A0%80'), { path: '/%ED%A0%80' }],
    ['a whole address', get('http://b.example/there?x'), { path: '/there' }],
    ['a path of slashes', get('//////'), { path: '/' }],
    ['a referrer that is no address', get('/', 'referer: \x01\xff ://'.replace('\x01', '')), { referrer: '(unknown)' }],
    ['a referrer of 8 kB', get('/', `referer: https://${'a.'.repeat(4_000)}example/`), { referrer: '(unknown)' }],
    ['a script for a referrer', get('/', 'referer: javascript:alert(1)'), { referrer: '(unknown)' }],
    [
      'two referrers',
      get('/', 'referer: https://one.example/', 'referer: https://two.example/'),
      { referrer: 'one.example' },
    ],
    ['a campaign of 8 kB', get(`/?utm_source=${'x'.repeat(8_000)}`), { campaign: 'x'.repeat(100) }],
  ])('%s', async (_, bytes, expected) => {
    const { hits, errors, site } = await listening()
    const { answered } = raw(site, bytes)
    await until('it is answered, and the hit is there', () => answered() !== '' && hits.length > 0)
    expect(answered()).toMatch(/^HTTP\/1.1 200 /)
    const { path, referrer, campaign, leftOut } = hits[0] ?? {}
    expect({ path, referrer, campaign, leftOut }).toMatchObject({ ...expected, leftOut: undefined })
    expect(errors).toEqual([])
  })

  test.each<[string, string]>([
    ['of 8 kB', `Mozilla/5.0 ${'(Windows NT 10.0; '.repeat(450)}`],
    ['of brackets', `Mozilla/5.0 ${'('.repeat(4_000)}`],
    ['of bytes', 'Mozilla/5.0 \xff\xfe\xed\xa0\x80 Firefox/133.0'],
    ['that is called as objects are', '__proto__/1.0 constructor/2.0'],
  ])('a user agent %s is counted under a known name', async (_, userAgent) => {
    const { hits, errors, site } = await listening()
    raw(site, Buffer.from(`GET / HTTP/1.1\r\nhost: a\r\nuser-agent: ${userAgent}\r\n\r\n`, 'latin1'))
    await until('the hit is there', () => hits.length > 0)
    expect(hits[0]?.agent).toMatchObject({
      browser: expect.stringMatching(/^[\w .()]{1,40}$/),
      platform: expect.stringMatching(/^[\w .()]{1,40}$/),
    })
    expect(hits[0]?.visitor?.userAgent.length).toBeLessThanOrEqual(512)
    expect(errors).toEqual([])
  })
})

describe('connections', () => {
  test('requests that come at once, and one after another, are each seen', async () => {
    const { hits, site } = await listening()
    const { socket } = raw(site, get('/1') + get('/2') + get('/3'))
    await until('three hits are there', () => hits.length === 3)
    socket.write(get('/4'))
    await until('four hits are there', () => hits.length === 4)
    expect(hits.map(({ path, leftOut }) => [path, leftOut])).toEqual(
      ['/1', '/2', '/3', '/4'].map((path) => [path, undefined]),
    )
  })

  test('of those that came at once, the ones never answered are aborted when the client goes', async () => {
    const { hits, site } = await listening((request, response) => {
      if (request.url !== '/hangs') page(request, response)
    })
    const { socket } = raw(site, get('/1') + get('/hangs'))
    await until('one hit is there', () => hits.length === 1)
    socket.destroy()
    await until('both hits are there', () => hits.length === 2)
    expect(hits.map(({ path, status, leftOut }) => [path, status, leftOut])).toEqual([
      ['/1', 200, undefined],
      ['/hangs', 499, 'aborted'],
    ])
  })

  test('a response that is written in parts is seen at its end', async () => {
    const parts: (() => void)[] = []
    const { hits, site } = await listening((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.write('<h1>')
      parts.push(() => response.end('</h1>'))
    })
    const { answered } = raw(site, get('/'))
    await until('the first part is there', () => answered().includes('<h1>'))
    expect(hits).toEqual([])
    parts[0]?.()
    await until('the hit is there', () => hits.length > 0)
    expect(hits[0]).toMatchObject({ status: 200, leftOut: undefined })
  })

  test('HEAD is no page view, and neither is what no request can be made of', async () => {
    const { hits, site } = await listening()
    expect((await site.get('/', {}, 'HEAD')).status).toBe(200)
    const { answered } = raw(site, 'NONSENSE\r\n\r\n')
    await until('it is refused', () => answered().includes('400 Bad Request'))
    expect(hits.map(({ method, leftOut }) => [method, leftOut])).toEqual([['HEAD', 'method']])
  })

  test('a path of raw bytes is refused by Node, and seen by nobody', async () => {
    const { hits, errors, site } = await listening()
    const { answered } = raw(site, Buffer.from(get('/\xc3\xa9/\xff'), 'latin1'))
    await until('it is refused', () => answered().includes('400 Bad Request'))
    expect([hits, errors]).toEqual([[], []])
  })

  test('a connection that is upgraded, as to WebSocket, is none of this business', async () => {
    const { hits, errors, site } = await listening()
    site.server.on('upgrade', (_, socket) => {
      endings.push(() => socket.destroy())
      socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: echo\r\nconnection: upgrade\r\n\r\n')
    })
    const { answered } = raw(site, get('/socket', 'connection: upgrade', 'upgrade: echo'))
    await until('it is upgraded', () => answered().includes('101 Switching'))
    await site.get('/')
    await until('the hit is there', () => hits.length > 0)
    expect(hits.map(({ path }) => path)).toEqual(['/'])
    expect(errors).toEqual([])
  })
})

describe('the type of a response', () => {
  type Response = Parameters<RequestListener>[1]
  test.each<[string, (response: Response) => void, string | undefined]>([
    ['HTML by writeHead', (response) => response.writeHead(200, { 'Content-Type': 'text/html' }), undefined],
    ['JSON by writeHead', (response) => response.writeHead(200, { 'Content-Type': 'application/json' }), 'data'],
    [
      'JSON by writeHead with a list',
      (response) => response.writeHead(200, ['content-type', 'application/json']),
      'data',
    ],
    ['a picture by writeHead', (response) => response.writeHead(200, 'OK', { 'content-type': 'image/png' }), 'asset'],
    ['JSON by setHeader', (response) => response.setHeader('Content-Type', 'application/json'), 'data'],
    [
      'JSON by writeHead after setHeader',
      (response) => response.setHeader('x-a', 'b').writeHead(200, { 'content-type': 'application/json' }),
      'data',
    ],
    ['none', () => {}, undefined],
    [
      'a header that only names it',
      (response) => response.writeHead(200, { 'x-note': 'content-type: image/png' }),
      undefined,
    ],
  ])('%s', async (_, head, leftOut) => {
    const { hits, site } = await listening((_, response) => {
      head(response)
      response.end('x')
    })
    await site.get('/thing')
    await until('the hit is there', () => hits.length > 0)
    expect(hits[0]?.leftOut).toBe(leftOut)
  })
})

describe('functions of the site that answer with a promise', () => {
  const rejections: unknown[] = []
  const note = (reason: unknown) => rejections.push(reason)

  test.each(['user', 'route', 'exclude'] as const)('%s', async (name) => {
    process.on('unhandledRejection', note)
    endings.push(() => process.off('unhandledRejection', note))
    const { hits, errors, site } = await listening(page, {
      [name]: async () => Promise.reject(new Error('no session')),
    })
    expect((await site.get('/')).status).toBe(200)
    await until('both faults are told', () => errors.length >= 2)
    expect(errors).toEqual([
      expect.stringMatching(`^${name} must answer at once, .*\\(got a promise\\)$`),
      'no session',
    ])
    expect(hits[0]).toMatchObject({ user: undefined, route: undefined })
    // What may be staff's is left out rather than counted.
    expect(hits[0]?.leftOut).toBe(name === 'exclude' ? 'excluded' : undefined)
    expect(rejections).toEqual([])
  })
})

describe('what the site tells wrongly', () => {
  test.each([42, null, {}, ''])('%j for a route is none', async (route) => {
    const { visits, hits, errors, site } = await listening()
    visits.on('start', (request) => visits.set(request, { route } as never))
    await site.get('/rhymes/1')
    await until('the hit is there', () => hits.length > 0)
    expect(hits[0]).toMatchObject({ path: '/rhymes/1', route: undefined })
    expect(errors).toEqual([])
  })

  test.each<[unknown, string]>([
    [false, 'false'],
    [{ a: 1 }, 'an object of a'],
    [null, 'null'],
    ['', '""'],
    ['mine', '"mine"'],
  ])('%j for a reason to leave out is none, and told', async (leaveOut, got) => {
    const { visits, hits, errors, site } = await listening()
    visits.on('start', (request) => visits.set(request, { user: 'ann', leaveOut } as never))
    await site.get('/')
    await until('the hit is there', () => hits.length > 0)
    expect(hits[0]).toMatchObject({ user: 'ann', leftOut: undefined })
    expect(errors).toEqual([
      expect.stringMatching(
        /^leaveOut must be aborted, method, excluded, .* or undefined, like \{ leaveOut: 'dashboard' \}/,
      ),
    ])
    expect(errors[0]).toContain(`(got ${got})`)
  })

  test.each<[string, () => unknown]>([
    ['null for its details', () => null],
    ['nothing', () => undefined],
  ])('an event with %s is counted', async (_, details) => {
    const { visits, errors } = withoutStore()
    visits.event('rhyme saved', details() as never)
    expect(errors).toEqual([])
    expect(await visits.stop({ deadline: 10 })).toBe(false)
    expect(errors.at(-1)).toBe('stopped with 2 counts that Redis has not taken')
  })

  test.each<[string, unknown[], RegExp]>([
    ['nothing', [], /^visits\.observe must get Node's own request: request in Express, request\.raw in Fastify/],
    ['a framework’s own', [{ raw: {} }, { raw: {} }], /^visits\.observe must get Node's own request:/],
    [
      'a framework’s own response',
      [{ httpVersion: '2.0' }, { raw: {} }],
      /Node's own response .* reply\.raw in Fastify/,
    ],
    ['no response', [{ httpVersion: '2.0' }], /Node's own response/],
  ])('%s to observe is told', (_, args, message) => {
    const { visits, errors, end } = withoutStore()
    endings.push(end)
    ;(visits.observe as (...args: unknown[]) => void)(...args)
    expect(errors).toEqual([expect.stringMatching(message)])
  })

  test.each<[name: unknown]>([
    [undefined],
    [''],
    [{ name: 'rhyme saved' }],
    [
      {
        toString() {
          throw new Error('no name')
        },
      },
    ],
  ])('an event without a name is told, not counted, and harms nobody: %#', async (name) => {
    const { visits, errors, end } = withoutStore()
    endings.push(end)
    visits.event(name as never)
    expect(errors).toEqual(["visits.event must get a name, like visits.event('rhyme saved')"])
  })
})

test('what a site tells of a request and cannot be read is reported, and disturbs no response', async () => {
  const { visits, errors, end } = withoutStore()
  const site = await Site.start((request, response) => {
    visits.set(request, {
      get user(): unknown {
        throw new Error('the session is gone')
      },
    })
    response.end('hello')
  })
  visits.listen(site.server)
  expect((await site.get('/')).body).toBe('hello')
  expect(errors).toEqual(['the session is gone'])
  await end()
  await site.close()
})
