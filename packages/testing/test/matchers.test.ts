import { createAnalytical, defineProvider, js, providers } from 'analytical'
import { describe, expect, test } from 'vitest'
import { assertTracks, assertTracksNothing } from '../src/index.ts'
import { matchers } from '../src/vitest.ts'

const ticker = defineProvider({
  name: 'ticker',
  title: 'Ticker',
  homepage: 'https://ticker.example',
  summary: 'Counts.',
  category: 'analytics',
  verified: '2026-11-20',
  settings: {},
  variables: {},
  capabilities: { identity: true, session: false, goal: false, split: false, page: false, events: false },
  csp: () => ({}),
  tags: {
    ticker: {
      position: 'body_bottom',
      data: ({ identity }) => ({ identity }),
      script: () => js`window.ticker = data;`,
    },
  },
})

expect.extend(matchers({ providers: [...providers, ticker] }))

const settings = { CLICKY_SITE_ID: '12345678', HUBSPOT_PORTAL_ID: '1234567', ANALYTICAL_INTERNAL_IPS: '10.0.0.0/8' }
const session = { session: { username: 'jeff' } }

function page(context: object = {}, more: object = {}): string {
  const analytical = createAnalytical({ settings: { ...settings, ...more } })
  return `<!doctype html><body>${analytical.render('analytical_body_bottom', { user: { username: 'jeff' }, ...context })}</body>`
}
const internal = page({ request: { ip: '10.1.2.3' } })
const held = page({}, { ANALYTICAL_CONSENT: 'required' })
const own = createAnalytical({ settings: {}, providers: [ticker] }).render('ticker', { user: { username: 'jeff' } })

/** What is said where an assertion does not hold. */
function said(assertion: () => unknown): string {
  try {
    assertion()
  } catch (error) {
    return (error as Error).message
  }
  return 'it holds'
}

describe('toTrack', () => {
  test('holds for a part of what the vendor finds', () => {
    const html = page({ analytical_goal: { id: 5, revenue: 9.5 } })
    expect(html).toTrack('clicky')
    expect(html).toTrack('clicky', session)
    expect(html).toTrack('clicky', { goal: { id: 5 } })
    expect(html).toTrack('clicky', { clicky_site_ids: [12345678] })
    expect(html).toTrack('hubspot', ['identify', { id: 'jeff' }])
    expect(html).toTrack('clicky', { goal: { id: expect.any(Number) }, session: expect.objectContaining({}) })
    expect(html).toTrack('hubspot', expect.stringMatching(/^je/))
  })

  test.each([
    ['another value', 'clicky', { session: { username: 'mara' } }],
    ['a part that is not there', 'clicky', { goal: { id: 5 } }],
    ['a list that is longer', 'hubspot', ['identify']],
    ['an asymmetric matcher that does not match', 'clicky', { session: { username: expect.any(Number) } }],
    ['a provider that is not in the page', 'google_analytics', undefined],
  ])('does not hold for %s', (_, provider, expected) => {
    expect(page()).not.toTrack(provider, expected)
    expect(said(() => expect(page()).toTrack(provider, expected))).not.toBe('it holds')
  })

  test('does not hold for what is held or commented out', () => {
    expect(held).not.toTrack('clicky')
    expect(internal).not.toTrack('clicky')
  })

  test('takes a provider of one’s own, by its name or itself', () => {
    expect(own).toTrack('ticker', { identity: 'jeff' })
    expect(own).toTrack(ticker, { ticker: { identity: 'jeff' } })
  })

  test.each([
    {
      of: 'another value',
      html: page(),
      expected: { session: { username: 'mara' } },
      message: `expected the page to track by Clicky
{ session: { username: 'mara' } }
but Clicky finds
{ clicky_custom: { session: { username: 'jeff' } }, clicky_site_ids: [ 12345678 ] }`,
    },
    {
      of: 'code that waits',
      html: held,
      expected: undefined,
      message: `expected the page to track by Clicky, but Clicky waits for consent, and once it is granted finds
{ clicky_custom: { session: { username: 'jeff' } }, clicky_site_ids: [ 12345678 ] }`,
    },
    {
      of: 'an internal address',
      html: internal,
      expected: session,
      message: `expected the page to track by Clicky
{ session: { username: 'jeff' } }
but Clicky is commented out, for an internal address`,
    },
    {
      of: 'a page without it',
      html: createAnalytical({ settings: { HUBSPOT_PORTAL_ID: '1234567' } }).render('hubspot', {}),
      expected: undefined,
      message: 'expected the page to track by Clicky, but Clicky is not in the page, which has HubSpot',
    },
    {
      of: 'a page without any',
      html: '<p>404</p>',
      expected: undefined,
      message: 'expected the page to track by Clicky, but Clicky is not in the page, which has no code of any provider',
    },
  ])('says what is there instead: $of', ({ html, expected, message }) => {
    expect(said(() => expect(html).toTrack('clicky', expected))).toBe(message)
    expect(said(() => assertTracks(html, 'clicky', expected))).toBe(message)
  })

  test('says what is there, negated', () => {
    expect(said(() => expect(page()).not.toTrack('clicky', session))).toBe(`expected the page not to track by Clicky
{ session: { username: 'jeff' } }
but Clicky finds
{ clicky_custom: { session: { username: 'jeff' } }, clicky_site_ids: [ 12345678 ] }`)
  })
})

describe('toTrackNothing', () => {
  test('holds where nothing is, waits or is commented out', () => {
    for (const html of ['', '<script>alert(1)</script>', held, internal]) {
      expect(html).toTrackNothing()
      assertTracksNothing(html)
    }
  })

  test('holds for some while others are told', () => {
    expect(page()).toTrackNothing(['google_analytics', ticker])
    expect(page()).not.toTrackNothing(['google_analytics', 'clicky'])
  })

  test('says who is told what', () => {
    const html = page({}, { HUBSPOT_PORTAL_ID: undefined })
    const message = `expected the page to track nothing, but Clicky finds
{ clicky_custom: { session: { username: 'jeff' } }, clicky_site_ids: [ 12345678 ] }`
    expect(said(() => expect(html).toTrackNothing())).toBe(message)
    expect(said(() => assertTracksNothing(html))).toBe(message)
  })

  test('says what there is, negated', () => {
    expect(said(() => expect(held).not.toTrackNothing())).toBe(
      'expected the page to track something, but all it has is Clicky (waiting for consent), HubSpot (waiting for consent)',
    )
  })

  test('does not overlook a provider that it does not know', () => {
    expect(said(() => assertTracksNothing(own))).toBe(
      'expected the page to track nothing, but it has code of a provider that is not known here: give your own in { providers: [...providers, mine] }\nwindow.ticker = data;',
    )
  })
})

describe('a page', () => {
  const response = () => new Response(page(), { headers: { 'content-type': 'text/html' } })

  test.each<[string, () => unknown]>([
    ['a Response', response],
    ['a promise of a Response', async () => response()],
    ['a promise of HTML', async () => page()],
    ['an answer of supertest', async () => ({ text: page(), body: {} })],
    ['an answer of Fastify’s inject', async () => ({ body: page(), json() {} })],
    ['a page of Playwright', () => ({ content: async () => page() })],
  ])('may be %s', async (_, make) => {
    await expect(make()).toTrack('clicky', session)
    await expect(make()).not.toTrackNothing()
    await assertTracks(make() as Response, 'clicky', session)
    await expect(assertTracksNothing(make() as Response)).rejects.toThrow('Clicky finds')
  })

  test('may be asked about more than once', async () => {
    const answer = response()
    await expect(answer).toTrack('clicky')
    await expect(answer).toTrack('hubspot')
  })

  test.each([undefined, null, 5, {}, Promise.resolve(5)])('is not %j', async (page) => {
    const assertion = async () => expect(page).toTrack('clicky')
    await expect(assertion()).rejects.toThrow('a page must be its HTML or an answer with it')
  })
})
