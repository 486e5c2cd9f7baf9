import { createAnalytical } from 'analytical'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../src/browser.ts'
import { libraries } from '../src/libraries/index.ts'
import { known, type Library } from '../src/libraries/library.ts'
import { headerOf } from '../src/serve.ts'
import { type PageAt, visit } from '../src/visit.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const nonce = 'rAnd0m'

function pageWith({ settings }: Library, mode: string): PageAt {
  const analytical = createAnalytical({ settings: { ...settings, ANALYTICAL_SCRIPTS: mode } })
  const context = {
    analytical: analytical.pageView({ user: { username: 'jeff' }, nonce }),
    analytical_session: { plan: 'gold' },
    analytical_events: [['rhyme posted', { lines: 4 }]],
  }
  const tag = (position: string) => analytical.render(`analytical_${position}`, context)
  const policy = analytical.csp({ 'default-src': ["'none'"] })
  if (mode === 'inline') policy['script-src'] = [...(policy['script-src'] as string[]), `'nonce-${nonce}'`]
  return {
    url: 'https://rhymes.example/board',
    html: `<!doctype html><html><head><title>Rhymes</title>${tag('head_top')}${tag('head_bottom')}</head><body>${tag('body_top')}<p>A rhyme.</p>${tag('body_bottom')}</body></html>`,
    policy: headerOf(policy),
  }
}

describe.each(['inline', 'island'])('under the policy of analytical.csp(), %s', (mode) => {
  test.each(libraries)('the library of $provider itself tells who does what', async (library) => {
    const { sent, wrong, leave } = await visit(browser, pageWith(library, mode), library)
    const told = () => Object.assign({}, ...sent.map((one) => known(library.told(one))))
    await expect.poll(told, { timeout: 30_000 }).toEqual(library.expected)
    expect(wrong).toEqual([])
    await leave()
  })
})
