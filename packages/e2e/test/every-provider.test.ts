import { readTracking } from '@analytical/testing'
import { type AnyProvider, createAnalytical, providers } from 'analytical'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../src/browser.ts'
import { emptyVendors, type Window } from '../src/empty-vendors.ts'
import { nonce, type PageAt, pageAt } from '../src/page-at.ts'

interface Schema {
  meta(): { example: unknown }
  isOptional(): boolean
}
type Schemas = Readonly<Record<string, Schema>>

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const living = (providers as readonly AnyProvider[]).filter(({ ended }) => ended === undefined)

const examples = (schemas: Schemas, prefix = '') =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [prefix + name, schema.meta().example]))

const required = (schemas: Schemas): Schemas =>
  Object.fromEntries(Object.entries(schemas).filter(([, schema]) => !schema.isOptional()))

/** A page of one provider, with every word of the shared vocabulary and, in full, its own settings and variables. */
function pageWith(provider: AnyProvider, mode: string, inFull: boolean): PageAt {
  const { name, settings, variables } = provider
  const analytical = createAnalytical({
    settings: { ...examples(inFull ? settings : required(settings)), ANALYTICAL_SCRIPTS: mode },
    providers: [provider],
    onError(error) {
      throw error
    },
  })
  const context = {
    ...(inFull ? examples(variables, `${name}_`) : {}),
    analytical: analytical.pageView({ user: { username: 'jeff', id: 'u17' }, nonce }),
    analytical_session: { plan: 'gold' },
    analytical_goal: { id: 'signed_up', revenue: 9.5, currency: 'EUR' },
    analytical_split: { name: 'hero', version: 'loud' },
    analytical_page: { href: '/counted-here', title: 'Counted so', referrer: 'https://referrer.example/' },
    analytical_events: [['rhyme posted', { lines: 4 }]],
  }
  // An address of its own, so that no provider finds what another kept.
  return pageAt(`https://${name.replaceAll('_', '-')}.rhymes.example/board`, analytical, context, mode)
}

// A nonce lets any file in: of the hosts in script-src island mode alone is a proof.
describe.each([
  { mode: 'inline', inFull: false },
  { mode: 'island', inFull: true },
])('under the policy of analytical.csp(), $mode', ({ mode, inFull }) => {
  let window: Window
  beforeAll(async () => {
    window = await emptyVendors(browser)
  })

  test.each(living)('$title runs without a fault or violation, and asks for its files', async (provider) => {
    const page = pageWith(provider, mode, inFull)
    const { sent, wrong } = await window.visit(page)
    expect(wrong).toEqual([])
    expect(sent).toEqual(expect.arrayContaining([...readTracking(page.html, page).loads]))
  })
})

describe('where scripting is off', () => {
  let window: Window
  beforeAll(async () => {
    window = await emptyVendors(browser, { javaScriptEnabled: false })
  })
  const speaking = living.filter(({ tags }) => Object.values(tags).some((tag) => 'noscript' in (tag as object)))

  test.each(speaking)('the noscript part of $title is asked for', async (provider) => {
    const page = pageWith(provider, 'island', true)
    const { images, frames } = readTracking(page.html, page)
    const { sent, wrong } = await window.visit(page)
    expect(wrong).toEqual([])
    expect(sent).toEqual(expect.arrayContaining([...images, ...frames]))
  })
})
