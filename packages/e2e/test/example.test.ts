import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, watch } from '../src/browser.ts'
import { runExample, type Site, startExample } from '../src/example-site.ts'

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
  clicky: ({ host, searchParams }: URL) => host === 'in.getclicky.com' && searchParams.get('type') === 'pageview',
  google: ({ host, searchParams }: URL) =>
    host.endsWith('google-analytics.com') && searchParams.get('en') === 'page_view',
  hubspot: ({ host, searchParams }: URL) => host === 'track.hubspot.com' && searchParams.get('k') === 'pageview',
}

describe.each(['inline', 'island'])(
  'the rhyme board with scripts %s, in Chromium under its enforced policy',
  (mode) => {
    let site: Site
    beforeAll(async () => {
      site = await startExample(example, { ANALYTICAL_SCRIPTS: mode })
    })
    afterAll(() => site.stop())

    test('an anonymous visitor is counted by all three services, and named to none', async () => {
      const { page, wrong, until } = await watch(browser, site.url)
      const response = await page.goto(site.url)
      expect(response?.headers()['content-security-policy']).toContain(mode === 'inline' ? "'nonce-" : "'sha256-")
      const clicky = await until(pageView.clicky)
      const google = await until(pageView.google)
      const hubspot = await until(pageView.hubspot)
      expect(clicky.searchParams.get('site_id')).toBe('12345678')
      expect(clicky.searchParams.has('custom[username]')).toBe(false)
      expect(google.searchParams.get('tid')).toBe('G-ABCDE12345')
      expect(google.searchParams.has('uid')).toBe(false)
      expect(hubspot.searchParams.has('id')).toBe(false)
      expect(wrong).toEqual([])
    })

    test('the split test reaches the services as the visitor sees it', async () => {
      const { page, until } = await watch(browser, site.url)
      await page.goto(site.url)
      const version = (await until(pageView.clicky)).searchParams.get('split[version]')
      expect(await page.textContent('main')).toContain(`This is the ${version} home page`)
      const impression = await until(({ searchParams }) => searchParams.get('en') === 'experience_impression')
      expect(impression.searchParams.get('ep.exp_variant_string')).toBe(`analytical-home-${version}`)
      const event = await until(({ searchParams }) => searchParams.get('n') === 'pe1234567_split_test')
      expect(event.searchParams.get('split_version')).toBe(version)
    })

    test('a signed-in user is named to all three services, until signed out', async () => {
      const { page, sent, wrong, until } = await watch(browser, site.url)
      await signIn(page, site)
      const clicky = await until((address) => pageView.clicky(address) && address.searchParams.has('custom[username]'))
      const google = await until((address) => pageView.google(address) && address.searchParams.has('uid'))
      const hubspot = await until((address) => pageView.hubspot(address) && address.searchParams.has('id'))
      expect(clicky.searchParams.get('custom[username]')).toBe('mara')
      expect(google.searchParams.get('uid')).toBe('mara')
      expect(hubspot.searchParams.get('id')).toBe('mara')

      await page.click('text=Sign out')
      await page.waitForURL(`${site.url}/`)
      sent.length = 0
      await page.reload()
      await Promise.all([until(pageView.clicky), until(pageView.google), until(pageView.hubspot)])
      expect(sent.filter(({ search }) => search.includes('mara'))).toEqual([])
      expect(wrong).toEqual([])
    })

    test('posting a rhyme reaches a goal and tells an event, in each service’s own terms', async () => {
      const { page, wrong, until } = await watch(browser, site.url)
      await signIn(page, site)
      await page.click('text=Post a rhyme')
      await page.fill('[name=title]', 'On </script> & "quotes"')
      await page.fill('[name=text]', 'One line\nand another')
      await page.click('main form button')
      await page.waitForURL(/\/posted$/)
      expect((await until(({ searchParams }) => searchParams.has('goal[id]'))).searchParams.get('goal[id]')).toBe(
        'rhyme_posted',
      )
      await until(
        ({ host, searchParams }) => host.endsWith('google-analytics.com') && searchParams.get('en') === 'contribution',
      )
      await until(({ searchParams }) => searchParams.get('n') === 'pe1234567_contribution')

      const logged = await until(({ searchParams }) => searchParams.get('type') === 'click')
      expect(logged.searchParams.get('title')).toBe('rhyme posted')
      const posted = await until(({ searchParams }) => searchParams.get('en') === 'rhyme_posted')
      expect(posted.searchParams.get('ep.lines')).toBe('2')
      expect(
        (await until(({ searchParams }) => searchParams.get('n') === 'pe1234567_rhyme_posted')).searchParams.get(
          'lines',
        ),
      ).toBe('2')
      expect(wrong).toEqual([])
    })

    test('every link on every page leads somewhere, and nothing goes wrong there', async () => {
      const { page, wrong } = await watch(browser, site.url)
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
      const { page, wrong } = await watch(browser, site.url)
      await page.context().route('https://**', (route) => route.abort())
      await page.goto(site.url, { waitUntil: 'load' })
      expect(await page.isVisible('footer')).toBe(true)
      expect(wrong.filter((message) => !message.includes('net::ERR_FAILED'))).toEqual([])
    })
  },
)

test('for an internal address the tags are in the page, commented out, and no request leaves', async () => {
  const site = await startExample(example, { ANALYTICAL_INTERNAL_IPS: 'loopback' })
  const { page, sent, wrong } = await watch(browser, site.url)
  await signIn(page, site)
  await page.goto(site.url, { waitUntil: 'networkidle' })
  const source = await page.content()
  for (const title of ['Clicky', 'Google Analytics', 'HubSpot']) {
    expect(source).toContain(`<!-- ${title} disabled on internal IP address`)
  }
  expect(sent).toEqual([])
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
    const { page, sent, wrong, until } = await watch(browser, site.url)
    await page.goto(site.url)
    await page.waitForLoadState('networkidle')
    expect(sent).toEqual([])

    await page.click('text=Allow')
    await Promise.all([until(pageView.clicky), until(pageView.google), until(pageView.hubspot)])
    sent.length = 0
    await page.reload()
    await Promise.all([until(pageView.clicky), until(pageView.google), until(pageView.hubspot)])

    await page.click('text=Withdraw')
    sent.length = 0
    await page.reload()
    await page.waitForLoadState('networkidle')
    expect(sent).toEqual([])
    expect(await page.content()).not.toContain('getclicky')
    expect(wrong).toEqual([])
  })
})
