import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import type { Browser, Request } from 'playwright-core'
import { userAgent } from './browser.ts'
import type { Answer, Library, Sent } from './libraries/library.ts'
import type { PageAt } from './page-at.ts'

/** What a browser does with a page that has one vendor's library. */
export interface Visit {
  /** Every request that left for the vendor. */
  sent: readonly Sent[]
  /** Console errors, uncaught exceptions, violations of the policy, requests to anybody else. */
  wrong: readonly string[]
  leave(): Promise<void>
}

/** Opens a page in a fresh browser window, where the vendor's hosts answer with its own library and nothing else is reached. */
export async function visit(browser: Browser, { url, html, policy }: PageAt, library: Library): Promise<Visit> {
  const context = await browser.newContext({ userAgent })
  const page = await context.newPage()
  const sent: Sent[] = []
  const wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(String(error)))
  await context.route('**/*', async (route) => {
    const request = route.request()
    const address = new URL(request.url())
    if (address.href === url) {
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
      return route.fulfill({ headers, body: html })
    }
    if (address.origin === new URL(url).origin) return route.fulfill({ status: 204 })
    if (!library.hosts.some((host) => address.host.endsWith(host))) {
      wrong.push(`a request for ${address} left`)
      return route.abort()
    }
    sent.push(sentIn(request, address))
    return route.fulfill(await fulfilled(library.answer(address), request.headers().origin))
  })
  await page.goto(url)
  return { sent, wrong, leave: () => context.close() }
}

function sentIn(request: Request, address: URL): Sent {
  const body = request.postDataBuffer() ?? Buffer.alloc(0)
  const isCompressed = body[0] === 0x1f && body[1] === 0x8b
  return { address, headers: request.headers(), body: (isCompressed ? gunzipSync(body) : body).toString() }
}

async function fulfilled(answer: Answer, origin = '*') {
  const headers = {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': '*',
  }
  if (answer === undefined) return { status: 204, headers }
  if ('json' in answer) return { json: answer.json, headers }
  const body = 'file' in answer ? await readFile(answer.file, 'utf8') : answer.script
  return { body, contentType: 'text/javascript; charset=utf-8', headers }
}
