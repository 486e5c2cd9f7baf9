import type { Browser } from 'playwright-core'
import { fulfilled, sentIn } from './answers.ts'
import { userAgent } from './browser.ts'
import type { Library, Sent } from './libraries/library.ts'
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
