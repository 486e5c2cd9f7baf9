import { type IncomingHttpHeaders, request } from 'node:http'
import { connect, type IncomingHttpStatusHeader } from 'node:http2'
import type { Running } from './servers/site.ts'

/** What a server answered. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

export interface Asked {
  path?: string
  method?: string
  headers?: Readonly<Record<string, string>>
}

// What has no name of a browser is taken for a robot.
const userAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36'

/** Asks a server for a page, over a connection of its own. */
export function ask({ origin, isHttp2 }: Running, asked: Asked = {}): Promise<Answer> {
  const headers = { 'user-agent': userAgent, ...asked.headers }
  return isHttp2 ? askHttp2(origin, { ...asked, headers }) : askHttp1(origin, { ...asked, headers })
}

function askHttp1(origin: string, { path = '/', method = 'GET', headers = {} }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(new URL(path, origin), { method, headers, agent: false }, (response) => {
      const parts: string[] = []
      response.setEncoding('utf8').on('data', (part: string) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode as number, headers: response.headers, text: parts.join('') }),
      )
    })
      .on('error', reject)
      .end()
  })
}

function askHttp2(origin: string, { path = '/', method = 'GET', headers: given = {} }: Asked): Promise<Answer> {
  const { host, ...headers } = given
  return new Promise((resolve, reject) => {
    const session = connect(origin).on('error', reject)
    const authority = host ?? new URL(origin).host
    const stream = session.request({ ':path': path, ':method': method, ':authority': authority, ...headers })
    const parts: string[] = []
    let answered: IncomingHttpHeaders & IncomingHttpStatusHeader = {}
    stream.on('response', (received) => {
      answered = received
    })
    stream.setEncoding('utf8').on('data', (part: string) => parts.push(part))
    stream.on('error', reject).on('end', () => {
      session.close()
      resolve({ status: answered[':status'] as number, headers: answered, text: parts.join('') })
    })
    stream.end()
  })
}
