import { once } from 'node:events'
import { createServer } from 'node:net'
import { trackedBy } from '@analytical/testing'
import type { SentRequest, VendorTraffic } from '@analytical/testing/playwright'
import { matchers } from '@analytical/testing/vitest'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, watch } from '../src/browser.ts'
import { runExample, type Site, startExample } from '../src/example-site.ts'

expect.extend(matchers())

const example = 'express-nunjucks'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

async function signIn(page: Page, site: Site): Promise<void> {
  await page.goto(`${site.url}/sign-in`)
  await page.fill('#username', 'mara')
  await page.fill('#password', 'teapot')
  await page.click('main form button')
  await page.waitForURL(`${site.url}/`)
}

const pageView = {
  clicky: ({ url: { host, searchParams } }: SentRequest) =>
    host === 'in.getclicky.com' && searchParams.get('type') === 'pageview',
  google: ({ url: { host, searchParams } }: SentRequest) =>
    host.endsWith('google-analytics.com') && searchParams.get('en') === 'page_view',
  hubspot: ({ url: { host, searchParams } }: SentRequest) =>
    host === 'track.hubspot.com' && searchParams.get('k') === 'pageview',
}

const allPageViews = (tracking: VendorTraffic) =>
  Promise.all(Object.values(pageView).map((which) => tracking.until(which)))

const query = async (request: Promise<SentRequest>) => (await request).url.searchParams

/** Whether a parameter of a request has a value, or any. */
const having =
  (name: string, value?: string) =>
  ({ url: { searchParams } }: SentRequest) =>
    value === undefined ? searchParams.has(name) : searchParams.get(name) === value

describe.each(['inline', 'island'])(
  'the rhyme board with scripts %s, in Chromium under its enforced policy',
  (mode) => {
    let site: Site
    beforeAll(async () => {
      site = await startExample(example, { ANALYTICAL_SCRIPTS: mode })
    })
    afterAll(() => site.stop())

    test('an anonymous visitor is counted by all three services, and named to none', async () => {
      const { page, wrong, tracking } = await watch(browser)
      const response = await page.goto(site.url)
      expect(response?.headers()['content-security-policy']).toContain(mode === 'inline' ? "'nonce-" : "'sha256-")
      const clicky = await query(tracking.until(pageView.clicky))
      const google = await query(tracking.until(pageView.google))
      const hubspot = await query(tracking.until(pageView.hubspot))
      expect(clicky.get('site_id')).toBe('12345678')
      expect(clicky.has('custom[username]')).toBe(false)
      expect(google.get('tid')).toBe('G-ABCDE12345')
      expect(google.has('uid')).toBe(false)
      expect(hubspot.has('id')).toBe(false)
      expect(wrong).toEqual([])
    })

    test('the split test reaches the services as the visitor sees it', async () => {
      const { page, tracking } = await watch(browser)
      await page.goto(site.url)
      const version = (await query(tracking.until(pageView.clicky))).get('split[version]')
      expect(await page.textContent('main')).toContain(`This is the ${version} home page`)
      const impression = await query(tracking.until(having('en', 'experience_impression')))
      expect(impression.get('ep.exp_variant_string')).toBe(`analytical-home-${version}`)
      const event = await query(tracking.until(having('n', 'pe1234567_split_test')))
      expect(event.get('split_version')).toBe(version)
    })

    test('a signed-in user is named to all three services, until signed out', async () => {
      const { page, wrong, tracking } = await watch(browser)
      await signIn(page, site)
      const named = (which: (request: SentRequest) => boolean, name: string) =>
        query(tracking.until((request) => which(request) && having(name)(request)))
      expect((await named(pageView.clicky, 'custom[username]')).get('custom[username]')).toBe('mara')
      expect((await named(pageView.google, 'uid')).get('uid')).toBe('mara')
      expect((await named(pageView.hubspot, 'id')).get('id')).toBe('mara')

      await page.click('text=Sign out')
      await page.waitForURL(`${site.url}/`)
      tracking.clear()
      await page.reload()
      await allPageViews(tracking)
      expect(tracking.sent(({ url }) => url.search.includes('mara'))).toEqual([])
      expect(wrong).toEqual([])
    })

    test('posting a rhyme reaches a goal and tells an event, in each service’s own terms', async () => {
      const { page, wrong, tracking } = await watch(browser)
      await signIn(page, site)
      await page.click('text=Post a rhyme')
      await page.fill('[name=title]', 'On </script> & "quotes"')
      await page.fill('[name=text]', 'One line\nand another')
      await page.click('main form button')
      await page.waitForURL(/\/posted$/)
      expect((await query(tracking.until(having('goal[id]')))).get('goal[id]')).toBe('rhyme_posted')
      await tracking.until(having('en', 'contribution'))
      await tracking.until(having('n', 'pe1234567_contribution'))

      const logged = await query(tracking.until(having('type', 'click')))
      expect(logged.get('title')).toBe('rhyme posted')
      const posted = await query(tracking.until(having('en', 'rhyme_posted')))
      expect(posted.get('ep.lines')).toBe('2')
      const told = await query(tracking.until(having('n', 'pe1234567_rhyme_posted')))
      expect(told.get('lines')).toBe('2')
      expect(wrong).toEqual([])
    })

    test('every link on every page leads somewhere, and nothing goes wrong there', async () => {
      const { page, wrong } = await watch(browser)
      await signIn(page, site)
      const seen = new Set<string>()
      const waiting = [site.url]
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (seen.has(next)) continue
        seen.add(next)
        const response = await page.goto(next)
        expect(`${response?.status()} ${next}`).toMatch(/^200 /)
        const links = await page.$$eval('a[href]', (all) =>
          all.map((link) => (link as HTMLAnchorElement).href.split('#')[0]),
        )
        waiting.push(...links.filter((link): link is string => link?.startsWith(site.url) === true))
      }
      expect(seen.size).toBeGreaterThan(10)
      expect(wrong).toEqual([])
    })

    test('with every vendor out of reach the page is whole', async () => {
      const { page, wrong } = await watch(browser)
      await page.context().route('https://**', (route) => route.abort())
      await page.goto(site.url, { waitUntil: 'load' })
      expect(await page.isVisible('footer')).toBe(true)
      expect(wrong.filter((message) => !message.includes('net::ERR_FAILED'))).toEqual([])
    })
  },
)

test('for an internal address the tags are in the page, commented out, and no request leaves', async () => {
  const site = await startExample(example, { ANALYTICAL_INTERNAL_IPS: 'loopback' })
  const { page, wrong, tracking } = await watch(browser)
  await signIn(page, site)
  await page.goto(site.url, { waitUntil: 'networkidle' })
  const source = await page.content()
  for (const provider of ['clicky', 'google_analytics', 'hubspot']) {
    expect(trackedBy(source, provider).state).toBe('disabled')
  }
  expect(tracking.sent()).toEqual([])
  expect(wrong).toEqual([])
  site.stop()
})

describe('a port that cannot be had is told in one sentence', () => {
  async function endOf(port: string): Promise<{ code: unknown; printed: string }> {
    const server = runExample(example, { PORT: port })
    let printed = ''
    server.stderr?.on('data', (text) => {
      printed += text
    })
    const [code] = await once(server, 'close')
    return { code, printed: printed.trim() }
  }

  test('when it is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    const { code, printed } = await endOf(String(port))
    expect(code).toBe(1)
    expect(printed).toContain(String(port))
    expect(printed.split('\n')).toHaveLength(1)
    other.close()
  })

  test('when it is none', async () => {
    const { code, printed } = await endOf('no-port')
    expect(code).toBe(1)
    expect(printed).toContain('no-port')
    expect(printed.split('\n')).toHaveLength(1)
  })
})

describe('the rhyme board where consent is required', () => {
  let site: Site
  beforeAll(async () => {
    site = await startExample(example, { ANALYTICAL_CONSENT: 'required' })
  })
  afterAll(() => site.stop())

  test('asks before it counts, counts without a reload, remembers, and forgets', async () => {
    const { page, wrong, tracking } = await watch(browser)
    await page.goto(site.url)
    await tracking.expectNothingBeforeConsent()

    await page.click('text=Allow')
    await allPageViews(tracking)
    tracking.clear()
    await page.reload()
    await allPageViews(tracking)

    await page.click('text=Withdraw')
    tracking.clear()
    await page.reload()
    await page.waitForLoadState('networkidle')
    expect(tracking.sent()).toEqual([])
    await expect(page).toTrackNothing()
    expect(wrong).toEqual([])
  })
})
