import type { Browser, Page } from 'playwright-core'
import { fulfilled, sentIn } from '../answers.ts'
import { userAgent } from '../browser.ts'
import { known, type Sent, type Told } from '../libraries/library.ts'
import { mixpanel } from '../libraries/mixpanel.ts'
import type { Combination } from '../page-at.ts'
import type { Manager } from './manager.ts'
import { origin, siteOf } from './site.ts'
import { files, vendors } from './vendors.ts'

/** A visitor of a site that asks for consent, in a browser of their own. */
export interface Visitor {
  page: Page
  /** The page as the server last wrote it. */
  html(): string
  /** Every request of this page that left for a vendor. */
  sent(): readonly Sent[]
  /** The vendors' files that this page asked for, sorted. */
  files(): readonly string[]
  /** What Mixpanel was told by this page. */
  told(): Told
  /** Console errors, uncaught exceptions, violations of the policy, requests to anybody else, faults of the server. */
  wrong: string[]
  /** The names of all cookies, whoever set them. */
  cookies(): Promise<readonly string[]>
  /** Goes to a page of the site, and waits until the manager is there. */
  visit(path: string): Promise<void>
  leave(): Promise<void>
}

export async function visitorOf(browser: Browser, manager: Manager, combination: Combination): Promise<Visitor> {
  const wrong: string[] = []
  const site = siteOf(manager, combination, (error) => wrong.push(String(error)))
  const context = await browser.newContext({ userAgent })
  const page = await context.newPage()
  let html = ''
  let sent: Sent[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(String(error)))
  await context.route('**/*', async (route) => {
    const request = route.request()
    const address = new URL(request.url())
    if (request.isNavigationRequest()) {
      html = site.page((await request.allHeaders()).cookie)
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': site.policy }
      return route.fulfill({ headers, body: html })
    }
    if (address.pathname === '/favicon.ico') return route.fulfill({ status: 204 })
    if (address.origin === origin || site.scripts.some(({ href }) => href === address.href)) {
      return route.fulfill(await fulfilled(manager.file(address)))
    }
    const vendor = vendors.find(({ hosts }) => hosts.some((host) => address.host.endsWith(host)))
    if (vendor === undefined) {
      wrong.push(`a request for ${address} left`)
      return route.abort()
    }
    sent.push(sentIn(request, address))
    return route.fulfill(await fulfilled(vendor.answer(address), request.headers().origin))
  })
  return {
    page,
    wrong,
    html: () => html,
    sent: () => sent,
    files() {
      const asked = sent.map(({ address }) => address.origin + address.pathname)
      return asked.filter((address) => files.includes(address)).sort()
    },
    told: () => Object.assign({}, ...sent.map((one) => known(mixpanel.told(one)))),
    cookies: async () => (await context.cookies()).map(({ name }) => name),
    async visit(path) {
      sent = []
      await page.goto(origin + path)
      await manager.ready(page)
    },
    leave: () => context.close(),
  }
}
