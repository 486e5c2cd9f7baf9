import type { AnyProvider } from 'analytical'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch } from '../src/browser.ts'
import { emptyVendors, type Visited } from '../src/empty-vendors.ts'
import {
  byHash,
  byHashStrictly,
  byNonce,
  byNonceStrictly,
  type Combination,
  nonce,
  type PageAt,
} from '../src/page-at.ts'
import { living, pageWith } from '../src/provider-page.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

async function visited(page: PageAt): Promise<Visited> {
  const window = await emptyVendors(browser)
  return window.visit(page)
}

const named = (name: string) => living.find((provider) => provider.name === name) as AnyProvider
const islandWithNonce: Combination = { ...byNonceStrictly, mode: 'island' }

describe.each([named('optimizely'), named('sentry')])('the blocking file of $title in island mode', (provider) => {
  test("is refused by 'strict-dynamic', as csp() says", async () => {
    const page = pageWith(provider, byHashStrictly)
    expect(page.told).toEqual([
      `${provider.title} loads a file by an element, which 'strict-dynamic' refuses without a nonce: add a nonce to script-src, or leave 'strict-dynamic' out`,
    ])
    const { sent, wrong } = await visited(page)
    expect(sent).toEqual([])
    expect(wrong).toContainEqual(expect.stringMatching(/^script-src-elem forbids https/))
  })

  test('runs with a nonce', async () => {
    const page = pageWith(provider, islandWithNonce)
    const { sent, wrong } = await visited(page)
    expect([...page.told, ...wrong]).toEqual([])
    expect(sent).toHaveLength(1)
  })
})

describe('under Trusted Types', () => {
  const required = { 'require-trusted-types-for': ["'script'"] }
  const remedy = 'make a Trusted Types policy named default, and name it in trusted-types'
  const byCode = `loads a file by code, which require-trusted-types-for 'script' refuses: ${remedy}`
  const waiting = `loads a file by code where it waits, for consent or until the page is shown, which require-trusted-types-for 'script' refuses: ${remedy}`

  test.each<{ name: string; combination: Combination; told: string[]; runs: boolean }>([
    { name: 'clicky', combination: byNonce, told: [`Clicky ${waiting}`], runs: true },
    { name: 'clicky', combination: byHash, told: [`Clicky ${byCode}`], runs: false },
    { name: 'vwo', combination: byNonce, told: [`VWO ${byCode}`], runs: false },
    { name: 'optimizely', combination: byNonce, told: [], runs: true },
    { name: 'optimizely', combination: byHash, told: [], runs: true },
  ])('$name, $combination.mode, runs: $runs; csp() says where it would not', async (row) => {
    const page = pageWith(named(row.name), row.combination, { more: required })
    expect(page.told).toEqual(row.told)
    const { sent, wrong } = await visited(page)
    expect(sent.length > 0).toBe(row.runs)
    expect(wrong.some((fault) => fault.startsWith('require-trusted-types-for'))).toBe(!row.runs)
  })

  test.each([
    { name: 'clicky', combination: islandWithNonce },
    { name: 'vwo', combination: byNonce },
  ])('$name, $combination.mode, runs in a page with a default policy', async ({ name, combination }) => {
    const more = { ...required, 'trusted-types': ['default'] }
    const { told, ...page } = pageWith(named(name), combination, { more })
    const made = `<script nonce="${nonce}">trustedTypes.createPolicy("default", { createScriptURL: String })</script>`
    const { sent, wrong } = await visited({ ...page, html: page.html.replace('<head>', `<head>${made}`) })
    expect([...told, ...wrong]).toEqual([])
    expect(sent).not.toEqual([])
  })
})
