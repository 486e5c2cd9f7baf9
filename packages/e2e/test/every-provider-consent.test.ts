import type { AnyProvider } from 'analytical'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../src/browser.ts'
import { emptyVendors, type Window } from '../src/empty-vendors.ts'
import { byHash, byNonce } from '../src/page-at.ts'
import { type Asking, living, type ProviderPage, pageWith } from '../src/provider-page.ts'

declare const window: { analytical?: { consent(choice: object): void } }

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const everything = { functional: 'granted', analytics: 'granted', marketing: 'granted' }
const held = /<script type="(?:text\/plain|application\/json)".*?<\/script>/gs
const hostsOf = (addresses: readonly string[]) => [...new Set(addresses.map((address) => new URL(address).host))]
const inMarketing = living.filter(({ category }) => category === 'marketing')

describe.each([byNonce, byHash])('where consent is required, by $by', (combination) => {
  let open: Window
  let asked: Window
  beforeAll(async () => {
    open = await emptyVendors(browser)
    asked = await emptyVendors(browser)
  })

  /** The addresses that a provider's page asks for where everything is granted. */
  async function liveOf(provider: AnyProvider): Promise<readonly string[]> {
    const page = pageWith(provider, combination, { asking: { choice: true } })
    const { sent, wrong } = await open.visit(page)
    expect([...page.told, ...wrong]).toEqual([])
    return sent
  }

  /** Visits a page in which nothing may go out. */
  async function expectNothing(page: ProviderPage): Promise<void> {
    const { sent, wrong } = await asked.visit(page)
    expect([...page.told, ...wrong]).toEqual([])
    expect(sent).toEqual([])
    expect(await asked.page.context().cookies(page.url)).toEqual([])
  }

  test.each(living)('$title waits for the choice, and then asks for the same as ever', async (provider) => {
    const sent = await liveOf(provider)
    const page = pageWith(provider, combination, { asking: {} })
    const live = page.html.replaceAll(held, '')
    expect(hostsOf(sent).filter((host) => live.includes(host))).toEqual([])
    expect(live).not.toContain('<noscript')
    await expectNothing(page)

    await asked.page.evaluate((choice) => window.analytical?.consent(choice), everything)
    await expect.poll(asked.sent).toEqual(sent)
    await asked.page.evaluate((choice) => window.analytical?.consent(choice), everything)
    expect(asked.sent()).toEqual(sent)
    await asked.page.context().clearCookies()
  })

  test.each<{ by: string; providers: readonly AnyProvider[]; asking: Asking }>([
    { by: 'a refusal', providers: living, asking: { choice: false } },
    {
      by: 'Sec-GPC, whatever was granted',
      providers: inMarketing,
      asking: { choice: true, headers: { 'sec-gpc': '1' } },
    },
  ])('nothing is there by $by', async ({ providers, asking }) => {
    const pages = providers.map((provider) => pageWith(provider, combination, { asking }))
    for (const { html, told } of pages) {
      expect(html).not.toMatch(/<noscript|text\/plain|https?:/)
      expect(told).toEqual([])
    }
    await expectNothing({ ...(pages[0] as ProviderPage), html: pages.map(({ html }) => html).join('') })
  })
})
