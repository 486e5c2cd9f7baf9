import { createAnalytical, defineProvider, js, providers, setting } from 'analytical'
import { describe, expect, test } from 'vitest'
import { trackedBy } from '../src/index.ts'

const settings = { CLICKY_SITE_ID: '999', GOOGLE_ANALYTICS_ID: 'G-QWERTY', GOOGLE_ADS_ID: 'AW-987654321' }
const user = { username: 'jeff' }

function page(context: object = { user }, more: object = {}): string {
  const analytical = createAnalytical({ settings: { ...settings, ...more } })
  const tag = (position: string) => analytical.render(`analytical_${position}`, context)
  return `<!doctype html><html><head>${tag('head_top')}</head><body><script>window.app = { user: 'jeff' }</script>${tag('body_bottom')}</body></html>`
}

describe.each(['inline', 'island'])('what a page tells a provider, %s', (mode) => {
  const more = { ANALYTICAL_SCRIPTS: mode }

  test('is what its code leaves, and nothing of the site’s', () => {
    expect(trackedBy(page({ user }, more), 'clicky')).toEqual({
      provider: 'clicky',
      title: 'Clicky',
      state: 'live',
      globals: { clicky_custom: { session: { username: 'jeff' } }, clicky_site_ids: [999] },
      data: [{ custom: { session: { username: 'jeff' } } }],
      loads: ['https://static.getclicky.com/js'],
      errors: [],
    })
  })

  test('is its own alone where two share a global and a file', () => {
    const ids = (provider: string) =>
      (trackedBy(page({ user }, more), provider).globals.dataLayer as unknown[][])
        .filter(([command]) => command === 'config')
        .map(([, id]) => id)
    expect(ids('google_analytics')).toEqual(['G-QWERTY'])
    expect(ids('google_ads')).toEqual(['AW-987654321'])
  })

  test('is nothing where it is not in the page', () => {
    expect(trackedBy(page({ user }, more), 'hubspot')).toMatchObject({ state: 'absent', globals: {}, loads: [] })
  })

  test('waits where consent is pending, and tells what it will be', () => {
    const held = trackedBy(page({ user }, { ...more, ANALYTICAL_CONSENT: 'required' }), 'clicky')
    const globals = { clicky_custom: { session: { username: 'jeff' } }, clicky_site_ids: [999] }
    expect(held).toMatchObject({ state: 'held', globals })
  })

  test('is commented out for an internal address, without data', () => {
    const html = page({ user, request: { ip: '10.1.2.3' } }, { ...more, ANALYTICAL_INTERNAL_IPS: '10.0.0.0/8' })
    expect(trackedBy(html, 'clicky')).toMatchObject({ state: 'disabled', globals: {}, data: [], loads: [] })
  })

  test('is what its code keeps for the vendor’s file, where it is in no global yet', () => {
    const analytical = createAnalytical({ settings: { ...more, LOGROCKET_APP_ID: 'acme/rhymes' } })
    const { globals, data } = trackedBy(analytical.render('logrocket', { user }), 'logrocket')
    expect(globals).toEqual({})
    expect(JSON.stringify(data)).toContain('"jeff"')
  })

  test('holds hostile values as they were given', () => {
    const session = JSON.parse('{"__proto__": "})(1);\\n})(2);", "x": "</script><!-- })(3);"}')
    const { globals, data } = trackedBy(page({ clicky_session: session }, more), 'clicky')
    expect((globals.clicky_custom as { session: object }).session).toEqual(session)
    expect(data).toEqual([{ custom: { session } }])
  })
})

describe('a provider of one’s own', () => {
  const ticker = defineProvider({
    name: 'ticker',
    title: 'Ticker',
    homepage: 'https://ticker.example',
    summary: 'Counts.',
    category: 'analytics',
    verified: '2026-11-20',
    settings: { TICKER_SITE: setting.digits('The site number.', '4711') },
    variables: {},
    capabilities: { identity: true, session: false, goal: false, split: false, page: false, events: false },
    csp: () => ({}),
    tags: {
      ticker: {
        position: 'body_bottom',
        data: ({ identity }) => ({ identity }),
        script: ({ TICKER_SITE }) => js`window.ticker = { site: ${TICKER_SITE}, page: data };`,
      },
    },
  })
  const html = createAnalytical({ settings: { TICKER_SITE: '12' }, providers: [ticker] }).render('ticker', { user })
  const globals = { ticker: { site: '12', page: { identity: 'jeff' } } }

  test('is named by itself', () => {
    expect(trackedBy(html, ticker)).toMatchObject({ state: 'live', globals })
  })

  test('is named as the others where it is in the list', () => {
    expect(trackedBy(html, 'ticker', { providers: [...providers, ticker] })).toMatchObject({ state: 'live', globals })
  })
})

test('a name that no provider has is an error that says which is near', () => {
  expect(() => trackedBy('', 'cliky')).toThrow(
    new TypeError('"cliky" is the name of no provider: did you mean clicky?'),
  )
  expect(() => trackedBy('', 'ticker')).toThrow(
    new TypeError(
      '"ticker" is the name of no provider: one of your own is named by itself, or in the list of providers',
    ),
  )
})

test('scripts of the site are no provider’s', () => {
  const own = `<script>(function (data) { clicky.log(data) })({});</script>
    <script>
    (function () {
      document.querySelector('a').onclick = function () { clicky.log('/x') }
    })();
    </script><script src="/app.js"></script><script src="https://cdn.example/script.js" defer></script>`
  for (const provider of ['clicky', 'fathom', 'umami']) expect(trackedBy(own, provider).state).toBe('absent')
})
