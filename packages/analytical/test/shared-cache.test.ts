import { createServer, type Server, type ServerResponse, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import express5 from 'express'
// @ts-expect-error: express 4 comes without types.
import untypedExpress4 from 'express-4'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type AnalyticalOptions, createAnalytical } from '../src/analytical.ts'
import { tracking as expressTracking } from '../src/frameworks/express.ts'
import { tracking as nodeTracking } from '../src/frameworks/node.ts'
import type { PageView } from '../src/page-view.ts'
import type { AnyProvider } from '../src/provider.ts'
import { providers } from '../src/providers/index.ts'
import { sharedBy } from '../src/shared-cache.ts'
import { scriptsOf } from './page.ts'
import { probe, site } from './probe.ts'

const inAnHour = new Date(Date.now() + 3_600_000).toUTCString()

describe('a shared cache may keep a response', () => {
  test.each<[headers: Record<string, string>, by: string | undefined]>([
    [{}, undefined],
    [{ 'cache-control': 'public' }, 'Cache-Control: public'],
    [{ 'cache-control': 'Public, Max-Age=60' }, 'Cache-Control: Public, Max-Age=60'],
    [{ 'cache-control': 'public, max-age=0, must-revalidate' }, 'Cache-Control: public, max-age=0, must-revalidate'],
    [{ 'cache-control': 's-maxage=60' }, 'Cache-Control: s-maxage=60'],
    [{ 'cache-control': 'max-age=0,s-maxage="60"' }, 'Cache-Control: max-age=0,s-maxage="60"'],
    [{ 'cache-control': 'max-age=60' }, 'Cache-Control: max-age=60'],
    [{ 'cache-control': 'private="set-cookie", max-age=60' }, 'Cache-Control: private="set-cookie", max-age=60'],
    [{ 'cache-control': 's-maxage=0' }, undefined],
    [{ 'cache-control': 'max-age=0' }, undefined],
    [{ 'cache-control': 'no-cache, max-age=60' }, undefined],
    [{ 'cache-control': 'private, max-age=60' }, undefined],
    [{ 'cache-control': 'public, private' }, undefined],
    [{ 'cache-control': 'no-store, public' }, undefined],
    [{ 'cache-control': 'no-transform' }, undefined],
    [{ 'cache-control': 'no-cache="Set-Cookie", max-age=60' }, 'Cache-Control: no-cache="Set-Cookie", max-age=60'],
    [{ 'cache-control': 'max-age=060' }, 'Cache-Control: max-age=060'],
    [{ 'cache-control': 'public, ext1="private"' }, 'Cache-Control: public, ext1="private"'],
    [{ 'cache-control': 's-maxage=60, x_2="no-store"' }, 'Cache-Control: s-maxage=60, x_2="no-store"'],
    [{ expires: inAnHour, 'cache-control': 'must-revalidate' }, `Expires: ${inAnHour}`],
    [{ expires: inAnHour, 'cache-control': 'max-age=0' }, undefined],
    [{ expires: inAnHour }, `Expires: ${inAnHour}`],
    [{ expires: '0' }, undefined],
    [{ expires: inAnHour, 'cache-control': 'private' }, undefined],
    [{ 'cache-control': 'private', 'cdn-cache-control': 'max-age=60' }, 'Cdn-Cache-Control: max-age=60'],
    [{ 'cdn-cache-control': 'no-store' }, undefined],
    [
      { 'surrogate-control': 'max-age=3600, stale-while-revalidate=30' },
      'Surrogate-Control: max-age=3600, stale-while-revalidate=30',
    ],
    [{ 'surrogate-control': 'content="ESI/1.0"' }, undefined],
    [{ 'vercel-cdn-cache-control': 's-maxage=1' }, 'Vercel-Cdn-Cache-Control: s-maxage=1'],
    [{ 'edge-control': 'cache-maxage=1d' }, 'Edge-Control: cache-maxage=1d'],
    [{ 'edge-control': '!no-store, max-age=1d' }, 'Edge-Control: !no-store, max-age=1d'],
    [{ 'x-accel-expires': '60' }, 'X-Accel-Expires: 60'],
    [{ 'x-accel-expires': '0' }, undefined],
    [{ 'x-accel-expires': 'off' }, undefined],
    [{ 'x-litespeed-cache-control': 'public, max-age=120' }, 'X-Litespeed-Cache-Control: public, max-age=120'],
  ])('%j: %s', (headers, by) => {
    expect(sharedBy((name) => headers[name])).toBe(by)
  })

  test('by several headers of one name', () => {
    expect(sharedBy((name) => (name === 'cache-control' ? ['public', 'max-age=5'] : undefined))).toBe(
      'Cache-Control: public, max-age=5',
    )
  })
})

/** The example of a setting. */
const exampleOf = (name: string) => {
  for (const { settings } of providers as readonly AnyProvider[]) {
    if (name in settings) return settings[name].meta().example
  }
}

/** A response that has said how it may be kept. */
function responseWith(headers: Readonly<Record<string, string>>) {
  const set = new Map(Object.entries(headers))
  return {
    headers: set,
    getHeader: (name: string) => set.get(name.toLowerCase()),
    setHeader: (name: string, value: string) => set.set(name.toLowerCase(), value),
    removeHeader: (name: string) => set.delete(name.toLowerCase()),
  }
}

const shared = { 'cache-control': 'public, max-age=60' }
const jeff = { username: 'jeff', id: 'u17', email: 'jeff@example.com', name: 'Jeffrey Bean' }
const island = { ANALYTICAL_SCRIPTS: 'island' }

/** A page whose response has these headers. */
function page(
  { settings = {}, ...options }: Partial<AnalyticalOptions>,
  view: Parameters<ReturnType<typeof site>['analytical']['pageView']>[0],
  variables: object = {},
  headers: Readonly<Record<string, string>> = shared,
) {
  const { analytical, errors } = site({ settings, ...options })
  const response = responseWith(headers)
  const pageView = analytical.pageView({ response, ...view })
  for (const [name, properties] of (view as { happened?: [string, object][] })?.happened ?? [])
    pageView.event(name, { ...properties })
  const html = analytical.render('probe', { ...variables, analytical: pageView })
  return {
    html,
    errors: errors.map(({ message }) => message),
    headers: Object.fromEntries(response.headers),
    analytical,
    pageView,
  }
}

const leftOut = (what: string, by = 'Cache-Control: public, max-age=60') =>
  `left out of a page that a shared cache may keep (${by}): ${what}`

describe('a page that a shared cache may keep', () => {
  const anonymous = page({ settings: island }, {}).html

  test.each<[what: string, view: object, variables: object, told: readonly string[]]>([
    ['who is signed in', { user: jeff }, {}, [leftOut('who is signed in')]],
    ['whom the page names', {}, { analytical_identity: 'jeff' }, [leftOut('analytical_identity')]],
    ['whom the page names to one provider', {}, { probe_identity: 'jeff' }, [leftOut('probe_identity')]],
    ['the session', {}, { analytical_session: { plan: 'gold' } }, [leftOut('analytical_session')]],
    ['the variant', {}, { analytical_split: { name: 'a', version: 'b' } }, [leftOut('analytical_split')]],
    ['what happened on the way here', { happened: [['signed up', {}]] }, {}, [leftOut('the events of this request')]],
    ['two of them', { user: jeff }, { analytical_session: {} }, [leftOut('who is signed in, analytical_session')]],
  ])('has nothing of %s', (_, view, variables, told) => {
    const { html, errors } = page({ settings: island }, view, variables)
    expect(html).toBe(page({ settings: island }, {}).html)
    expect(errors).toEqual(told)
    expect(anonymous).not.toBe('')
  })

  test('has no nonce, and says what to do', () => {
    const { html, errors } = page({}, { nonce: 'bm9uY2U=' })
    expect(scriptsOf(html).map(({ attributes }) => attributes)).toEqual([{}])
    expect(errors).toEqual([leftOut('the nonce')])
    expect(page({ settings: island }, { nonce: 'bm9uY2U=' }).errors).toEqual([])
  })

  test('has nothing of what context processors set, as they see the visitor', () => {
    const contextProcessors = [() => ({ probe_colour: 'red' })]
    const { html, errors } = page({ settings: island, contextProcessors }, {})
    expect(html).not.toContain('red')
    expect(errors).toEqual([leftOut('what context processors set')])
    expect(page({ settings: island, contextProcessors: [() => ({})] }, {}).errors).toEqual([])
  })

  test('has what the page says of itself, and nothing of what else its variables tell', () => {
    const variables = {
      probe_section: 'rhymes',
      probe_colour: 'red',
      analytical_goal: { id: 5 },
      analytical_page: { title: 'All rhymes', href: '/rhymes' },
      analytical_events: [['read', { lines: 4 }]],
    }
    const { html, errors } = page({ settings: island }, {}, variables)
    expect(JSON.parse(scriptsOf(html)[0]?.text ?? '')).toMatchObject({
      variables: { section: 'rhymes' },
      goal: { id: 5 },
      page: { title: 'All rhymes', href: '/rhymes' },
      events: [['read', { lines: 4 }]],
    })
    expect(html).not.toContain('red')
    expect(errors).toEqual([leftOut('probe_colour')])
  })

  test.each<[user: object, told: unknown]>([
    [jeff, 'Inbox of jeff'],
    [jeff, 'Rhymes by Jeff.'],
    [jeff, '/u/JEFF/inbox'],
    [jeff, 'jeff@example.com'],
    [jeff, 'Jeffrey  Bean’s page'],
    [jeff, '/people/u17'],
    [jeff, { deep: [{ jeff: 1 }] }],
    [{ username: 'auth0|17', id: 17 }, 'auth0|17'],
    [{ username: 'auth0|17', id: 17 }, 17],
    [{ username: 'o neil' }, 'O Neil'],
    [{ username: 'jeff', id: 4711 }, { id: 4711 }],
  ])('has nothing that tells of %j: %j', (user, told) => {
    const { html, errors } = page(
      { settings: island },
      { user },
      { probe_section: told, probe_goal: { id: 'g', name: told } },
    )
    const seen = JSON.parse(scriptsOf(html)[0]?.text ?? '')
    expect(JSON.stringify(seen)).not.toMatch(/jeff|u17|auth0|17|4711|neil/i)
    expect(errors).toContain(leftOut('what probe_section tells of who is signed in'))
  })

  test.each(['Jeffersonian rhymes', 'u170', '/people/jeffrey'])('has what only looks alike: %s', (told) => {
    const { html } = page({ settings: island }, { user: jeff }, { probe_section: told })
    expect(html).toContain(told)
  })

  const accounts = Object.fromEntries(
    [
      'INTERCOM_APP_ID',
      'CRISP_WEBSITE_ID',
      'OLARK_SITE_ID',
      'FACEBOOK_PIXEL_ID',
      'GOOGLE_ANALYTICS_ID',
      'CHARTBEAT_USER_ID',
    ].map((name) => [name, exampleOf(name)]),
  )

  test('has nothing of the providers’ own variables but those of pages, whoever is signed in', () => {
    const analytical = createAnalytical({ settings: { ...accounts, ...island }, onError: () => {} })
    const variables = {
      intercom_user_jwt: 'secret-jwt',
      intercom_user_hash: 'secret-hash',
      intercom_plan: 'secret-plan',
      crisp_token: 'secret-token',
      olark_nickname: 'secret-nickname',
      facebook_pixel_user_data: { em: 'secret-em' },
      google_analytics_user_properties: { plan: 'secret-plan' },
      google_analytics_config: { user_id: 'secret-id' },
      chartbeat_sections: ['Rhymes'],
      unrelated: 'secret-of-the-site',
    }
    const context = { ...variables, analytical: analytical.pageView({ response: responseWith(shared) }) }
    const html = ['head_top', 'head_bottom', 'body_top', 'body_bottom']
      .map((p) => analytical.render(`analytical_${p}`, context))
      .join('')
    expect(html).not.toContain('secret')
    expect(html).toContain('Rhymes')
  })

  test('names nobody in the advanced consent mode either', () => {
    const analytical = createAnalytical({
      settings: { ...accounts, ANALYTICAL_CONSENT: 'required', ANALYTICAL_CONSENT_MODE: 'advanced' },
      onError: () => {},
    })
    const view = analytical.pageView({ user: jeff, response: responseWith(shared) })
    const context = {
      analytical: view,
      analytical_page: { title: 'Inbox of jeff' },
      google_analytics_config: { user_id: 'u17' },
    }
    expect(analytical.render('google_analytics', context)).not.toMatch(/jeff|u17/)
  })

  test('has no image for a browser without scripts that may object', () => {
    const analytical = createAnalytical({ settings: { ...accounts, ...island }, onError: () => {} })
    const view = (response: ReturnType<typeof responseWith>) => ({ analytical: analytical.pageView({ response }) })
    expect(analytical.render('facebook_pixel_body', view(responseWith({})))).toContain('<noscript>')
    expect(analytical.render('facebook_pixel_body', view(responseWith(shared)))).toBe('')
  })

  test.each<[what: string, settings: object, view: object]>([
    ['a robot', {}, { request: { headers: { 'user-agent': 'Googlebot' } } }],
    ['an internal address', { ANALYTICAL_INTERNAL_IPS: '10.0.0.1' }, { ip: '10.0.0.1' }],
  ])('does not depend on the verdict on %s', (_, settings, view) => {
    const { html, errors } = page({ settings: { ...island, ...settings } }, view)
    expect(html).toBe(page({ settings: island }, {}).html)
    expect(errors).toEqual([leftOut('the verdict on this visitor')])
  })

  test('does not depend on whom the site excludes', () => {
    const { html, errors } = page({ settings: island, exclude: () => true }, {})
    expect(html).toBe(page({ settings: island }, {}).html)
    expect(errors).toEqual([leftOut('the verdict on this visitor')])
  })

  test('keeps what concerns the page and not its visitor', () => {
    const request = { headers: { host: 'staging.example.net' }, url: '/account' }
    expect(page({ settings: { ...island, ANALYTICAL_HOSTS: 'example.com' } }, { request }).html).toBe('')
    expect(page({ settings: { ...island, ANALYTICAL_SENSITIVE_PATHS: '/account' } }, { request }).html).toBe('')
    const contextProcessors = [() => ({ analytical_disabled: true })]
    expect(page({ settings: island, contextProcessors }, {}).html).toBe('')
  })

  test.each([true, false])('holds what needs consent, whatever the visitor chose: %s', (consent) => {
    const settings = { ...island, ANALYTICAL_CONSENT: 'required' }
    const { html, errors } = page({ settings }, { consent })
    expect(html).toBe(page({ settings }, {}, {}, {}).html)
    expect(scriptsOf(html).at(-1)?.attributes).toEqual({ type: 'text/plain', 'data-analytical': 'analytics' })
    expect(errors).toEqual([leftOut('the visitor’s consent')])
  })

  test('asks the browser for the signals that its request would have told', () => {
    const providers = [probe('probe', { category: 'marketing' })]
    const request = { headers: { 'sec-gpc': '1' } }
    const { html } = page({ settings: { ANALYTICAL_DNT: true }, providers }, { request })
    expect(html).toContain('if (navigator.globalPrivacyControl || navigator.doNotTrack === "1") return;')
    expect(page({ settings: { ANALYTICAL_GPC: 'off' }, providers }, { request }).html).not.toContain('navigator')
  })

  test('is one that its variables say is shared, too', () => {
    const { errors, html } = page({ settings: island }, { user: jeff }, { analytical_shared: true }, {})
    expect(html).not.toContain('jeff')
    expect(errors).toEqual([leftOut('who is signed in', 'analytical_shared is set')])
  })

  test('is explained as it is rendered, and is not reported or changed by that', () => {
    const { analytical, errors } = site({ settings: { ANALYTICAL_SHARED_CACHE: 'private' } })
    const response = responseWith(shared)
    const view = analytical.pageView({ response, user: jeff, ip: '10.0.0.1' })
    expect(analytical.explain({ analytical: view })).toMatchObject([{ action: 'render' }])
    expect(Object.fromEntries(response.headers)).toEqual(shared)
    expect(errors).toEqual([])
  })
})

describe('by setting', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test('the response becomes private', () => {
    const headers = { 'cache-control': 'public, max-age=60, s-maxage=600', 'surrogate-control': 'max-age=3600' }
    const made = page({ settings: { ANALYTICAL_SHARED_CACHE: 'private' } }, { user: jeff }, {}, headers)
    expect(made.headers).toEqual({ 'cache-control': 'private, max-age=60' })
    expect(made.html).toContain('jeff')
    expect(made.errors).toEqual([])
  })

  test('what says nothing of keeping stays', () => {
    const headers = { 'cache-control': 'public', 'surrogate-control': 'content="ESI/1.0"' }
    const made = page({ settings: { ANALYTICAL_SHARED_CACHE: 'private' } }, { user: jeff }, {}, headers)
    expect(made.headers).toEqual({ 'cache-control': 'private', 'surrogate-control': 'content="ESI/1.0"' })
  })

  test('explain says what is rendered then', () => {
    const settings = { ANALYTICAL_SHARED_CACHE: 'private', ANALYTICAL_INTERNAL_IPS: '10.0.0.1' }
    const made = page({ settings }, { ip: '10.0.0.1' })
    expect(made.html).toContain('disabled on internal IP address')
    const { analytical } = site({ settings })
    const view = analytical.pageView({ ip: '10.0.0.1', response: responseWith(shared) })
    expect(analytical.explain({ analytical: view })).toMatchObject([{ action: 'comment' }])
  })

  test('what is sent already stays without its visitor', () => {
    const { analytical } = site({ settings: { ...island, ANALYTICAL_SHARED_CACHE: 'private' } })
    const response = { ...responseWith(shared), headersSent: true }
    expect(analytical.render('probe', { analytical: analytical.pageView({ user: jeff, response }) })).not.toContain(
      'jeff',
    )
  })

  test('it stays shared where nothing in it is one visitor’s', () => {
    const made = page({ settings: { ...island, ANALYTICAL_SHARED_CACHE: 'private' } }, {})
    expect(made.headers).toEqual(shared)
  })

  test('what a page cache marked stays without its visitor, as no header keeps that from it', () => {
    const settings = { ...island, ANALYTICAL_SHARED_CACHE: 'private' }
    const made = page({ settings }, { user: jeff }, { analytical_shared: true }, {})
    expect(made.html).not.toContain('jeff')
  })

  test('it is an error, but not in production', () => {
    const settings = { ...island, ANALYTICAL_SHARED_CACHE: 'error' }
    vi.stubEnv('NODE_ENV', 'development')
    expect(() => page({ settings }, { user: jeff })).toThrow(
      'a shared cache may keep this page (Cache-Control: public, max-age=60), and it would hold who is signed in: leave it out, or answer with Cache-Control: private',
    )
    expect(page({ settings }, {}).errors).toEqual([])
    vi.stubEnv('NODE_ENV', 'production')
    const made = page({ settings }, { user: jeff })
    expect(made.html).not.toContain('jeff')
    expect(made.errors).toEqual([leftOut('who is signed in')])
  })
})

describe('a static page', () => {
  const render = (view: object, variables: object = {}) => {
    const { analytical, errors } = site({ settings: island })
    return {
      html: analytical.render('probe', { ...variables, analytical: analytical.pageView({ static: true, ...view }) }),
      errors,
    }
  }

  test.each<[what: string, view: object, variables: object, named: string]>([
    ['a user', { user: jeff }, {}, 'who is signed in'],
    ['an identity', {}, { analytical_identity: 'jeff' }, 'analytical_identity'],
    ['an identity of one provider', {}, { probe_identity: 'jeff' }, 'probe_identity'],
  ])('with %s is an error', (_, view, variables, named) => {
    expect(() => render(view, variables)).toThrow(`a static page is everybody’s, and would hold ${named}: leave it out`)
  })

  test('may say that it names nobody', () => {
    expect(render({}, { analytical_identity: null }).errors).toEqual([])
  })

  test('is for everybody', () => {
    const { html, errors } = render({ nonce: 'bm9uY2U=' }, { analytical_page: { title: 'All rhymes' } })
    expect(html).toContain('All rhymes')
    expect(html).not.toContain('nonce=')
    expect(errors).toEqual([])
  })
})

test('an island page without its data is the same for everyone, byte for byte', () => {
  const { analytical } = site({ settings: island })
  const withoutData = (user: unknown, variables: object) =>
    analytical
      .render('analytical_body_bottom', { ...variables, analytical: analytical.pageView({ user, ip: '203.0.113.7' }) })
      .replace(/(<script type="application\/json">).*?(<\/script>)/g, '$1$2')
  const everybody = withoutData(undefined, {})
  expect(everybody).toContain('<script type="application/json"></script>')
  expect(withoutData(jeff, { analytical_session: { plan: 'gold' }, analytical_goal: 5 })).toBe(everybody)
})

const servers: Server[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

type Answer = (response: ServerResponse, render: () => string) => void

const onExpress = (express: typeof express5) => (kit: ReturnType<typeof site>['analytical'], answer: Answer) => {
  const app = express()
  app.use(expressTracking(kit, { user: () => jeff }))
  app.get('/', (_, response) => {
    answer(response, () => kit.render('probe', { analytical: response.locals.analytical }))
  })
  return createServer(app)
}
const withoutAdapter = (kit: ReturnType<typeof site>['analytical'], answer: Answer) => {
  const app = express5()
  app.get('/', (request, response) => {
    answer(response, () => kit.render('probe', { request, user: jeff }))
  })
  return createServer(app)
}
const onNode = (kit: ReturnType<typeof site>['analytical'], answer: Answer) => {
  const track = nodeTracking(kit, { user: () => jeff })
  return createServer(async (request, response) => {
    const analytical: PageView = await track(request, response)
    answer(response, () => kit.render('probe', { analytical }))
  })
}

async function get(server: Server): Promise<{ text: string; cacheControl: unknown; headers: object }> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36' }
  return new Promise((resolve, reject) => {
    send({ host: '127.0.0.1', port, headers, agent: false }, (response) => {
      const parts: string[] = []
      response.setEncoding('utf8').on('data', (part: string) => parts.push(part))
      response.on('end', () =>
        resolve({ text: parts.join(''), cacheControl: response.headers['cache-control'], headers: response.headers }),
      )
    })
      .on('error', reject)
      .end()
  })
}

test('a response keeps each of its headers', async () => {
  const { analytical } = site()
  const server = onNode(analytical, (response, render) => {
    response.setHeader('X-Old', 'a')
    const html = render()
    response.writeHead(200, ['Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'Vary', 'Cookie', 'X-Old', 'b']).end(html)
  })
  const { headers } = await get(server)
  expect(headers).toMatchObject({ 'set-cookie': ['a=1', 'b=2'], vary: 'Cookie', 'x-old': 'b' })
})

test('and each of a list of pairs', async () => {
  const { analytical } = site()
  const server = onNode(analytical, (response, render) => {
    const html = render()
    const pairs = [
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['Cache-Control', 'public'],
    ]
    response.writeHead(200, pairs as never).end(html)
  })
  const { headers } = await get(server)
  expect(headers).toMatchObject({ 'set-cookie': ['a=1', 'b=2'], 'cache-control': 'private' })
})

test('a page that is only explained keeps nobody from sharing its response', () => {
  const { analytical, errors } = site()
  const response = responseWith({})
  analytical.explain({
    analytical: analytical.pageView({ user: jeff, response: { ...response, writeHead() {} } as never }),
  })
  response.setHeader('Cache-Control', 'public')
  expect(response.headers.get('cache-control')).toBe('public')
  expect(errors).toEqual([])
})

test('what is no response is none, and one that cannot be read is everybody’s', () => {
  const { analytical, errors } = site({ settings: island })
  const render = (response: object) =>
    analytical.render('probe', { analytical: analytical.pageView({ user: jeff, response: response as never }) })
  expect(render({})).toContain('jeff')
  const broken = {
    getHeader() {
      throw new Error('gone')
    },
  }
  expect(render(broken)).not.toContain('jeff')
  expect(render(Object.freeze({ ...responseWith({}), writeHead() {} }))).toContain('jeff')
  expect(errors.map(({ message }) => message)).toEqual([leftOut('who is signed in', 'its headers cannot be read')])
})

test('a page that has only its request is that of its page view', () => {
  const { analytical } = site({ settings: { ...island, ANALYTICAL_CONSENT: 'required' } })
  const request = { headers: { cookie: 'analytical_consent=analytics=granted' } }
  analytical.pageView({ request, consent: false })
  expect(analytical.explain({ request })).toMatchObject([{ action: 'omit' }])
})

test('a request that another visitor uses is another page', () => {
  const contextProcessors = [({ user }: { user: { plan: string } }) => ({ probe_colour: user.plan })]
  const settings = { ANALYTICAL_CONSENT: 'required', ANALYTICAL_INTERNAL_IPS: '10.0.0.1' }
  const { analytical } = site({ settings, contextProcessors })
  const request = {
    ip: '203.0.113.7',
    user: { username: 'a', plan: 'gold' },
    headers: { cookie: 'analytical_consent=analytics=granted' },
  }
  expect(analytical.render('probe', { request })).toContain('gold')
  expect(analytical.explain({ request })).toMatchObject([{ action: 'render' }])
  request.headers = { cookie: '' }
  expect(analytical.explain({ request })).toMatchObject([{ action: 'hold' }])
  request.user = { username: 'b', plan: 'silver' }
  expect(analytical.render('probe', { request })).toContain('silver')
  request.ip = '10.0.0.1'
  expect(analytical.explain({ request })).toMatchObject([{ action: 'comment' }])
})

describe.each([
  ['Express 5', onExpress(express5)],
  ['Express 4', onExpress(untypedExpress4 as typeof express5)],
  ['node:http', onNode],
  ['Express 5, by its request alone', withoutAdapter],
] as const)('%s', (_, serve) => {
  const nonce = serve === withoutAdapter ? '' : 'the nonce, '
  const before = `left out of a page that a shared cache may keep (Cache-Control: public): ${nonce}who is signed in`
  const after = 'Cache-Control: public was set after the page had been made for its visitor: the response is private'
  test.each<[what: string, answer: Answer, names: boolean, cacheControl: string | undefined, told: readonly string[]]>([
    [
      'nobody is named in a page that is for all',
      (response, render) => {
        response.setHeader('Cache-Control', 'public')
        response.end(render())
      },
      false,
      'public',
      [before],
    ],
    [
      'a page is private that is for all too late',
      (response, render) => {
        const html = render()
        response.setHeader('Cache-Control', 'public')
        response.end(html)
      },
      true,
      'private',
      [after],
    ],
    [
      'or by the headers that are written',
      (response, render) => {
        const html = render()
        response.writeHead(200, { 'Cache-Control': 'public' }).end(html)
      },
      true,
      'private',
      [after],
    ],
    [
      'or by headers and no reason',
      (response, render) => {
        const html = render()
        response.writeHead(200, { 'Cache-Control': 'public' } as never, undefined as never).end(html)
      },
      true,
      'private',
      [after],
    ],
    [
      'or by one header after the other',
      (response, render) => {
        const html = render()
        response.appendHeader('Cache-Control', 'public').end(html)
      },
      true,
      'private',
      [after],
    ],
    [
      'or by what was there before, as the headers are written',
      (response, render) => {
        const { writeHead } = response
        response.writeHead = (status: number) => {
          response.setHeader('Cache-Control', 'public')
          return writeHead.call(response, status)
        }
        response.end(render())
      },
      true,
      'private',
      [after],
    ],
    [
      'nobody is named in a page whose headers were written before',
      (response, render) => {
        response.writeHead(200, { 'Cache-Control': 'public' })
        response.end(render())
      },
      false,
      'public',
      [before],
    ],
    [
      'or by a list of them',
      (response, render) => {
        const html = render()
        response.writeHead(200, 'OK', ['Cache-Control', 'public', 'X-A', 'b']).end(html)
      },
      true,
      'private',
      [after],
    ],
    [
      'a page without any word on it is its visitor’s',
      (response, render) => {
        response.end(render())
      },
      true,
      undefined,
      [],
    ],
    [
      'what has no tags may be kept by all',
      (response) => {
        response.setHeader('Cache-Control', 'public')
        response.end('jeff')
      },
      true,
      'public',
      [],
    ],
  ])('%s', async (_, answer, names, cacheControl, told) => {
    const { analytical, errors } = site()
    const got = await get(serve(analytical, answer))
    expect(got.text.includes('jeff')).toBe(names)
    expect(got.cacheControl).toBe(cacheControl)
    expect(errors.map(({ message }) => message)).toEqual(told)
  })
})
