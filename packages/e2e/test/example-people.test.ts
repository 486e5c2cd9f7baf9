import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, userAgent } from '../src/browser.ts'
import { type Site, startExample } from '../src/example-site.ts'
import { signIn } from '../src/sign-in.ts'

let browser: Browser
let site: Site
let page: Page
beforeAll(async () => {
  browser = await launch()
  site = await startExample('express-nunjucks', { HISTORY: 'made up' })
  page = await signedIn()
  // Its four weeks are made up beside the running site.
  while ((await page.isVisible('.playing')) || !(await page.isVisible('.answer'))) await page.reload()
}, 120_000)
afterAll(async () => {
  site.stop()
  await browser.close()
})

const signedIn = () => signIn(browser, site, 'mara', '/visits/people')

const rows = (title: string): Promise<string[][]> =>
  page.$$eval(
    'table',
    (tables, title) =>
      tables
        .filter((table) => table.caption?.textContent === title)
        .flatMap((table) => [...(table.tBodies[0]?.rows ?? [])])
        .map((row) => [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim())),
    title,
  )

describe('the rhyme board’s page on people', () => {
  test('tells what the devoted do that others don’t, which no rule names', async () => {
    expect(await page.textContent('.answer')).toBe('Following each other')
    expect(await page.textContent('.finding')).toContain('No rule names it')
    const [first] = await rows('The devoted and the others')
    expect(first?.[0]).toBe('Following each other POST /people/:person/follow more')
  })

  test('names the devoted, those with the most minutes first, or what else is asked for', async () => {
    const minutes = await rows('The most devoted')
    expect(minutes).toHaveLength(12)
    expect(minutes[0]?.[0]).toMatch(/^[a-z]+-[a-z]+$/)
    expect(minutes[0]?.[1]).toMatch(/^\d+ h \d\d min$/)
    const headings = page.locator('table:has(caption:text-is("The most devoted")) thead th')
    expect(await headings.allTextContents()).toEqual(['User', 'time', 'visits', 'hits'])
    await page.click('thead >> text=hits')
    const hits = (await rows('The most devoted')).map((row) => Number(row[3]))
    expect(hits).toEqual(hits.toSorted((a, b) => b - a))
  })

  test('tells their activities, and what no rule names', async () => {
    const names = (await rows('What they do')).map(([name]) => name)
    expect(names.slice(0, 4)).toEqual(['Writing', 'Judging', 'Chatting', 'Reading'])
    expect(names).toContain('Following each other POST /people/:person/follow')
  })

  test('fits a telephone with all of its columns, in the dark too', async () => {
    await page.setViewportSize({ width: 320, height: 640 })
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    for (const heading of await page.locator('thead th').all()) expect(await heading.isVisible()).toBe(true)
  })

  test('is for those who are signed in', async () => {
    const stranger = await (await browser.newContext({ userAgent })).newPage()
    await stranger.goto(`${site.url}/visits/people`)
    expect(new URL(stranger.url()).pathname).toBe('/sign-in')
  })
})
