import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../src/browser.ts'
import { type Site, startExample } from '../src/example-site.ts'
import { signIn } from '../src/sign-in.ts'

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

const signedIn = (poet: 'mara' | 'otto' | 'wren') => signIn(browser, site, poet, '/rhymes/2')

async function comment(page: Page, text: string): Promise<void> {
  await page.fill('#text', text)
  const [answer] = await Promise.all([page.waitForNavigation(), page.click('text=Post comment')])
  expect(answer?.status()).toBe(200)
  expect(page.url()).toBe(`${site.url}/rhymes/2#comments`)
}

const comments = (page: Page) => page.$$eval('.comments li p', (found) => found.map(({ textContent }) => textContent))

describe('the rhyme board takes five comments an hour from one address', () => {
  test('and the sixth politely: it is not there, and nothing says so but the text for moderators', async () => {
    const otto = await signedIn('otto')
    for (const text of ['one', 'two', 'three', 'four', 'five', 'six', 'seven']) await comment(otto, text)
    expect(await comments(otto)).toEqual(['one', 'two', 'three', 'four', 'five'])
    expect(await otto.$$('[role=alert]')).toEqual([])
    expect(await otto.isVisible('text=For moderators')).toBe(false)

    const mara = await signedIn('mara')
    expect(await mara.textContent('.comments > .note')).toContain('five comments an hour are kept')
    await comment(mara, 'from the same address')
    expect(await comments(mara)).toHaveLength(5)
  })
})
