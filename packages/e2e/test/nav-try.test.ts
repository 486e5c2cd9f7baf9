import { readFileSync, appendFileSync } from 'node:fs'
import { test } from 'vitest'
import { createAnalytical } from 'analytical'
import { launch, userAgent } from '../src/browser.ts'
import { fulfilled, sentIn } from '../src/answers.ts'
import { libraries } from '../src/libraries/index.ts'
import { vendors } from '../src/vendors/index.ts'

const nm = '/work/wt/frameworks/packages/e2e/node_modules/'
const libs: Record<string,string> = {
  none: '',
  turbo: readFileSync(nm + '@hotwired/turbo/dist/turbo.es2017-umd.js','utf8'),
  htmx2: readFileSync(nm + 'htmx-2/dist/htmx.js','utf8'),
  htmx4: readFileSync(nm + 'htmx.org/dist/htmx.js','utf8'),
}
const standIns = [
  { provider: 'clicky', settings: { CLICKY_SITE_ID: '12345678' } },
  { provider: 'google_analytics', settings: { GOOGLE_ANALYTICS_ID: 'G-ABCDE12345' } },
  { provider: 'hubspot', settings: { HUBSPOT_PORTAL_ID: '1234567' } },
]
const isView: Record<string, (s: { address: URL; body: string }) => number> = {
  amplitude: ({ body }) => body.split('"event_type":"[Amplitude] Page Viewed"').length - 1,
  mixpanel: ({ body }) => decodeURIComponent(body).split('$mp_web_page_view').length - 1,
  openpanel: ({ body }) => body.split('"screen_view"').length - 1,
  plausible: ({ body }) => /"n":"pageview"/.test(body) ? 1 : 0,
  posthog: ({ body }) => body.split('"event":"$pageview"').length - 1,
  segment: ({ body }) => body.split('"type":"page"').length - 1,
  swetrix: ({ address }) => address.pathname === '/log' ? 1 : 0,
  clarity: () => 0,
  clicky: ({ address }) => address.searchParams.get('type') === 'pageview' ? 1 : 0,
  google_analytics: ({ address }) => address.searchParams.get('en') === 'page_view' ? 1 : 0,
  hubspot: ({ address }) => /k=1\b|__ptq/.test(address.href) ? 1 : 0,
}
test('x', async () => {
const browser = await launch()
const origin = 'https://rhymes.example'
for (const lib of ['none','turbo','htmx2','htmx4']) for (const one of [...libraries, ...standIns] as any[]) {
  const analytical = createAnalytical({ settings: { ...one.settings, ANALYTICAL_SCRIPTS: 'island' } })
  const context = await browser.newContext({ userAgent })
  const page = await context.newPage()
  const log: string[] = []
  const errors: string[] = []
  page.on('console', m => m.type()==='error' && errors.push(m.text())); page.on('pageerror', e => errors.push(String(e)))
  await context.route('**/*', async route => {
    const request = route.request()
    const u = new URL(request.url())
    if (u.origin === origin) {
    if (u.pathname === '/lib.js') return route.fulfill({ contentType: 'text/javascript', body: libs[lib] })
    if (u.pathname === '/favicon.ico') return route.fulfill({ status: 204 })
    const context = { analytical: analytical.pageView({ user: { username: 'jeff' } }) }
    const tags = ['head_top','head_bottom','body_top','body_bottom'].map(p => analytical.render('analytical_' + p, context)).join('')
    const html = `<!doctype html><html><head><title>${u.pathname}</title><script src="/lib.js" defer></script><meta name="turbo-cache-control" content="no-preview"></head><body hx-boost="true" hx-boost:inherited="true"><h1>${u.pathname}</h1><a id="a" href="/">a</a> <a id="b" href="/next">b</a>${tags}</body></html>`
    return route.fulfill({ headers: { 'content-type': 'text/html; charset=utf-8' }, body: html })
    }
    const s = sentIn(request, u)
    const n = isView[one.provider]!(s)
    for (let i = 0; i < n; i++) log.push('view')
    if (one.hosts) return route.fulfill(await fulfilled(one.answer(u), request.headers().origin))
    const vendor = vendors.find(({ hosts }) => hosts.some((host) => u.host.endsWith(host)))
    const script = vendor?.script(u)
    return route.fulfill({ contentType: 'text/javascript', body: script ? `(${script})()` : '', headers: { 'access-control-allow-origin': '*' } })
  })
  const settle = async (p: string) => { await page.waitForFunction((p) => document.querySelector('h1')?.textContent === p, p); await page.waitForTimeout(1500); log.push('|') }
  try {
  await page.goto(origin + '/'); await settle('/')
  await page.click('#b'); await settle('/next')
  await page.click('#a'); await settle('/')
  await page.goBack(); await settle('/next')
  } catch (e) { errors.push(String(e).slice(0,200)) }
  await page.goto('about:blank'); await new Promise((r) => setTimeout(r, 500))
  appendFileSync('/tmp/nav/out.txt', [lib, one.provider, log.join(' '), [...new Set(errors)].join(';').slice(0,300)].join(' ') + '\n')
  await context.close()
}
await browser.close()
}, 900000)
