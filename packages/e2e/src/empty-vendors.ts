import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { PageAt } from './page-at.ts'

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
  let sent: string[] = []
  let wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !isOfEmptyFile(message.text())) wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(String(error)))
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
  await context.route('**/*', (route) => {
    const request = route.request()
    const { url, html, policy } = shown
    if (request.url() === url) {
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
      return route.fulfill({ headers, body: html })
    }
    if (new URL(request.url()).origin === new URL(url).origin) return route.fulfill({ status: 204 })
    sent.push(request.url())
    const contentType = request.resourceType() === 'script' ? 'text/javascript' : 'text/html'
    const headers = { 'access-control-allow-origin': '*' }
    return route.fulfill({ contentType, body: '', headers })
  })
  return {
    page,
    sent: () => [...sent].sort(),
    async visit(given) {
      shown = given
      sent = []
      wrong = []
      await page.goto(given.url)
      if (options.javaScriptEnabled !== false) wrong.push(...((await page.evaluate(() => window.violations)) ?? []))
      return { sent: sent.sort(), wrong }
    },
    find: (inPage) => page.evaluate(inPage),
  }
}

// A file that is pinned to the vendor's own by its hash cannot be empty.
const isOfEmptyFile = (text: string) => text.includes("Failed to find a valid digest in the 'integrity' attribute")
