import type { Browser } from 'playwright-core'
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

describe('the rhyme board shows its moderator who is here now', () => {
  test('two users in two browsers, by name, and where they go', async () => {
    const mara = await signedIn('mara')
    const [otto, wren] = [await signedIn('otto'), await signedIn('wren')]
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

  test('and writes only what is new, so that nobody is read out twice, or loses the place', async () => {
    const mara = await signedIn('mara')
    const otto = await signedIn('otto')
    await mara.goto(`${site.url}/visits/live`)
    const count = await mara.textContent('#live-count')
    const row = await mara.waitForSelector('#live-people tr:has(th:text-is("otto"))')
    const told = await mara.evaluateHandle(() => {
      const told: string[] = []
      const watcher = new MutationObserver(() => told.push('again'))
      watcher.observe(document.getElementById('live-count') as Element, {
        childList: true,
        characterData: true,
        subtree: true,
      })
      return told
    })
    const hits = Number(await row.$eval('td:nth-of-type(3)', ({ textContent }) => textContent))
    await otto.goto(`${site.url}/`)
    await mara.waitForSelector(`#live-people tr:has(th:text-is("otto")):has(td:text-is("${hits + 1}"))`)
    expect(await mara.textContent('#live-count')).toBe(count)
    expect(await told.jsonValue()).toEqual([])
    expect(await row.evaluate(({ isConnected }) => isConnected)).toBe(true)
  })

  test('and no longer once the guard has said no', async () => {
    const mara = await signedIn('mara')
    await mara.goto(`${site.url}/visits/live`)
    await mara.waitForSelector('#live-people tr')
    await mara.route('**/visits/live/events', (route) => route.fulfill({ status: 403, body: 'Not for everybody.' }))
    await mara.reload()
    await mara.waitForSelector('#live-count:text("Not for you any more")')
    expect(await mara.locator('#live-people tr').count()).toBe(0)
  })

  test('and nobody else', async () => {
    const otto = await signedIn('otto')
    for (const path of ['/visits/live', '/visits/live/events']) {
      const answer = await otto.goto(`${site.url}${path}`)
      expect(answer?.status()).toBe(403)
    }
  })
})
