import { type VendorTraffic, type WatchOptions, watchVendors } from '@analytical/testing/playwright'
import { createAnalytical } from 'analytical'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { launch } from '../src/browser.ts'
import type { Site } from '../src/example-site.ts'
import { serve } from '../src/serve.ts'

const settings = { CLICKY_SITE_ID: '12345678', HUBSPOT_PORTAL_ID: '1234567', GOOGLE_ANALYTICS_ID: 'G-ABCDE12345' }

let browser: Browser
let site: Site
let body = ''
beforeAll(async () => {
  browser = await launch()
  const html = async () => `<!doctype html><html><head><title>Rhymes</title></head><body>${body}</body></html>`
  site = await serve(async () => ({ html: await html(), policy: '' }))
})
afterAll(async () => {
  site.stop()
  await browser.close()
})

async function open(html: string, options: WatchOptions = {}): Promise<{ page: Page; tracking: VendorTraffic }> {
  body = html
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const tracking = await watchVendors(context, { settings, ...options })
  const page = await context.newPage()
  await page.goto(site.url)
  return { page, tracking }
}

const tags = (more: object = {}) =>
  createAnalytical({ settings: { ...settings, ...more } }).render('analytical_body_bottom', {
    user: { username: 'jeff' },
  })

describe('what leaves for vendors', () => {
  test('is told with the provider whose host it is, and the site itself is reached', async () => {
    const { page, tracking } = await open(tags())
    expect(await page.title()).toBe('Rhymes')
    expect((await tracking.until('clicky')).url.href).toBe('https://static.getclicky.com/js')
    expect((await tracking.until('hubspot')).url.href).toBe('https://js.hs-scripts.com/1234567.js')
    tracking.clear()
    expect(tracking.sent()).toEqual([])
  })

  test.each([
    { of: 'JSON', send: { body: '{"a":{"b":1}}', type: 'application/json' }, told: { a: { b: 1 } } },
    { of: 'a beacon with JSON', send: { body: '{"a":1}', type: 'text/plain' }, told: { a: 1 } },
    {
      of: 'a form',
      send: { body: 'a=1&b=x%20y', type: 'application/x-www-form-urlencoded' },
      told: { a: '1', b: 'x y' },
    },
    { of: 'text', send: { body: 'hello', type: 'text/plain' }, told: 'hello' },
    { of: 'nothing', send: { body: undefined, type: 'text/plain' }, told: undefined },
  ])('is read: $of', async ({ send, told }) => {
    const { page, tracking } = await open('')
    await page.evaluate(
      ({ body, type }) =>
        fetch('https://in.getclicky.com/in', { method: 'POST', headers: { 'content-type': type }, body: body ?? null }),
      send,
    )
    const { body, method } = await tracking.until('clicky')
    expect({ body, method }).toEqual({ body: told, method: 'POST' })
  })

  test('is told of sendBeacon too', async () => {
    const { page, tracking } = await open('')
    await page.evaluate(() => navigator.sendBeacon('https://in.getclicky.com/in', JSON.stringify({ a: 1 })))
    expect((await tracking.until('clicky')).body).toEqual({ a: 1 })
  })

  test('is answered as the test says', async () => {
    const { page } = await open(tags(), {
      answer: ({ vendors }) =>
        vendors.includes('clicky')
          ? { script: () => document.documentElement.setAttribute('lang', 'clicky') }
          : undefined,
    })
    await page.waitForFunction(() => document.documentElement.lang === 'clicky')
    const json = await open('', { answer: () => ({ json: { ok: true } }) })
    const read = () => fetch('https://in.getclicky.com/x', { credentials: 'include' }).then((answer) => answer.json())
    expect(await json.page.evaluate(read)).toEqual({ ok: true })
  })

  test('that does not come is an error that says what came', async () => {
    const { tracking } = await open('<script src="https://static.getclicky.com/js"></script>')
    await expect(tracking.until('hubspot', { timeout: 1 })).rejects.toThrow(
      'no such request left within 1 ms; what left:\n  clicky https://static.getclicky.com/js',
    )
  })

  test('has the hosts of every provider where no settings are given, and those that the test names', async () => {
    const hosts = { fonts: ['https://*.fonts.example'] }
    const html = `<img src="https://www.facebook.com/tr"><img src="https://a.fonts.example/x">
      <script src="https://js.hs-scripts.com/1.js"></script><script src="https://js-eu1.hs-scripts.com/1.js"></script>`
    const { tracking } = await open(html, { settings: undefined as never, hosts })
    expect((await tracking.until('facebook_pixel')).url.pathname).toBe('/tr')
    expect((await tracking.until('fonts')).url.host).toBe('a.fonts.example')
    const ofHubSpot = () => tracking.sent('hubspot').map(({ url }) => url.host)
    await expect.poll(ofHubSpot).toEqual(['js.hs-scripts.com', 'js-eu1.hs-scripts.com'])
  })
})

describe('other hosts', () => {
  const html = '<img src="https://other.example/x">'

  test('are refused where the test says so, and told', async () => {
    const { page, tracking } = await open(html, { others: 'refuse' })
    await page.waitForLoadState('load')
    expect(tracking.refused.map(String)).toEqual(['https://other.example/x'])
    expect(tracking.expectNothingRefused).toThrow(
      "requests left for hosts that are neither the site's nor a vendor's:\n  https://other.example/x",
    )
    expect(tracking.sent()).toEqual([])
  })

  test('are answered as vendors are where it says so', async () => {
    const { tracking } = await open(html, { others: 'answer' })
    expect(await tracking.until(({ url }) => url.host === 'other.example')).toMatchObject({ vendors: [] })
    expect(tracking.expectNothingRefused).not.toThrow()
  })
})

describe('before consent', () => {
  const required = { ANALYTICAL_CONSENT: 'required' }

  test('nothing leaves of tags that wait for it', async () => {
    const { page, tracking } = await open(tags(required))
    await tracking.expectNothingBeforeConsent()
    await page.evaluate(() =>
      (window as unknown as { analytical: { consent(choice: object): void } }).analytical.consent({
        analytics: 'granted',
      }),
    )
    await tracking.until('clicky')
  })

  test('a script that the site has by itself is found out', async () => {
    const { tracking } = await open(`${tags(required)}<script async src="https://static.getclicky.com/js"></script>`)
    await expect(tracking.expectNothingBeforeConsent()).rejects.toThrow(
      'before consent nothing may leave for vendors, but this did:\n  clicky https://static.getclicky.com/js',
    )
  })

  test('what needs no consent on this site may leave', async () => {
    const more = { CLICKY_CATEGORY: 'necessary' }
    const { tracking } = await open(tags({ ...required, ...more }), { settings: { ...settings, ...more } })
    await tracking.until('clicky')
    await tracking.expectNothingBeforeConsent()
  })
})
