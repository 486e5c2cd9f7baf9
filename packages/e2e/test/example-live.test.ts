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

async function signedIn(username: string, password: string): Promise<Page> {
  const page = await (await browser.newContext({ userAgent })).newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${site.url}/sign-in?next=/rhymes/2`)
  await page.fill('#username', username)
  await page.fill('#password', password)
  await page.click('main form button')
  await page.waitForURL(`${site.url}/rhymes/2`)
  return page
}

describe('the rhyme board shows its moderator who is here now', () => {
  test('two users in two browsers, by name, and where they go', async () => {
    const mara = await signedIn('mara', 'teapot')
    const [otto, wren] = [await signedIn('otto', 'sourdough'), await signedIn('wren', 'umbrella')]
    await mara.goto(`${site.url}/visits/live`)
    const isAt = (name: string, where: string) =>
      mara.waitForSelector(`#live-people tr:has(th:text-is("${name}")):has(td:text-is("${where}"))`)
    await isAt('otto', '/rhymes/:rhyme')
    await isAt('wren', '/rhymes/:rhyme')
    await otto.goto(`${site.url}/following`)
    await isAt('otto', '/following')
    await wren.goto(`${site.url}/`)
    await isAt('wren', '/')
    await isAt('otto', '/following')
    expect(await mara.textContent('#live-count')).toMatch(/^[23] here now\.$/)
  })

  test('and nobody else', async () => {
    const otto = await signedIn('otto', 'sourdough')
    for (const path of ['/visits/live', '/visits/live/events']) {
      const answer = await otto.goto(`${site.url}${path}`)
      expect(answer?.status()).toBe(403)
    }
  })
})
