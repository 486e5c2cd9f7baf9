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

const variantOn = async (page: Page) => /This is the (\w+) home page/.exec((await page.textContent('main')) ?? '')?.[1]

const rows = (page: Page): Promise<string[]> =>
  page.$$eval('table', (tables) =>
    tables.flatMap(({ rows }) => [...rows].map(({ cells }) => [...cells].map((cell) => cell.textContent).join(' '))),
  )

describe('the rhyme board’s home page is a split test', () => {
  test('whose visitor keeps one page through signing in, and is counted once, as a conversion after posting', async () => {
    const page = await (await browser.newContext({ userAgent })).newPage()
    await page.goto(site.url)
    const variant = await variantOn(page)
    await page.goto(`${site.url}/sign-in`)
    await page.fill('#username', 'mara')
    await page.fill('#password', 'teapot')
    await page.click('main form button')
    await page.waitForURL(`${site.url}/`)
    expect(await variantOn(page)).toBe(variant)
    await page.click('text=Post a rhyme')
    await page.fill('[name=title]', 'To a fork')
    await page.fill('[name=text]', 'One line\nand another')
    await page.click('main form button')
    await page.waitForURL(/\/posted$/)

    const other = variant === 'loud' ? 'quiet' : 'loud'
    await page.goto(`${site.url}/?variant_home=${other}`)
    expect(await variantOn(page)).toBe(other)

    await page.goto(`${site.url}/visits`)
    await page.click('text=How the two home pages compare')
    for (let all = await rows(page); !all.includes(`${variant} 1 1 100.0 %`); all = await rows(page))
      await page.reload()
    expect(await rows(page)).toContain(`${other} 0 0 0.0 %`)
    expect(await page.textContent('.lead')).toMatch(/^Too early to tell: each variant needs 100 visitors/)
    expect(await page.textContent('main')).not.toContain('interval')
  })

  test('with a page of results that fits a telephone', async () => {
    const page = await (await browser.newContext({ userAgent, viewport: { width: 320, height: 640 } })).newPage()
    await page.goto(`${site.url}/sign-in?next=/visits/home`)
    await page.fill('#username', 'mara')
    await page.fill('#password', 'teapot')
    await page.click('main form button')
    await page.waitForURL(`${site.url}/visits/home`)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
  })
})
