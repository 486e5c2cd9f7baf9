import { exampleSettings, exampleVariables, sharedWords } from '@analytical/testing'
import { type AnyProvider, createAnalytical } from 'analytical'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../src/browser.ts'
import { type Combination, pageAt } from '../src/page-at.ts'
import { living } from '../src/provider-page.ts'
import { type LonelyWindow, unreachableVendors } from '../src/unreachable-vendors.ts'

let browser: Browser
let open: LonelyWindow
beforeAll(async () => {
  browser = await launch()
  open = await unreachableVendors(browser)
})
afterAll(() => browser.close())

const last = 'https://last.example/'

/** A page of services that wait for consent, or do not. */
function pageOf(some: readonly AnyProvider[], mode: Combination['mode'], isHeld: boolean) {
  const told: string[] = []
  const analytical = createAnalytical({
    settings: {
      ...Object.assign({}, ...some.map((provider) => exampleSettings(provider))),
      ANALYTICAL_SCRIPTS: mode,
      ...(isHeld ? { ANALYTICAL_CONSENT: 'required' } : {}),
    },
    providers: some,
    onError: (error) => told.push(String(error)),
  })
  const context = {
    ...Object.assign({}, ...some.map(exampleVariables)),
    ...sharedWords(),
    analytical: analytical.pageView({ user: { username: 'jeff', id: 'u17' } }),
  }
  const host = some.length === 1 ? some[0]?.name.replaceAll('_', '-') : 'all'
  const url = `https://${host}.rhymes.example/board`
  return { ...pageAt(url, analytical, context, { by: 'no policy', mode, scripts: undefined }), told }
}

describe.each(['inline', 'island'] as const)('with every vendor out of reach, %s', (mode) => {
  describe.each([
    { how: 'at once', isHeld: false },
    { how: 'once consent is granted', isHeld: true },
  ])('$how', ({ isHeld }) => {
    test.each([...living.map((one) => [one.title, [one]] as const), ['every service', living] as const])(
      'the page of %s is whole, its load event fires, and nothing else goes wrong',
      async (_, some) => {
        const page = pageOf(some, mode, isHeld)
        const { asked, wrong, isWhole } = await open.visit(page, isHeld)
        expect([...page.told, ...wrong]).toEqual([])
        expect(isWhole).toBe(true)
        expect(asked.filter((address) => address !== last)).not.toEqual([])
      },
    )
  })
})
