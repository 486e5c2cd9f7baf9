import { once } from 'node:events'
import { type ClientHttp2Session, connect as connectHttp2, createServer, type Http2ServerResponse } from 'node:http2'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Hit, RawResponse } from '../../src/index.ts'
import { Site } from '../site.ts'
import { until } from '../until.ts'
import { withoutStore } from '../without-store.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0'
const told = ({ path, status, leftOut }: Hit) => [path, status, leftOut]

describe('a client that goes away with several requests of HTTP/1 open', () => {
  async function pipelining(paths: string[]) {
    const { visits, hits, end } = withoutStore()
    const open = new Map<string, RawResponse>()
    const site = await Site.start(({ url = '' }, response) => {
      response.setHeader('content-type', 'text/html')
      open.set(url, response)
    })
    visits.listen(site.server)
    endings.push(end, () => site.close())
    const socket = connect(site.port, '127.0.0.1').on('error', () => {})
    endings.push(() => socket.destroy())
    for (const path of paths) socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\nuser-agent: ${agent}\r\n\r\n`)
    await until('all were asked', () => open.size === paths.length)
    return { hits, socket, answer: (path: string) => void open.get(path)?.end('<h1>') }
  }

  test('is counted once for each, answered or not', async () => {
    const { hits, socket, answer } = await pipelining(['/1', '/2', '/3', '/4'])
    answer('/1')
    answer('/3')
    await until('the first is counted', () => hits.length > 0)
    socket.destroy()
    await until('all are counted', () => hits.length === 4)
    expect(hits.map(told).sort()).toEqual([
      ['/1', 200, undefined],
      ['/2', 499, 'aborted'],
      ['/3', 200, 'aborted'],
      ['/4', 499, 'aborted'],
    ])
  })

  test('is not counted for what it got, and is no reason for a warning', async () => {
    const warnings: Error[] = []
    const note = (warning: Error) => warnings.push(warning)
    process.on('warning', note)
    endings.push(() => process.off('warning', note))
    const paths = Array.from({ length: 30 }, (_, index) => `/${index}`)
    const { hits, socket, answer } = await pipelining(paths)
    for (const path of paths.toReversed()) answer(path)
    await until('all are counted', () => hits.length === 30)
    socket.destroy()
    await once(socket, 'close')
    expect(hits.map(told)).toEqual(paths.map((path) => [path, 200, undefined]))
    expect(warnings).toEqual([])
  })
})

describe('a client that gives up a request of HTTP/2', () => {
  type Answer = (response: Http2ServerResponse) => unknown

  async function giveUp(answer: Answer, leave: (session: ClientHttp2Session, close: () => void) => void) {
    const { visits, hits, end } = withoutStore()
    let isAsked = false
    const server = createServer((request, response) => {
      visits.observe(request, response)
      isAsked = true
      response.setHeader('content-type', 'text/html')
      answer(response)
    }).on('sessionError', () => {})
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const session = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).on('error', () => {})
    endings.push(
      end,
      () => server.close(),
      () => session.destroy(),
    )
    const stream = session.request({ ':path': '/', 'user-agent': agent }).on('error', () => {})
    await until('the server is asked', () => isAsked)
    leave(session, () => stream.close(8))
    await until('it is counted', () => hits.length > 0)
    return hits.map(told)
  }

  test.each<[string, number, Answer]>([
    ['that is not answered yet', 499, () => {}],
    ['of whose answer a part was sent', 200, (response) => response.write('<h1>')],
    ['whose answer is larger than it takes at once', 200, (response) => response.end(Buffer.alloc(1_000_000))],
  ])('%s is left out as aborted', async (_, status, answer) => {
    expect(await giveUp(answer, (_, close) => close())).toEqual([['/', status, 'aborted']])
    expect(await giveUp(answer, (session) => session.destroy())).toEqual([['/', status, 'aborted']])
  })
})
