import { answerTo, type VendorTraffic, watchVendors } from '@analytical/testing/playwright'
import type { Analytical } from 'analytical'
import type { Browser } from 'playwright-core'
import { userAgent } from '../browser.ts'
import { faultsIn } from '../faults.ts'
import type { Library } from '../libraries/library.ts'
import type { Navigator } from './navigators.ts'

const origin = 'https://rhymes.example'
const positions = ['head_top', 'head_bottom', 'body_top', 'body_bottom']

/** A site whose pages a library goes through. */
export interface Board {
  analytical: Analytical
  navigator: Navigator
  /** Where all tags stand. */
  tagsIn: 'head' | 'body'
  /** Whether the library follows links; otherwise the browser does. */
  follows?: boolean
  /** The context variables of a page. */
  variables?: (path: string) => object
  /** What pages have in their head beside. */
  head?: string
  /** The policy of a page with a nonce. */
  policy?: (nonce: string) => string
  /** The vendor whose own library answers. */
  vendor?: Library
}

/** A visitor of a board, in a browser window of their own. */
export interface Reader {
  /** Follows the link to a page, and waits until it is shown. */
  follow(path: string): Promise<void>
  /** Goes back in the history, to this page. */
  back(path: string): Promise<void>
  /** Gets the part of the page anew. */
  renew(): Promise<void>
  /** The pages in which the tag of the provider `probe` has run, in order. */
  ran(): Promise<readonly string[]>
  /** What leaves for the vendor. */
  tracking: VendorTraffic
  /** Console errors, uncaught exceptions, violations of the policy. */
  wrong: readonly string[]
  leave(): Promise<void>
}

/** Opens the first page of a board. */
export async function reading(browser: Browser, board: Board): Promise<Reader> {
  const { analytical, navigator, tagsIn, follows = true, head = '', variables, policy, vendor } = board
  const context = await browser.newContext({ userAgent })
  const page = await context.newPage()
  const wrong = faultsIn(page)
  let pages = 0

  function pageAt(path: string, nonce: string): string {
    const view = analytical.pageView({ user: { username: 'jeff' }, ...(policy && { nonce }) })
    const context = { ...variables?.(path), analytical: view }
    const tags = positions.map((position) => analytical.render(`analytical_${position}`, context)).join('')
    const links = ['/', '/next'].map((to) => `<a href="${to}">${to}</a>`).join(' ')
    return `<!doctype html><html><head><title>${path}</title><script src="/navigator.js" defer></script>${head}${tagsIn === 'head' ? tags : ''}</head>
      <body ${follows ? navigator.following : navigator.leaving}><h1>${path}</h1>${links} ${navigator.part}${tagsIn === 'body' ? tags : ''}</body></html>`
  }

  const tracking = await watchVendors(context, { answer: ({ url }) => vendor?.answer(url), others: 'answer' })
  await context.route('**/*', async (route) => {
    const address = new URL(route.request().url())
    if (address.origin !== origin) return route.fallback()
    if (address.pathname === '/navigator.js') return answerTo(route, navigator.file)
    if (address.pathname === '/favicon.ico') return route.fulfill({ status: 204 })
    const nonce = `ofPage${++pages}`
    const body = address.pathname === '/part' ? navigator.newPart : pageAt(address.pathname, nonce)
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy?.(nonce) ?? '' }
    return route.fulfill({ headers, body })
  })

  const shown = (path: string) =>
    page.waitForFunction(
      (path) =>
        document.querySelector('h1')?.textContent === path &&
        location.pathname === path &&
        !document.documentElement.hasAttribute('data-turbo-preview'),
      path,
    )
  await page.goto(`${origin}/`)
  await shown('/')
  return {
    tracking,
    wrong,
    async follow(path) {
      await page.click(`a[href="${path}"]`)
      await shown(path)
    },
    async back(path) {
      await page.goBack()
      await shown(path)
    },
    async renew() {
      await page.click('#part a')
      await page.waitForSelector('#part p')
    },
    ran: () => page.evaluate(() => JSON.parse(sessionStorage.getItem('ran') ?? '[]')),
    leave: () => context.close(),
  }
}
