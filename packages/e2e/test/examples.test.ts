import { readdirSync, readFileSync } from 'node:fs'
import type { SentRequest } from '@analytical/testing/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, watch } from '../src/browser.ts'
import { type Site, startExample } from '../src/example-site.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const clickyView = ({ url: { host, searchParams } }: SentRequest) =>
  host === 'in.getclicky.com' && searchParams.get('type') === 'pageview'
const googleView = ({ url: { host, searchParams } }: SentRequest) =>
  host.endsWith('google-analytics.com') && searchParams.get('en') === 'page_view'

const examples = new URL('../../../examples/', import.meta.url)

test.each(['fastify-handlebars', 'koa-liquid', 'hono-ejs', 'eleventy'])(
  'the server of %s is short, and imports published names only',
  (name) => {
    const files = readdirSync(new URL(`${name}/`, examples)).filter((file) => file.endsWith('.js'))
    const text = (file: string) => readFileSync(new URL(`${name}/${file}`, examples), 'utf8')
    expect(text('server.js').split('\n').length).toBeLessThan(60)
    const { dependencies } = JSON.parse(text('package.json'))
    const names = files.flatMap((file) => [...text(file).matchAll(/^import .*?'([^']+)'$/gm)].map(([, of = '']) => of))
    const packages = names
      .filter((of) => !of.startsWith('node:') && !/^\.\/[\w.-]+$/.test(of))
      .map((of) => /^(?:@[^/]+\/)?[^/]+/.exec(of)?.[0])
    expect(Object.keys(dependencies).sort()).toEqual([...new Set(packages)].sort())
  },
)

describe.each(['fastify-handlebars', 'koa-liquid', 'hono-ejs'])(
  'the example %s, in Chromium under its enforced policy',
  (name) => {
    let site: Site
    beforeAll(async () => {
      site = await startExample(name)
    })
    afterAll(() => site.stop())

    test('counts an anonymous visitor, and names who signs in until they sign out', async () => {
      const { page, tracking, wrong } = await watch(browser)
      await page.goto(site.url)
      const [clicky] = await Promise.all([tracking.until(clickyView), tracking.until(googleView)])
      expect(clicky.url.searchParams.has('custom[username]')).toBe(false)

      await page.click('text=Sign in as mara')
      const named = await tracking.until(({ url }) => url.searchParams.has('custom[username]'))
      expect(named.url.searchParams.get('custom[username]')).toBe('mara')
      expect(named.url.searchParams.get('custom[form]')).toBe('couplet')
      expect(await page.textContent('code')).toBe('mara')

      await page.click('text=Sign out')
      await page.waitForSelector('text=Sign in as mara')
      expect(await page.content()).not.toContain('"username"')
      expect(wrong).toEqual([])
    })

    test('takes nobody’s word for who they are', async () => {
      const { page } = await watch(browser)
      await page.context().addCookies([{ name: 'username', value: 'mara', url: site.url }])
      await page.goto(site.url)
      expect(await page.isVisible('text=Sign in as mara')).toBe(true)
    })
  },
)

test('for an internal address the tags of an example are commented out', async () => {
  const site = await startExample('koa-liquid', { ANALYTICAL_INTERNAL_IPS: 'loopback' })
  const { page, tracking } = await watch(browser)
  await page.goto(site.url, { waitUntil: 'networkidle' })
  expect(await page.content()).toContain('<!-- Clicky disabled on internal IP address')
  expect(tracking.sent()).toEqual([])
  site.stop()
})

test('the pages of the example eleventy are counted under a policy of hashes, with what each says of itself', async () => {
  const site = await startExample('eleventy')
  const { page, tracking, wrong } = await watch(browser)
  const response = await page.goto(`${site.url}/tea/`)
  expect(response?.headers()['content-security-policy']).toContain("'sha256-")
  const tea = await tracking.until(clickyView)
  expect(tea.url.searchParams.get('title')).toBe('A rhyme on tea')
  await page.goto(`${site.url}/cat/`)
  await tracking.until(({ url }) => url.searchParams.get('goal[id]') === 'cat-seen')
  expect(wrong).toEqual([])
  site.stop()
})
