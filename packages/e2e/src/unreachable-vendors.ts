import { watchVendors } from '@analytical/testing/playwright'
import type { Browser, Page } from 'playwright-core'
import { faultsIn } from './faults.ts'
import type { PageAt } from './page-at.ts'
import { serveHere } from './serve-here.ts'

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
  const wrong = faultsIn(page, (message) => message.includes('net::ERR_'))
  await page.addInitScript(() => {
    window.unhandled = []
    addEventListener('unhandledrejection', ({ reason }) => window.unhandled?.push(String(reason)))
  })
  const tracking = await watchVendors(context, { answer: () => ({ abort: true }), others: 'answer' })
  await serveHere(context, () => shown)
  return {
    async visit(given, grants = false) {
      shown = given
      tracking.clear()
      wrong.length = 0
      await page.goto(given.url, { waitUntil: 'load' })
      if (grants) {
        await page.evaluate(() =>
          window.analytical?.consent({ functional: 'granted', analytics: 'granted', marketing: 'granted' }),
        )
        await nothingMoreToLoad(page)
      }
      const unhandled = (await page.evaluate(() => window.unhandled)) ?? []
      return {
        asked: tracking.sent().map(({ url }) => url.href),
        wrong: [...wrong, ...unhandled],
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
