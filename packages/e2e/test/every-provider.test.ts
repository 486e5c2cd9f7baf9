import { readTracking } from '@analytical/testing'
import type { AnyProvider } from 'analytical'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../src/browser.ts'
import { emptyVendors, type Visited, type Window } from '../src/empty-vendors.ts'
import { byHash, byHashStrictly, byNonce, byNonceStrictly, type Combination } from '../src/page-at.ts'
import { living, pageWith } from '../src/provider-page.ts'

let browser: Browser
let open: Window
beforeAll(async () => {
  browser = await launch()
  open = await emptyVendors(browser)
})
afterAll(() => browser.close())

const unlimited: Combination = { by: 'no policy', mode: 'inline', scripts: undefined }
const visits = new Map<string, Promise<Visited>>()

/** What a provider's page does without a policy; it is visited once. */
function unlimitedVisit(provider: AnyProvider, inFull: boolean): Promise<Visited> {
  const key = `${provider.name} ${inFull}`
  const visit = visits.get(key) ?? open.visit(pageWith(provider, unlimited, { inFull }))
  visits.set(key, visit)
  return visit
}

describe.each([true, false])('without a policy, in full: %s', (inFull) => {
  test.each(living)('$title runs without a fault and asks for its files', async (provider) => {
    const page = pageWith(provider, unlimited, { inFull })
    const { sent, wrong } = await unlimitedVisit(provider, inFull)
    expect([...page.told, ...wrong]).toEqual([])
    expect(sent).toEqual(expect.arrayContaining([...readTracking(page.html, page).loads]))
  })
})

// 'strict-dynamic' takes an element by its nonce alone: policy-limits.test.ts.
const inserted = living.filter(({ name }) => name !== 'optimizely' && name !== 'sentry')

// A nonce lets any file in: of the hosts in script-src island mode alone is a proof.
describe.each([
  { ...byNonce, inFull: false, providers: living },
  { ...byNonceStrictly, inFull: true, providers: living },
  { ...byHash, inFull: true, providers: living },
  { ...byHashStrictly, inFull: false, providers: inserted },
])('under the policy of analytical.csp(): $by', ({ inFull, providers, ...combination }) => {
  let window: Window
  beforeAll(async () => {
    window = await emptyVendors(browser)
  })

  test.each(providers)('$title asks for the same as without a policy', async (provider) => {
    const page = pageWith(provider, combination, { inFull })
    const { sent, wrong } = await window.visit(page)
    expect([...page.told, ...wrong]).toEqual([])
    expect(sent).toEqual((await unlimitedVisit(provider, inFull)).sent)
  })
})

describe('where scripting is off', () => {
  let window: Window
  beforeAll(async () => {
    window = await emptyVendors(browser, { javaScriptEnabled: false })
  })
  const speaking = living.filter(({ tags }) => Object.values(tags).some((tag) => 'noscript' in (tag as object)))

  test.each(speaking)('the noscript part of $title is asked for', async (provider) => {
    const page = pageWith(provider, byHash)
    const { images, frames } = readTracking(page.html, page)
    const { sent, wrong } = await window.visit(page)
    expect([...page.told, ...wrong]).toEqual([])
    expect(sent).toEqual(expect.arrayContaining([...images, ...frames]))
  })
})
