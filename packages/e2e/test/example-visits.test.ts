import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, userAgent } from '../src/browser.ts'
import { type Site, startExample } from '../src/example-site.ts'

let browser: Browser
let site: Site
beforeAll(async () => {
  browser = await launch()
  site = await startExample('express-nunjucks', { ANALYTICAL_INTERNAL_IPS: 'loopback' })
})
afterAll(async () => {
  site.stop()
  await browser.close()
})

async function visitor(): Promise<Page> {
  const page = await (await browser.newContext({ userAgent })).newPage()
  page.setDefaultTimeout(20_000)
  return page
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${site.url}/sign-in?next=/visits`)
  await page.fill('#username', 'mara')
  await page.fill('#password', 'teapot')
  await page.click('main form button')
  await page.waitForURL(`${site.url}/visits`)
}

const rows = (page: Page, title: string): Promise<string[]> =>
  page.$$eval(
    'table',
    (tables, title) =>
      tables
        .filter((table) => table.caption?.textContent === title)
        .flatMap((table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent).join(' '))),
    title,
  )

/**
 * Reloads the page of visits, as a reader would, until it shows a count; and once more, as its other tables may have been read
 * before what came with it was there.
 */
async function reloadUntil(page: Page, title: string, row: string): Promise<void> {
  for (let shown = await rows(page, title); !shown.includes(row); shown = await rows(page, title)) await page.reload()
  await page.reload()
}

describe('the rhyme board counts its own visits', () => {
  test('and shows pages by their pattern, referrers, browsers, platforms and what happened', async () => {
    const page = await visitor()
    await page.goto(`${site.url}/rhymes/1`, { referer: 'https://news.example/rhymes' })
    await page.goto(`${site.url}/rhymes/5`)
    await page.goto(`${site.url}/people/mara`)
    await signIn(page)
    await reloadUntil(page, 'Pages', '/sign-in 1')
    expect(await rows(page, 'Pages')).toEqual(['/rhymes/:rhyme 2', '/people/:person 1', '/sign-in 1'])
    expect(await rows(page, 'Referrers')).toContain('news.example 1')
    expect(await rows(page, 'Browsers')).toEqual(['Chromium 4'])
    expect(await rows(page, 'Platforms')).toEqual(['Linux 4'])
    expect(await rows(page, 'What happened')).toEqual(['“The owl in the flat” read 1', '“To a spoon” read 1'])
    expect(await page.textContent('.lead')).toBe('4 page views in 30 days, 1 visitor today.')
  })

  test('but not the page that shows them, however often it is looked at', async () => {
    const page = await visitor()
    await signIn(page)
    await page.reload()
    await page.goto(`${site.url}/following`)
    await page.click('nav >> text=Visits')
    await reloadUntil(page, 'Pages', '/following 1')
    expect((await rows(page, 'Pages')).filter((row) => row.startsWith('/visits'))).toEqual([])
  })

  test('and shows them to those who are signed in only', async () => {
    const page = await visitor()
    await page.goto(`${site.url}/visits`)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    expect(await page.isVisible('nav >> text=Visits')).toBe(false)
  })

  test('on a page that fits a telephone, in the dark too', async () => {
    const page = await visitor()
    await page.setViewportSize({ width: 320, height: 640 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await signIn(page)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })
})
