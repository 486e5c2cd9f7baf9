import { watchVendors } from '@analytical/testing/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { faultsIn } from './faults.ts'
import type { PageAt } from './page-at.ts'
import { serveHere } from './serve-here.ts'

declare const window: { violations?: string[] }

/** What a page asked others for, sorted, and what went wrong: in the console, in its scripts, against its policy. */
export interface Visited {
  sent: readonly string[]
  wrong: readonly string[]
}

/** A browser window for one page after the other, where every vendor's host answers emptily. */
export interface Window {
  visit(page: PageAt): Promise<Visited>
  /** What the page has asked others for by now, sorted. */
  sent(): readonly string[]
  page: Page
  /** What a function finds in the page that was visited last. */
  find<T>(inPage: () => T): Promise<T>
}

export async function emptyVendors(browser: Browser, options: BrowserContextOptions = {}): Promise<Window> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  let shown: PageAt = { url: 'about:blank', html: '', policy: '' }
  const wrong = faultsIn(page, isOfEmptyFile)
  page.on('dialog', (dialog) => {
    wrong.push(`a dialog opened: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.addInitScript(() => {
    window.violations = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      window.violations?.push(`${effectiveDirective} forbids ${blockedURI}`),
    )
  })
  const tracking = await watchVendors(context, { others: 'answer' })
  await serveHere(context, () => shown)
  const sent = () =>
    tracking
      .sent()
      .map(({ url }) => url.href)
      .sort()
  return {
    page,
    sent,
    async visit(given) {
      shown = given
      tracking.clear()
      wrong.length = 0
      await page.goto(given.url)
      const violations = options.javaScriptEnabled === false ? [] : await page.evaluate(() => window.violations)
      return { sent: sent(), wrong: [...wrong, ...(violations ?? [])] }
    },
    find: (inPage) => page.evaluate(inPage),
  }
}

// A file that is pinned to the vendor's own by its hash cannot be empty.
const isOfEmptyFile = (text: string) => text.includes("Failed to find a valid digest in the 'integrity' attribute")
