import { describe, expect, test } from 'vitest'
import type { AnalyticalOptions } from '../src/analytical.ts'
import type { Category } from '../src/provider.ts'
import { verdictTable } from '../src/verdict-table.ts'
import { probe, site } from './probe.ts'

const categories: readonly Category[] = ['necessary', 'functional', 'analytics', 'marketing']
const providers = categories.map((category) => probe(category, { category }))
const human = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** The categories that a page is rendered with, and why the others are not. */
function verdicts(
  {
    settings = {},
    headers = {},
    url = '/rhymes',
    ...more
  }: Partial<AnalyticalOptions> & { headers?: object; url?: string },
  variables: object = {},
) {
  const { analytical, errors } = site({ providers, settings, ...more })
  const request = { headers: { host: 'www.example.com', 'user-agent': human, ...headers }, url }
  const context = { ...variables, analytical: analytical.pageView({ request, ip: '203.0.113.7' }) }
  const explained = analytical.explain(context)
  for (const { tag, action } of explained) expect(analytical.render(tag, context) !== '').toBe(action !== 'omit')
  return {
    rendered: explained.filter(({ action }) => action === 'render').map(({ provider }) => provider),
    reasons: [...new Set(explained.filter(({ action }) => action === 'omit').map(({ reason }) => reason))],
    errors,
  }
}

const everyone = { rendered: categories, reasons: [], errors: [] }
const nobody = (reason: string) => ({ rendered: [], reasons: [reason], errors: [] })

describe('a page is left out', () => {
  const hosts = { ANALYTICAL_HOSTS: 'example.com, *.example.com' }
  test.each<[what: string, host: string | undefined, verdict: object]>([
    ['not on the live site', 'example.com', everyone],
    ['not below it, in any case and with a port', 'WWW.Example.com:8443', everyone],
    ['on a staging copy', 'staging.example.net', nobody('the host staging.example.net is not on ANALYTICAL_HOSTS')],
    ['on a host that only ends alike', 'badexample.com', nobody('the host badexample.com is not on ANALYTICAL_HOSTS')],
    ['where the host is not known', undefined, nobody('the host (unknown) is not on ANALYTICAL_HOSTS')],
  ])('%s', (_, host, verdict) => {
    expect(verdicts({ settings: hosts, headers: { host } })).toEqual(verdict)
  })

  test('nowhere where no host is listed', () => {
    expect(verdicts({ headers: { host: 'anything.example' } })).toEqual(everyone)
  })

  test.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'curl/8.5.0',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36',
  ])('for the robot %s, unless robots are tracked', (robot) => {
    const headers = { 'user-agent': robot }
    expect(verdicts({ headers })).toEqual(nobody('a robot, by its user agent'))
    expect(verdicts({ headers, settings: { ANALYTICAL_TRACK_BOTS: 'yes' } })).toEqual(everyone)
  })

  test('for whom the site excludes', () => {
    const exclude = ({ request }: { request: unknown }) => (request as { url: string }).url === '/staff'
    expect(verdicts({ exclude, url: '/staff' })).toEqual(nobody('excluded by the site'))
    expect(verdicts({ exclude })).toEqual(everyone)
  })

  test('where what the site excludes by fails, or is a promise, which is heard of once', () => {
    const failing = () => {
      throw new Error('no session')
    }
    expect(verdicts({ exclude: failing })).toMatchObject({
      rendered: [],
      errors: [{ phase: 'exclude', message: 'no session' }],
    })
    const promising = (async () => false) as never
    expect(verdicts({ exclude: promising })).toMatchObject({
      rendered: [],
      errors: [{ phase: 'exclude', message: expect.stringContaining('is a promise') }],
    })
  })
})

describe('a category is left out', () => {
  const shared = 'the visitor asks not to be shared (Sec-GPC)'
  const tracked = 'the visitor asks not to be tracked (DNT)'
  const sensitive = 'the page is marked as sensitive'
  const but = (reason: string, ...rendered: Category[]) => ({ rendered, reasons: [reason], errors: [] })

  test.each<[what: string, given: Parameters<typeof verdicts>[0], verdict: object]>([
    ['marketing under Sec-GPC', { headers: { 'sec-gpc': '1' } }, but(shared, 'necessary', 'functional', 'analytics')],
    [
      'analytics too, where the site says so',
      { headers: { 'sec-gpc': '1' }, settings: { ANALYTICAL_GPC: 'all' } },
      but(shared, 'necessary', 'functional'),
    ],
    ['none, where it says off', { headers: { 'sec-gpc': '1' }, settings: { ANALYTICAL_GPC: 'off' } }, everyone],
    ['none under Sec-GPC: 0', { headers: { 'sec-gpc': '0' } }, everyone],
    ['none under DNT: 0', { headers: { dnt: '0' }, settings: { ANALYTICAL_DNT: true } }, everyone],
    ['none under DNT unasked', { headers: { dnt: '1' } }, everyone],
    [
      'what tracks, under DNT where the site asks for it',
      { headers: { dnt: '1' }, settings: { ANALYTICAL_DNT: true } },
      but(tracked, 'necessary', 'functional'),
    ],
    [
      'all that is not necessary on a sensitive path',
      { url: '/Account/orders?page=2', settings: { ANALYTICAL_SENSITIVE_PATHS: ['/account/'] } },
      but(sensitive, 'necessary'),
    ],
    [
      'none on a path that only starts alike',
      { url: '/accountants', settings: { ANALYTICAL_SENSITIVE_PATHS: '/account' } },
      everyone,
    ],
  ])('%s', (_, given, verdict) => {
    expect(verdicts(given)).toEqual(verdict)
  })

  test('all that is not necessary where a context processor says so, whatever the page says', () => {
    const contextProcessors = [() => ({ analytical_sensitive: false })]
    expect(verdicts({ contextProcessors }, { analytical_sensitive: true })).toEqual(but(sensitive, 'necessary'))
    const strict = [() => ({ analytical_sensitive: true })]
    expect(verdicts({ contextProcessors: strict }, { analytical_sensitive: false })).toEqual(
      but(sensitive, 'necessary'),
    )
  })

  test.each([true, 1, 'yes'])('all that is not necessary on a page that says analytical_sensitive: %j', (value) => {
    expect(verdicts({}, { analytical_sensitive: value })).toEqual(but(sensitive, 'necessary'))
  })

  test.each([false, null, undefined, ''])('none on a page that says analytical_sensitive: %j', (value) => {
    expect(verdicts({}, { analytical_sensitive: value })).toEqual(everyone)
  })
})

test('a request without a user agent is no robot’s for that', () => {
  expect(verdicts({ headers: { 'user-agent': undefined } })).toEqual(everyone)
})

test('a reason to leave out is stronger than an internal address', () => {
  const { analytical } = site({ providers, settings: { ANALYTICAL_INTERNAL_IPS: '10.0.0.0/8' } })
  const of = (headers: object) => {
    const view = analytical.pageView({ request: { headers }, ip: '10.1.2.3' })
    return analytical.render('analytics', { analytical: view })
  }
  expect(of({ 'user-agent': human })).toContain('disabled on internal IP address')
  expect(of({ 'user-agent': 'curl/8.5.0' })).toBe('')
})

test('signals are read of a request of the Fetch standard too, and of what an adapter tells', () => {
  const { analytical } = site({ providers, settings: { ANALYTICAL_HOSTS: 'www.example.com' } })
  const headers = { 'sec-gpc': '1', 'user-agent': human, referer: 'https://www.example.com/', cookie: 'a=b' }
  const request = new Request('https://www.example.com/a?b', { headers })
  const { signals } = analytical.pageView({ request, host: 'www.example.com' })
  expect(signals).toEqual({
    host: 'www.example.com',
    path: '/a',
    query: 'b',
    referrer: 'https://www.example.com/',
    userAgent: human,
    cookies: 'a=b',
    gpc: true,
    dnt: false,
    prerender: false,
  })
})

test.each<[string, unknown]>([
  [
    'headers that throw',
    new Proxy(
      {},
      {
        get: () => {
          throw new Error('gone')
        },
      },
    ),
  ],
  ['no request', undefined],
  ['a request that is no object', 'x'],
])('%s leave the page whole', (_, request) => {
  const { analytical } = site({ providers })
  expect(analytical.render('analytics', { analytical: analytical.pageView({ request }) })).not.toBe('')
})

test.each([
  ['ANALYTICAL_HOSTS', 'https://www.example.com', 'must be hosts without scheme, port and path'],
  ['ANALYTICAL_HOSTS', 'www.example.com:8080', 'must be hosts without scheme, port and path'],
  ['ANALYTICAL_GPC', 'sometimes', 'must be one of marketing, all, off'],
  ['ANALYTICAL_SENSITIVE_PATHS', 'account', 'must be a path from the slash on'],
])('%s: %s is refused', (name, value, rule) => {
  expect(() => site({ settings: { [name]: value } })).toThrow(`${name} ${rule}`)
})

test('explain reads as a table too, with what was kept back', () => {
  const providers = [probe('strict', { terms: 'no personal data' }), probe('marketing')]
  const { analytical } = site({ providers, settings: { MARKETING_ID: null } })
  const verdicts = analytical.explain({ user: { username: 'jeff@example.com' } })
  const bytes = String(verdicts[0]?.bytes).padStart(5)
  expect(verdictTable(verdicts).split('\n')).toEqual([
    'service    tag        verdict  bytes  reason',
    `Strict     strict     render   ${bytes}  nothing speaks against it`,
    '  the identity tells a person and is left out; with ANALYTICAL_IDENTITY_SECRET its HMAC would be sent',
    'Marketing  marketing  omit         0  MARKETING_ID not set',
  ])
})
