import { createAnalytical, defineProvider, js } from 'analytical'
import { tracking } from 'analytical/frameworks/node'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, userAgent } from '../src/browser.ts'
import { serve } from '../src/serve.ts'

const probe = defineProvider({
  name: 'probe',
  title: 'Probe',
  homepage: 'https://probe.example',
  summary: 'Tells the server that it ran.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {},
  variables: {},
  capabilities: { identity: false, session: false, goal: false, split: false, page: false, events: false },
  csp: () => ({}),
  tags: { probe: { position: 'head_top', script: () => js`navigator.sendBeacon("/ran");` } },
})

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

// Without a window a browser stops short of running the page ahead, and shows what it got for that purpose.
test.each(['inline', 'island'])(
  'a page that was asked for to be run ahead is counted once it is shown, %s',
  async (mode) => {
    const asked: string[] = []
    const analytical = createAnalytical({ settings: { ANALYTICAL_SCRIPTS: mode }, providers: [probe] })
    const track = tracking(analytical)
    const site = await serve(async (request) => {
      asked.push(`${request.url} ${request.headers['sec-purpose'] ?? ''}`.trim())
      const ahead = { prerender: [{ urls: ['/next'], eagerness: 'immediate' }] }
      const html =
        request.url === '/next'
          ? analytical.render('probe', { analytical: await track(request) })
          : `<script type="speculationrules">${JSON.stringify(ahead)}</script><a href="/next">next</a>`
      return { html: `<!doctype html><html><head></head><body>${html}</body></html>`, policy: "base-uri 'self'" }
    })
    const context = await browser.newContext({ userAgent })
    const page = await context.newPage()
    await page.goto(site.url)
    await expect.poll(() => asked, { timeout: 20_000 }).toContain('/next prefetch;prerender')
    expect(asked).not.toContain('/ran')
    await page.click('a')
    await expect.poll(() => asked, { timeout: 20_000 }).toContain('/ran')
    expect(asked.filter((request) => request.startsWith('/next'))).toEqual(['/next prefetch;prerender'])
    expect(asked.filter((request) => request === '/ran')).toHaveLength(1)
    await context.close()
    site.stop()
  },
)
