import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2'
import { connect, type Server as NetServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { page } from '../site.ts'
import { until } from '../until.ts'
import { withoutStore } from '../without-store.ts'

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

const path = join(tmpdir(), `visits-${process.pid}.sock`)
const agent = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0'

/** Asks as nginx does with `proxy_pass http://unix:…`; resolves with all that came. */
async function askBy(socket: ReturnType<typeof connect>, client: string): Promise<string> {
  socket.write(
    `GET / HTTP/1.1\r\nhost: a\r\nuser-agent: ${agent}\r\nx-forwarded-for: ${client}\r\nconnection: close\r\n\r\n`,
  )
  let answer = ''
  for await (const chunk of socket) answer += chunk
  return answer
}

async function listening<Some extends NetServer>(server: Some, at: string | number = path): Promise<Some> {
  await rm(path, { force: true })
  await once(server.listen(at), 'listening')
  endings.push(() => new Promise((resolve) => server.close(resolve)))
  return server
}

const networks = (hits: readonly { visitor?: { network: string } | undefined }[]) =>
  hits.map(({ visitor }) => visitor?.network)

describe('behind a proxy that connects by a Unix socket', () => {
  test.each([
    ['one proxy', 1, '192.0.2.1'],
    ['a list', ['unix'], '192.0.2.1'],
    ['a list without unix', ['loopback'], undefined],
    ['nobody', undefined, undefined],
  ])('visitors are told apart where it is trusted: %s', async (_, trustedProxies, expected) => {
    const { visits, hits, end } = withoutStore(trustedProxies === undefined ? {} : { trustedProxies })
    endings.push(end)
    visits.listen((await listening(createServer(page))) as Server)
    await askBy(connect(path), '8.8.8.8, 192.0.2.1')
    await until('it is counted', () => hits.length === 1)
    expect(networks(hits)).toEqual([expected])
  })

  test('visitors of HTTP/2 are, too', async () => {
    const { visits, hits, end } = withoutStore({ trustedProxies: ['unix'] })
    endings.push(end)
    await listening(
      createHttp2Server((request, response) => {
        visits.observe(request, response)
        response.setHeader('content-type', 'text/html')
        response.end('<h1>')
      }),
    )
    const session = connectHttp2('http://a', { createConnection: () => connect(path) })
    endings.push(() => session.destroy())
    const stream = session.request({ ':path': '/', 'user-agent': agent, 'x-forwarded-for': '192.0.2.7' })
    await once(stream.resume(), 'end')
    await until('it is counted', () => hits.length === 1)
    expect(networks(hits)).toEqual(['192.0.2.7'])
  })

  test('limits are each visitor’s own', async () => {
    const { visits, end } = withoutStore({ trustedProxies: ['unix'] })
    endings.push(end)
    await listening(
      createServer(async (request, response) => {
        const { limited } = await visits.limit(request, 'comments', { points: 1, seconds: 60 })
        response.end(limited ? 'later' : 'taken')
      }),
    )
    const answers: string[] = []
    for (const client of ['192.0.2.1', '192.0.2.2', '192.0.2.1']) answers.push(await askBy(connect(path), client))
    expect(answers.map((answer) => answer.includes('taken'))).toEqual([true, true, false])
  })
})

test('who comes by TCP and is gone before he is asked about is not taken for a proxy', async () => {
  const { visits, hits, end } = withoutStore({ trustedProxies: ['unix'] })
  endings.push(end)
  const server = createServer((request, response) => {
    request.socket.destroy()
    visits.observe(request, response)
  })
  await listening(server, 0)
  const { port } = server.address() as { port: number }
  await askBy(connect(port, '127.0.0.1'), '192.0.2.1')
  await until('it is counted', () => hits.length === 1)
  expect(networks(hits)).toEqual([undefined])
})
