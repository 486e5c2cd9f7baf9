import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SentRequest } from '@analytical/testing/playwright'
import { createVisits, type Visits } from '@analytical/visits'
import { createAnalytical } from 'analytical'
import { tracking } from 'analytical/frameworks/node'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, watch } from '../src/browser.ts'
import { amplitude } from '../src/libraries/amplitude.ts'
import { mixpanel } from '../src/libraries/mixpanel.ts'
import { posthog } from '../src/libraries/posthog.ts'
import { headerOf } from '../src/serve.ts'
import { answerBy } from '../src/stand-ins/index.ts'

const libraries = [amplitude, mixpanel, posthog]
const settings = Object.assign(
  { CLICKY_SITE_ID: '12345678', GOOGLE_ANALYTICS_ID: 'G-ABCDE12345', HUBSPOT_PORTAL_ID: '1234567' },
  ...libraries.map(({ settings }) => settings),
)

/** What a service is told of the split; undefined for a request that tells of none. */
const told: Readonly<Record<string, (sent: SentRequest) => unknown>> = {
  clicky: ({ url: { searchParams } }) =>
    searchParams.has('split[name]') ? [searchParams.get('split[name]'), searchParams.get('split[version]')] : undefined,
  google_analytics: ({ url: { searchParams } }) => searchParams.get('ep.exp_variant_string') ?? undefined,
  hubspot: ({ url: { searchParams } }) =>
    searchParams.has('split_name') ? [searchParams.get('split_name'), searchParams.get('split_version')] : undefined,
  amplitude: ({ text }) => {
    const { events = [] } = jsonIn(text) as { events?: { event_type: string; event_properties: object }[] }
    return events.find(({ event_type }) => event_type === '$exposure')?.event_properties
  },
  mixpanel: ({ text }) => {
    const events = [jsonIn(new URLSearchParams(text).get('data'))].flat() as {
      event?: string
      properties: Record<string, unknown>
    }[]
    const properties = events.find(({ event }) => event === '$experiment_started')?.properties
    return properties && [properties['Experiment name'], properties['Variant name']]
  },
  posthog: ({ text }) => {
    const { batch = [] } = jsonIn(text) as { batch?: { event: string; properties: Record<string, unknown> }[] }
    const properties = batch.find(({ event }) => event === '$feature_flag_called')?.properties
    return properties && [properties.$feature_flag, properties.$feature_flag_response]
  },
}

function jsonIn(text: string | null): object {
  try {
    return JSON.parse(text ?? '') ?? {}
  } catch {
    return {}
  }
}

let browser: Browser
let folder: string
let server: Server
let visits: Visits
beforeAll(async () => {
  browser = await launch()
  folder = mkdtempSync(join(tmpdir(), 'experiments-'))
  const running = { home: { variants: ['quiet', 'loud'], weights: [0, 1], goal: 'rhyme posted', on: '/', minimum: 1 } }
  visits = createVisits({ store: { file: join(folder, 'visits.sqlite') }, experiments: { running, unit: 'visitor' } })
  const analytical = createAnalytical({ settings, contextProcessors: [visits.contextProcessor] })
  const track = tracking<IncomingMessage>(analytical)
  server = createServer(async (request, response) => {
    const view = await track(request, response)
    const tag = (position: string) => view.site.render(`analytical_${position}`, { analytical: view })
    const variant = request.url === '/' ? visits.variant('home', request) : 'one'
    const policy = { 'default-src': ["'none'"], 'script-src': [`'nonce-${view.nonce}'`] }
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', headerOf(analytical.csp(policy)))
    response.end(
      `<!doctype html><title>Rhymes</title>${tag('head_top')}${tag('head_bottom')}<body>${tag('body_top')}<h1>The ${variant} page</h1>${tag('body_bottom')}`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  visits.listen(server)
})
afterAll(async () => {
  await browser.close()
  server.close()
  server.closeAllConnections()
  await visits.stop()
  rmSync(folder, { recursive: true })
})

async function open(path: string) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const answer = (sent: SentRequest) =>
    libraries.find(({ provider }) => sent.vendors.includes(provider))?.answer(sent.url) ?? answerBy()(sent)
  const watched = await watch(browser, { settings, answer })
  await watched.page.context().addCookies([{ name: 'visitor', value: 'ann', url }])
  const response = await watched.page.goto(`${url}${path}`)
  return { ...watched, response }
}

describe('a split test in Chromium', () => {
  test('reaches each service in its own terms, in a page that nothing changes and no shared cache keeps', async () => {
    const { page, tracking, wrong, response } = await open('/')
    expect(response?.headers()['cache-control']).toBe('private')
    expect(await response?.text()).toContain('<h1>The loud page</h1>')
    const found = () =>
      Object.fromEntries(
        Object.entries(told).map(([vendor, read]) => [
          vendor,
          tracking
            .sent()
            .filter(({ vendors }) => vendors.includes(vendor))
            .map(read)
            .find((value) => value !== undefined),
        ]),
      )
    await expect.poll(found, { timeout: 30_000 }).toEqual({
      clicky: ['home', 'loud'],
      google_analytics: 'analytical-home-loud',
      hubspot: ['home', 'loud'],
      amplitude: expect.objectContaining({ flag_key: 'home', variant: 'loud' }),
      mixpanel: ['home', 'loud'],
      posthog: ['home', 'loud'],
    })
    expect(await page.textContent('h1')).toBe('The loud page')
    expect(wrong).toEqual([])
    await visits.flush()
    expect((await visits.results('home')).variants.map(({ units }) => units)).toEqual([0, 1])
  })

  test('is not in the tags of other pages', async () => {
    const { tracking, response } = await open('/elsewhere')
    await tracking.until(({ vendors }) => vendors.includes('clicky'))
    expect(response?.headers()['cache-control']).toBeUndefined()
    expect(await response?.text()).not.toContain('"home"')
  })
})
