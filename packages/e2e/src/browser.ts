import { type VendorTraffic, type WatchOptions, watchVendors } from '@analytical/testing/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'
import { faultsIn } from './faults.ts'
import { answerBy } from './stand-ins/index.ts'

// The last keeps vendors' bot filters from silencing themselves; without the others Chromium calls home at every start.
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-blink-features=AutomationControlled',
]

// That of the headless browser is a robot's, to the kit and to some of the vendors' libraries.
export const userAgent =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

export function launch(): Promise<Browser> {
  const args = process.getuid?.() === 0 ? [...flags, '--no-sandbox'] : flags
  return chromium.launch({ executablePath: findChromium() as string, args })
}

/** A fresh browser window in which vendors are answered here, and nothing else than the site itself is reached. */
export interface Watched {
  page: Page
  /** What leaves for vendors. */
  tracking: VendorTraffic
  /** What goes wrong in its pages. */
  wrong: string[]
}

export async function watch(browser: Browser, options: WatchOptions = {}): Promise<Watched> {
  const context = await browser.newContext({ userAgent })
  const page = await context.newPage()
  const tracking = await watchVendors(context, { answer: answerBy(), others: 'refuse', ...options })
  return { page, tracking, wrong: faultsIn(page) }
}
