import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'
import { type Vendor, vendors } from './vendors/index.ts'

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

/** What a browser saw of a site: requests to vendors, and everything that went wrong. */
export interface Watched {
  page: Page
  /** Every request that left for a vendor, in order. */
  sent: URL[]
  /** Console errors, uncaught exceptions and violations of the content security policy. */
  wrong: string[]
  /** Resolves once a request to a vendor matches. */
  until(matches: (address: URL) => boolean): Promise<URL>
}

/** A fresh browser window in which vendors' hosts are answered here, and nothing else than the site itself is reached. */
export async function watch(browser: Browser, site: string, others: readonly Vendor[] = []): Promise<Watched> {
  const context = await browser.newContext({ userAgent })
  const page = await context.newPage()
  const sent: URL[] = []
  const wrong: string[] = []
  const waiting = new Set<(address: URL) => void>()

  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(String(error)))
  await context.route('**/*', async (route) => {
    const address = new URL(route.request().url())
    if (address.origin === new URL(site).origin) return route.continue()
    const vendor = [...vendors, ...others].find(({ hosts }) => hosts.some((host) => address.host.endsWith(host)))
    if (vendor === undefined) {
      wrong.push(`a request for ${address} left`)
      return route.abort()
    }
    sent.push(address)
    for (const tell of waiting) tell(address)
    const script = vendor.script(address)
    const headers = { 'access-control-allow-origin': '*' }
    if (script === undefined) return route.fulfill({ status: 200, contentType: 'text/javascript', body: '', headers })
    return route.fulfill({ contentType: 'text/javascript', body: `(${script})()`, headers })
  })

  function until(matches: (address: URL) => boolean): Promise<URL> {
    const known = sent.find(matches)
    if (known !== undefined) return Promise.resolve(known)
    return new Promise((resolve) => {
      const tell = (address: URL) => {
        if (!matches(address)) return
        waiting.delete(tell)
        resolve(address)
      }
      waiting.add(tell)
    })
  }
  return { page, sent, wrong, until }
}
