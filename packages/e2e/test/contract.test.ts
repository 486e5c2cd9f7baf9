import { createAnalytical, defineProvider, html, js, url } from 'analytical'
import { tracking } from 'analytical/frameworks/node'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, watch } from '../src/browser.ts'
import { headerOf, serve } from '../src/serve.ts'
import { answerBy } from '../src/stand-ins/index.ts'
import type { StandIn } from '../src/stand-ins/stand-in.ts'

declare const window: Window & { order?: string[] }

const probe = defineProvider({
  name: 'probe',
  title: 'Probe',
  homepage: 'https://probe.example',
  summary: 'Notes the order in which its parts run.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {},
  variables: {},
  capabilities: { identity: true, session: false, goal: false, split: false, page: false, events: false },
  csp: () => ({ 'script-src': ['https://probe.example'], 'img-src': ['https://probe.example'] }),
  tags: {
    probe: {
      position: 'body_bottom',
      data: ({ identity }) => ({ identity }),
      script: () => js`window.order = ["script for " + data.identity];`,
      load: () => [
        { src: url`https://probe.example/async`, attributes: { 'data-site': 'a "b" <c>' } },
        { src: url`https://probe.example/defer`, defer: true },
      ],
      loaded: () => js`window.order.push("loaded for " + data.identity);`,
      noscript: () => html`<img alt="" hidden src="${url`https://probe.example/pixel`}">`,
    },
    probe_blocking: {
      position: 'head_top',
      load: () => [{ src: url`https://probe.example/blocking`, blocking: true }],
    },
  },
})

const vendor: StandIn = {
  provider: 'probe',
  script: ({ pathname }) => {
    if (pathname === '/blocking')
      return () => document.documentElement.setAttribute('data-blocked', String(document.body === null))
    if (pathname === '/async') {
      return () => window.order?.push(`file of ${document.currentScript?.getAttribute('data-site')}`)
    }
    return () => window.order?.push('file')
  },
}

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe.each([
  { mode: 'inline', by: 'a nonce', scripts: (nonce: string) => [nonce] },
  { mode: 'island', by: 'hashes', scripts: () => ["'none'"] },
  { mode: 'island', by: "'strict-dynamic'", scripts: (nonce: string) => ["'strict-dynamic'", nonce] },
])('under a policy by $by, $mode', ({ mode, scripts }) => {
  test('every part of a tag runs, once, in its order', async () => {
    const analytical = createAnalytical({ settings: { ANALYTICAL_SCRIPTS: mode }, providers: [probe] })
    const track = tracking(analytical, { user: () => ({ username: 'jeff' }) })
    const site = await serve(async (request) => {
      const view = await track(request)
      const tag = (name: string) => analytical.render(name, { analytical: view })
      const policy = analytical.csp({ 'default-src': ["'none'"], 'script-src': scripts(`'nonce-${view.nonce}'`) })
      return {
        html: `<!doctype html><html><head>${tag('probe_blocking')}</head><body>${tag('probe')}<p id="after"></p></body></html>`,
        policy: headerOf(policy),
      }
    })
    const { page, wrong } = await watch(browser, { providers: [probe], answer: answerBy([vendor]) })
    await page.goto(site.url)
    await page.waitForFunction(() => (window.order?.length ?? 0) >= 4)
    const order = await page.evaluate(() => window.order as string[])
    expect(order[0]).toBe('script for jeff')
    expect(order.slice(1, 3).sort()).toEqual(['file', 'file of a "b" <c>'])
    expect(order.slice(3)).toEqual(['loaded for jeff'])
    expect(await page.getAttribute('html', 'data-blocked')).toBe('true')
    expect(wrong).toEqual([])
    site.stop()
  })
})
