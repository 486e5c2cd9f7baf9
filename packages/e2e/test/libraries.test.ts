import { createAnalytical } from 'analytical'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../src/browser.ts'
import { libraries } from '../src/libraries/index.ts'
import { known, type Library } from '../src/libraries/library.ts'
import { byHash, byNonceStrictly, type Combination, hasNonce, nonce, type PageAt, pageAt } from '../src/page-at.ts'
import { visit } from '../src/visit.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

function pageWith({ settings }: Library, combination: Combination): PageAt {
  const analytical = createAnalytical({ settings: { ...settings, ANALYTICAL_SCRIPTS: combination.mode } })
  const context = {
    analytical: analytical.pageView({ user: { username: 'jeff' }, ...(hasNonce(combination) ? { nonce } : {}) }),
    analytical_session: { plan: 'gold' },
    analytical_events: [['rhyme posted', { lines: 4 }]],
  }
  return pageAt('https://rhymes.example/board', analytical, context, combination)
}

// The two under which a library is on its own: what it adds needs its own trust, or its host on the list.
describe.each([byNonceStrictly, byHash])('under the policy of analytical.csp(): $by', (combination) => {
  test.each(libraries)('the library of $provider itself tells who does what', async (library) => {
    const { tracking, wrong, leave } = await visit(browser, pageWith(library, combination), library)
    const told = () => Object.assign({}, ...tracking.sent().map((one) => known(library.told(one))))
    await expect.poll(told, { timeout: 30_000 }).toEqual(library.expected)
    expect(wrong).toEqual([])
    await leave()
  })
})
