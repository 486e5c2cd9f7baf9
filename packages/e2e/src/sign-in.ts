import type { Browser, Page } from 'playwright-core'
import { userAgent } from './browser.ts'
import type { Site } from './example-site.ts'

const passwords = { mara: 'teapot', otto: 'sourdough', wren: 'umbrella' }

/** A page of a browser of its own, in which one of the rhyme board's poets has signed in. */
export async function signIn(browser: Browser, site: Site, poet: keyof typeof passwords, next: string): Promise<Page> {
  const page = await (await browser.newContext({ userAgent })).newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${site.url}/sign-in?next=${next}`)
  await page.fill('#username', poet)
  await page.fill('#password', passwords[poet])
  await page.click('main form button')
  await page.waitForURL(`${site.url}${next}`)
  return page
}
