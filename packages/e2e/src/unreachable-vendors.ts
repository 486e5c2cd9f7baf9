import type { Browser, Page } from 'playwright-core'
import type { PageAt } from './page-at.ts'

declare const window: { unhandled?: string[]; analytical?: { consent(choice: object): void } }

/** What a page asked vendors for, none of whom answered, and what went wrong in it beside that. */
interface Unanswered {
  asked: readonly string[]
  wrong: readonly string[]
  /** Whether the page's own last element is there. */
  isWhole: boolean
}

/** A browser window for one page after the other, which reaches no vendor. */
export interface LonelyWindow {
  /** Waits for the page's load event and, where it is to be granted, for what consent brings to life. */
  visit(page: PageAt, grants?: boolean): Promise<Unanswered>
}

export async function unreachableVendors(browser: Browser): Promise<LonelyWindow> {
  const context = await browser.newContext()
  const page = await context.newPage()
  let shown: PageAt = { url: 'about:blank', html: '', policy: '' }
  let asked: string[] = []
  let wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('net::ERR_')) wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(String(error)))
  await page.addInitScript(() => {
    window.unhandled = []
    addEventListener('unhandledrejection', ({ reason }) => window.unhandled?.push(String(reason)))
  })
  await context.route('**/*', (route) => {
    const address = route.request().url()
    if (address === shown.url) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: shown.html })
    if (address.startsWith(new URL(shown.url).origin)) return route.fulfill({ status: 204 })
    asked.push(address)
    return route.abort()
  })
  return {
    async visit(given, grants = false) {
      shown = given
      asked = []
      wrong = []
      await page.goto(given.url, { waitUntil: 'load' })
      if (grants) {
        await page.evaluate(() =>
          window.analytical?.consent({ functional: 'granted', analytics: 'granted', marketing: 'granted' }),
        )
        await nothingMoreToLoad(page)
      }
      wrong.push(...((await page.evaluate(() => window.unhandled)) ?? []))
      return {
        asked,
        wrong,
        isWhole: await page.evaluate(() => document.body.textContent?.includes('A rhyme.') === true),
      }
    },
  }
}

// A file that is asked for last fails last.
const nothingMoreToLoad = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const last = document.createElement('script')
        last.onerror = () => resolve()
        last.src = 'https://last.example/'
        document.head.append(last)
      }),
  )
