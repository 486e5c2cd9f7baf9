import { answerTo, type VendorTraffic, watchVendors } from '@analytical/testing/playwright'
import type { Browser, Page } from 'playwright-core'
import { userAgent } from '../browser.ts'
import { faultsIn } from '../faults.ts'
import { known, type Told } from '../libraries/library.ts'
import { mixpanel } from '../libraries/mixpanel.ts'
import type { Combination } from '../page-at.ts'
import type { Manager } from './manager.ts'
import { origin, siteOf } from './site.ts'
import { answer, files } from './vendors.ts'

/** A visitor of a site that asks for consent, in a browser of their own. */
export interface Visitor {
  page: Page
  /** The page as the server last wrote it. */
  html(): string
  /** What leaves this page for vendors. */
  tracking: VendorTraffic
  /** The vendors' files that this page asked for, sorted. */
  files(): readonly string[]
  /** What Mixpanel was told by this page. */
  told(): Told
  /** What goes wrong in the page, and faults of the server. */
  wrong: string[]
  /** The names of all cookies, whoever set them. */
  cookies(): Promise<readonly string[]>
  /** Goes to a page of the site, and waits until the manager is there. */
  visit(path: string): Promise<void>
  leave(): Promise<void>
}

export async function visitorOf(browser: Browser, manager: Manager, combination: Combination): Promise<Visitor> {
  const context = await browser.newContext({ userAgent })
  const page = await context.newPage()
  let html = ''
  const wrong = faultsIn(page)
  const site = siteOf(manager, combination, (error) => wrong.push(String(error)))
  const tracking = await watchVendors(context, { settings: site.settings, answer, others: 'refuse' })
  await context.route('**/*', async (route) => {
    const request = route.request()
    const address = new URL(request.url())
    if (request.isNavigationRequest()) {
      html = site.page((await request.allHeaders()).cookie)
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': site.policy }
      return route.fulfill({ headers, body: html })
    }
    if (address.pathname === '/favicon.ico') return route.fulfill({ status: 204 })
    const isOfSite = address.origin === origin || site.scripts.some(({ href }) => href === address.href)
    return isOfSite ? answerTo(route, manager.file(address)) : route.fallback()
  })
  return {
    page,
    wrong,
    html: () => html,
    tracking,
    files() {
      const asked = tracking.sent().map(({ url }) => url.origin + url.pathname)
      return asked.filter((address) => files.includes(address)).sort()
    },
    told: () => Object.assign({}, ...tracking.sent().map((one) => known(mixpanel.told(one)))),
    cookies: async () => (await context.cookies()).map(({ name }) => name),
    async visit(path) {
      tracking.clear()
      await page.goto(origin + path)
      await manager.ready(page)
    },
    leave: () => context.close(),
  }
}
