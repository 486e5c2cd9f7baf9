import { type VendorTraffic, watchVendors } from '@analytical/testing/playwright'
import type { Browser } from 'playwright-core'
import { userAgent } from './browser.ts'
import { faultsIn } from './faults.ts'
import type { Library } from './libraries/library.ts'
import type { PageAt } from './page-at.ts'
import { serveHere } from './serve-here.ts'

/** What a browser does with a page that has one vendor's library. */
export interface Visit {
  /** What leaves for the vendor. */
  tracking: VendorTraffic
  /** What goes wrong in the page. */
  wrong: readonly string[]
  leave(): Promise<void>
}

/** Opens a page in a fresh browser window, where the vendor's hosts answer with its own library and nothing else is reached. */
export async function visit(browser: Browser, page: PageAt, { settings, answer }: Library): Promise<Visit> {
  const context = await browser.newContext({ userAgent })
  const window = await context.newPage()
  const wrong = faultsIn(window)
  const tracking = await watchVendors(context, { settings, answer: ({ url }) => answer(url), others: 'refuse' })
  await serveHere(context, () => page)
  await window.goto(page.url)
  return { tracking, wrong, leave: () => context.close() }
}
