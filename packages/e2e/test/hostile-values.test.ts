import { payloads } from '@analytical/testing'
import { createAnalytical } from 'analytical'
import { tracking } from 'analytical/frameworks/node'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, watch } from '../src/browser.ts'
import { emptyVendors, type Window } from '../src/empty-vendors.ts'
import { hostilePageWith } from '../src/hostile-page.ts'
import { living } from '../src/provider-page.ts'
import { headerOf, serve } from '../src/serve.ts'

const positions = ['head_top', 'head_bottom', 'body_top', 'body_bottom']
const hostile = Object.fromEntries(payloads.map((payload, index) => [`p${index}`, payload]))

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe.each(['inline', 'island'])('%s', (mode) => {
  test.each([
    { where: 'live', ip: '203.0.113.7' },
    { where: 'on an internal address', ip: '10.0.0.1' },
  ])('in Chromium nothing runs and every value arrives as it was given, $where', async ({ where, ip }) => {
    const analytical = createAnalytical({
      settings: {
        CLICKY_SITE_ID: '12345678',
        HUBSPOT_PORTAL_ID: '1234567',
        GOOGLE_ANALYTICS_ID: 'G-ABCDE12345',
        ANALYTICAL_SCRIPTS: mode,
        ANALYTICAL_INTERNAL_IPS: '10.0.0.0/8',
        ANALYTICAL_TRUSTED_PROXIES: 1,
      },
    })
    const track = tracking(analytical)
    const site = await serve(async (request) => {
      const view = await track(request)
      for (const payload of payloads) view.event(payload, { [payload]: payload })
      const context = {
        analytical: view,
        clicky_session: hostile,
        hubspot_identity: 'reader',
        hubspot_session: hostile,
        google_analytics_config: hostile,
        analytical_goal: { id: payloads[0], name: payloads[1] },
        analytical_split: { name: payloads[2], version: payloads[3] },
        analytical_page: { href: payloads[4], title: payloads[5] },
      }
      const [top, bottom, ...body] = positions.map((position) => analytical.render(`analytical_${position}`, context))
      return {
        html: `<!doctype html><html><head>${top}${bottom}</head><body>${body.join('')}<p id="after"></p></body></html>`,
        policy: headerOf({ 'script-src': ["'unsafe-inline'", 'https:'] }),
      }
    })
    const { page, tracking: traffic, wrong } = await watch(browser)
    await page.setExtraHTTPHeaders({ 'x-forwarded-for': ip })
    await page.goto(site.url)
    const found = await page.evaluate(() => {
      const state = window as unknown as {
        broken?: unknown
        clicky_custom?: { session: object }
        _hsq?: [string, object][]
        dataLayer?: [string, string, object][]
      }
      return JSON.stringify({
        broken: state.broken,
        after: document.querySelector('#after') !== null,
        clicky: state.clicky_custom?.session,
        hubspot: state._hsq?.[0]?.[1],
        google: state.dataLayer?.[1]?.[2],
      })
    })
    const { broken, after, clicky, hubspot, google } = JSON.parse(found)
    expect(broken).toBeUndefined()
    expect(after).toBe(true)
    expect(wrong).toEqual([])
    if (where === 'live') {
      expect(clicky).toEqual(hostile)
      expect(hubspot).toEqual({ id: 'reader', ...hostile })
      expect(google).toMatchObject(hostile)
    } else {
      expect({ clicky, hubspot, google, sent: traffic.sent() }).toEqual({ sent: [] })
    }
    site.stop()
  })
})

const everywhere = ['inline', 'island'].flatMap((mode) => [
  { mode, where: 'live', ip: '203.0.113.7' },
  { mode, where: 'on an internal address', ip: '10.0.0.1' },
]) as readonly { mode: 'inline' | 'island'; where: string; ip: string }[]

describe.each(everywhere)('$mode, $where', ({ where, ...page }) => {
  let window: Window
  beforeAll(async () => {
    window = await emptyVendors(browser)
  })

  test.each(living)('in Chromium nothing of what $title is given runs', async (provider) => {
    for (const from of [0, 16]) {
      const { sent, wrong } = await window.visit(hostilePageWith(provider, page, from))
      expect(wrong).toEqual([])
      const found = await window.find(() => ({
        broken: 'broken' in globalThis,
        isWhole: globalThis.document.querySelector('body > #after') !== null,
      }))
      expect(found).toEqual({ broken: false, isWhole: true })
      if (where !== 'live') expect(sent).toEqual([])
    }
  })
})
