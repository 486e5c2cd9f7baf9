import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { launch } from '../src/browser.ts'
import { managers } from '../src/consent/index.ts'
import { everything, type Manager } from '../src/consent/manager.ts'
import { fileOfFacebook, fileOfGoogle, fileOfMixpanel } from '../src/consent/vendors.ts'
import { type Visitor, visitorOf } from '../src/consent/visitor.ts'
import { mixpanel } from '../src/libraries/mixpanel.ts'
import { byHash, byNonce, byNonceStrictly, type Combination } from '../src/page-at.ts'

declare const window: {
  klaro?: { getManager(): { updateConsent(name: string, isGranted: boolean): void } }
  dataLayer?: ArrayLike<unknown>[]
  fbq?: { queue: ArrayLike<unknown>[] }
  mixpanel?: { has_opted_in_tracking?(): boolean; has_opted_out_tracking?(): boolean }
}

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Row extends Combination {
  manager: Manager
  title: string
}
const row = (manager: Manager, combination: Combination): Row => ({ manager, title: manager.title, ...combination })

const { own, cookieconsent, klaro, tarteaucitron, cookiebot, onetrust } = managers
const keepingTheNonce = [own, cookieconsent, tarteaucitron]
const losingTheNonce = [klaro, cookiebot, onetrust]

const rows = [
  ...keepingTheNonce.map((manager) => row(manager, byNonce)),
  ...losingTheNonce.map((manager) => row(manager, byNonceStrictly)),
  ...Object.values(managers).map((manager) => row(manager, byHash)),
]

async function arrived({ manager, ...combination }: Row): Promise<Visitor> {
  const visitor = await visitorOf(browser, manager, combination)
  onTestFinished(visitor.leave)
  await visitor.visit('/')
  return visitor
}

/** What the vendors were last told of the visitor's choice. */
const heard = (page: Page) =>
  page.evaluate(() => {
    const commands = (queue: ArrayLike<unknown>[] = []) =>
      queue.map((entry) => Array.from(entry)).filter(([command]) => command === 'consent')
    const google = commands(window.dataLayer).at(-1)?.[2] as Record<string, unknown> | undefined
    const mixpanel = window.mixpanel
    return {
      google: google?.analytics_storage,
      facebook: commands(window.fbq?.queue).at(-1)?.[1],
      mixpanel: mixpanel?.has_opted_in_tracking?.() ? 'in' : mixpanel?.has_opted_out_tracking?.() ? 'out' : undefined,
    }
  })

/** A page without what is inert in it. */
const live = (html: string) => html.replaceAll(/<script type="(?:text\/plain|application\/json)".*?<\/script>/gs, '')
const hosts = /googletagmanager\.com|mxpnl\.com|facebook\.(?:com|net)/

describe.each(rows)('$title by $by', (row) => {
  test('nothing of a vendor is there until the visitor accepts; then it is, and in the next page from the start', async () => {
    const visitor = await arrived(row)
    const { page } = visitor
    await visitor.tracking.expectNothingBeforeConsent()
    expect(await heard(page)).toEqual({})
    expect(row.manager.cookies).toEqual(expect.arrayContaining([...(await visitor.cookies())]))
    expect(live(visitor.html())).not.toMatch(hosts)

    await row.manager.choose(visitor.page, ['analytics'])
    await expect.poll(visitor.told, { timeout: 20_000 }).toEqual(mixpanel.expected)
    await expect.poll(() => heard(page)).toEqual({ google: 'granted', mixpanel: 'in' })
    const ofOnePage = [fileOfMixpanel, fileOfGoogle]
    expect(visitor.files()).toEqual(ofOnePage)
    await expect.poll(() => visitor.tracking.sent().map(({ url }) => url.searchParams.get('uid'))).toContain('jeff')

    await visitor.visit('/next')
    expect(live(visitor.html())).toMatch(/googletagmanager.*mxpnl/s)
    expect(visitor.html()).not.toMatch(/facebook\.(?:com|net)|text\/plain/)
    await expect.poll(visitor.told, { timeout: 20_000 }).toEqual(mixpanel.expected)
    await expect.poll(() => heard(page)).toEqual({ google: 'granted', mixpanel: 'in' })
    expect(visitor.files()).toEqual(ofOnePage)
    expect(visitor.wrong).toEqual([])
  })

  test('who refuses gets a page without any of it', async () => {
    const visitor = await arrived(row)
    await row.manager.choose(visitor.page, [])
    await visitor.visit('/next')
    expect(visitor.html()).not.toMatch(hosts)
    expect(visitor.html()).not.toMatch(/noscript|text\/plain/)
    expect(visitor.tracking.sent()).toEqual([])
    expect(row.manager.cookies).toEqual(expect.arrayContaining([...(await visitor.cookies())]))
    expect(visitor.wrong).toEqual([])
  })

  test('who refused may accept in the next page', async () => {
    const visitor = await arrived(row)
    await row.manager.choose(visitor.page, [])
    await visitor.visit('/next')
    await row.manager.choose(visitor.page, ['analytics'])
    await visitor.visit('/last')
    await expect.poll(visitor.files).toEqual([fileOfMixpanel, fileOfGoogle])
    expect(visitor.wrong).toEqual([])
  })

  test('a change of mind reaches the vendors in the same page, and starts none of them twice', async () => {
    const visitor = await arrived(row)
    const { page } = visitor
    const said = {
      granted: { google: 'granted', facebook: 'grant', mixpanel: 'in' },
      denied: { google: 'denied', facebook: 'revoke', mixpanel: 'out' },
    }
    await row.manager.choose(visitor.page, everything)
    await expect.poll(() => heard(page), { timeout: 20_000 }).toEqual(said.granted)
    await row.manager.choose(visitor.page, [])
    await expect.poll(() => heard(page)).toEqual(said.denied)
    await row.manager.choose(visitor.page, everything)
    await expect.poll(() => heard(page)).toEqual(said.granted)

    expect(visitor.files()).toEqual([fileOfMixpanel, fileOfFacebook, fileOfGoogle])
    const started = await page.evaluate(() => [
      window.dataLayer?.filter(({ 0: command }) => command === 'config').length,
      window.fbq?.queue.filter(({ 0: command }) => command === 'init').length,
    ])
    expect(started).toEqual([1, 1])
    await visitor.visit('/next')
    expect(visitor.html()).toContain('<noscript><img')
    await expect.poll(visitor.files).toEqual([fileOfMixpanel, fileOfFacebook, fileOfGoogle])
    expect(visitor.wrong).toEqual([])
  })
})

test('the vendors hear each choice once, and the same choice not again', async () => {
  const visitor = await arrived(row(own, byNonce))
  const { page } = visitor
  for (const granted of [everything, everything, [], [], everything]) await own.choose(page, granted)
  const told = () =>
    page.evaluate(() => window.fbq?.queue.filter(({ 0: command }) => command === 'consent').map((entry) => entry[1]))
  await expect.poll(told).toEqual(['grant', 'revoke', 'grant'])
})

test('a switch of Klaro’s panel tells nobody until it is saved', async () => {
  const visitor = await arrived(row(klaro, byHash))
  const { page } = visitor
  const granted = { google: 'granted', facebook: 'grant', mixpanel: 'in' }
  await klaro.choose(page, everything)
  await expect.poll(() => heard(page), { timeout: 20_000 }).toEqual(granted)
  await page.evaluate(() => window.klaro?.getManager().updateConsent('google_analytics', false))
  expect(await heard(page)).toEqual(granted)
})

// They copy the attributes of the element, in which browsers hide the nonce.
describe.each(losingTheNonce.map((manager) => row(manager, byNonce)))('$title by $by', (row) => {
  test('what it brings to life is refused; the next page, by the server, is not', async () => {
    const visitor = await arrived(row)
    await row.manager.choose(visitor.page, ['analytics'])
    await expect.poll(() => visitor.wrong).toContainEqual(expect.stringMatching(/inline script.*script-src/))
    expect(visitor.tracking.sent()).toEqual([])
    visitor.wrong.length = 0
    await visitor.visit('/next')
    await expect.poll(visitor.files).toEqual([fileOfMixpanel, fileOfGoogle])
    expect(visitor.wrong).toEqual([])
  })
})
