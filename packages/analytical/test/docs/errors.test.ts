import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { assertTracks, assertTracksNothing, trackedBy } from '@analytical/testing'
import Fastify from 'fastify'
import Handlebars from 'handlebars'
import { expect, test } from 'vitest'
import { type Analytical, type AnalyticalOptions, createAnalytical } from '../../src/analytical.ts'
import type { FaultHandler } from '../../src/faults.ts'
import { tracking as fastifyTracking } from '../../src/frameworks/fastify.ts'
import { tracking } from '../../src/frameworks/node.ts'
import { html, js, url } from '../../src/markup/index.ts'
import type { PageViewInput } from '../../src/page-view.ts'
import { clicky } from '../../src/providers/clicky.ts'
import { addTags } from '../../src/templates/handlebars.ts'
import { addTags as addToLiquid } from '../../src/templates/liquid.ts'
import { pages } from './pages.ts'
import { runCommand } from './run-page.ts'

const CLICKY_SITE_ID = '12345678'

/** What a kit with this handler says while it does something. */
function heard(act: (onError: FaultHandler) => unknown): string {
  const messages: string[] = []
  act((error) => messages.push((error as Error).message))
  return messages.join('\n')
}

/** What the kit says of a page with this context. */
const reported = (context: object, tag = 'clicky', options: Partial<AnalyticalOptions> = {}) =>
  heard((onError) => createAnalytical({ settings: { CLICKY_SITE_ID }, onError, ...options }).render(tag, context))

/** What the kit says of a policy. */
const toldOf = (settings: object, ANALYTICAL_SCRIPTS: string, policy: string) =>
  heard((onError) => createAnalytical({ settings: { ...settings, ANALYTICAL_SCRIPTS }, onError }).csp(policy))

/** What an action throws: of wrong settings, the first problem. */
function thrown(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    const { message, problems } = error as Error & { problems?: { message: string }[] }
    return problems?.[0]?.message ?? message
  }
  return '(nothing is thrown)'
}

/** What the kit says of a choice that a page view is given. */
const toldOfChoice = (consent: unknown) =>
  heard((onError) =>
    createAnalytical({ settings: { ANALYTICAL_CONSENT: 'required' }, onError }).pageView({ consent: consent as never }),
  )

/** The first warning of settings. */
const warned = (settings: object) =>
  createAnalytical({ settings, onProblems: () => {} }).problems[0]?.message ?? '(no warning)'

const refused = (settings: object) => thrown(() => createAnalytical({ settings }))
const view = () => createAnalytical({ settings: {} }).pageView()

function renderedTwice(): string {
  const analytical = view()
  return [reported({ analytical }), reported({ analytical })].join('')
}

function helperWithArgument(): string {
  const handlebars = Handlebars.create()
  addTags(handlebars, createAnalytical({ settings: { CLICKY_SITE_ID } }))
  return thrown(() => handlebars.compile('{{clicky "x"}}')({}))
}

function ownHelper(): string {
  const handlebars = Handlebars.create()
  handlebars.registerHelper('clicky', () => '')
  return thrown(() => addTags(handlebars, createAnalytical({ settings: { CLICKY_SITE_ID } })))
}

function hiddenPage(): string {
  return heard((onError) => {
    const analytical = createAnalytical({ settings: { CLICKY_SITE_ID }, onError })
    analytical.pageView()
    analytical.render('clicky', {})
  })
}

async function late(options: Partial<AnalyticalOptions>): Promise<string> {
  const messages: string[] = []
  const analytical = createAnalytical({
    settings: {},
    deadline: 1,
    ...options,
    onError: (error) => messages.push((error as Error).message),
  })
  await analytical.pageView().ready
  return messages.join('').replace('than 1 ms', 'than 1000 ms')
}

function brokenProvider(): string {
  const ticker = {
    ...clicky,
    name: 'ticker',
    title: 'Ticker',
    settings: {},
    tags: { ticker: { position: 'body_bottom', script: () => js`x(` } },
  } as const
  return thrown(() => createAnalytical({ settings: {}, providers: [ticker] }))
}

function pageOfAnUnknownProvider(): string {
  const ticker = { ...clicky, name: 'ticker', settings: {}, tags: { ticker: tickerTag } } as const
  return createAnalytical({ settings: {}, providers: [ticker] }).render('ticker', {})
}

const tickerTag = { position: 'body_bottom', data: () => 5, script: () => js`window.ticker = data;` } as const

const jeff = { username: 'jeff' }

/** What the kit says, or throws, for a page whose response is for all. */
function sharedPage(view: PageViewInput, settings = {}, variables = {}, index = 0): string {
  const messages: string[] = []
  const analytical = createAnalytical({
    settings: { CLICKY_SITE_ID, ...settings },
    onError: (error) => messages.push((error as Error).message),
  })
  const response = {
    getHeader: (name: string) => (name === 'cache-control' ? 'public' : undefined),
    setHeader() {},
    removeHeader() {},
  }
  const context = { ...variables, analytical: analytical.pageView({ response, ...view }) }
  const failed = thrown(() => analytical.render('clicky', context))
  return messages[index] ?? failed
}

function lateHeader(): string {
  return heard((onError) => {
    const analytical = createAnalytical({ settings: { CLICKY_SITE_ID }, onError })
    const response = new ServerResponse(new IncomingMessage(new Socket()))
    analytical.render('clicky', { analytical: analytical.pageView({ response }) })
    response.setHeader('Cache-Control', 'public').writeHead(200)
  })
}

function mountedTwice(analytical: Analytical): void {
  const request = new IncomingMessage(new Socket())
  for (const track of [tracking(analytical), tracking(analytical)]) void track(request)
}

function pageOfARouteBefore(analytical: Analytical): void {
  tracking(analytical)
  analytical.render('clicky', {})
}

async function registeredTwice(): Promise<string> {
  const plugin = fastifyTracking(createAnalytical({ settings: {} }))
  return Fastify()
    .register(plugin)
    .register(plugin)
    .then(
      () => '(it starts)',
      (error: Error) => error.message,
    )
}

/** What the command line says of a settings file with this text. */
async function unreadable(text?: string): Promise<string> {
  const written = text === undefined ? '' : `printf '%s' "${text}" > mine.mjs; `
  const printed = await runCommand({ path: '', text: '' }, `${written}npx analytical check mine.mjs`)
  return printed
    .trimEnd()
    .replace('analytical: ', '')
    .replace(/\/\S+(?=\/mine\.mjs)/, '/site')
}

const said: Record<string, readonly (() => string | Promise<string>)[]> = {
  'docs/getting-started.md': [
    () => reported({}, 'clickyy'),
    renderedTwice,
    helperWithArgument,
    () => thrown(() => createAnalytical({ settings: Promise.resolve({}) })),
    () => reported({ analytical: 5 }),
    () => thrown(() => tracking(undefined as never)),
    () => heard((onError) => mountedTwice(createAnalytical({ settings: {}, onError }))),
  ],
  'docs/engines/README.md': [
    () => thrown(() => addToLiquid({} as never, createAnalytical({ settings: {} }))),
    () => thrown(() => addTags(Object.assign(Handlebars.create(), { VERSION: '4.7.6' }), undefined as never)),
    () => thrown(() => addTags(Handlebars.create(), undefined as never)),
    ownHelper,
    hiddenPage,
  ],
  'docs/frameworks/fastify.md': [registeredTwice],
  'docs/guides/identity.md': [
    () => reported({ analytical_identity: {} }),
    () => reported({ user: true }),
    () => refused({ ANALYTICAL_IDENTITY_SECRET: 'short' }),
    () => refused({ HUBSPOT_PERSONAL_DATA: ['e-mail'] }),
    () => heard((onError) => pageOfARouteBefore(createAnalytical({ settings: { CLICKY_SITE_ID }, onError }))),
  ],
  'docs/guides/internal-ips.md': [() => refused({ ANALYTICAL_INTERNAL_IPS: ['10.0.0'] })],
  'docs/guides/proxies.md': [
    () => refused({ ANALYTICAL_TRUSTED_PROXIES: true }),
    () => refused({ ANALYTICAL_TRUSTED_PROXIES: ['cloudflare'] }),
    () => refused({ ANALYTICAL_FORWARDED_HEADER: 'x-real-ip' }),
    () => warned({ ANALYTICAL_FORWARDED_HEADER: 'forwarded' }),
  ],
  'docs/guides/command-line.md': [
    () => unreadable(),
    () => unreadable(''),
    () => unreadable("\n\nthrow new Error('out of order')"),
    () => unreadable('export const = 5'),
    () => unreadable('export default Promise.resolve({})'),
    () => unreadable('const CLICKY_SITE_ID = 5'),
    () => unreadable('await new Promise(() => {})'),
  ],
  'docs/guides/context-processors.md': [
    () => reported({ clicky_visitor: 'gold' }),
    () => reported({ clicky_timeout: Number.NaN }),
    () =>
      late({
        contextProcessors: [
          function slow() {
            return new Promise(() => {})
          },
        ],
      }),
    () => reported({ request: {} }, 'clicky', { contextProcessors: [(() => 5) as never] }),
  ],
  'docs/guides/consent.md': [
    () => toldOfChoice('yes'),
    () => toldOfChoice({ analytics: 'yes' }),
    () => toldOfChoice({ analytic: true }),
    () => late({ settings: { ANALYTICAL_CONSENT: 'required' }, consent: () => new Promise(() => {}) }),
    () => warned({ ANALYTICAL_CONSENT_MANAGER: 'klaro' }),
    () => warned({ ANALYTICAL_CONSENT: 'required', ANALYTICAL_CONSENT_NAMES: { analytics: 'statistics' } }),
    () => warned({ ANALYTICAL_CONSENT: 'required', ANALYTICAL_CONSENT_REGIONS: ['DE'] }),
    () =>
      refused({
        ANALYTICAL_CONSENT: 'required',
        ANALYTICAL_CONSENT_MANAGER: 'klaro',
        ANALYTICAL_CONSENT_NAMES: { clickyy: 'clicky' },
      }),
  ],
  'docs/guides/events-goals-splits.md': [
    () => reported({ analytical_goal: true }),
    () => reported({ analytical_split: 'b' }),
    () => reported({ analytical_events: 'x' }),
    () => thrown(() => view().event('')),
    () => thrown(() => view().event('rhyme posted', 4 as never)),
  ],
  'docs/guides/content-security-policy.md': [
    ...(
      [
        { 'script-src': ['self'] },
        { scriptSrc: [], 'script-src': [] },
        "default-src 'self'; default-src 'none'",
        { 'script-src': ['https://a.example;'] },
        { directives: { 'script-src': ["'self'"] } },
        { 'img-src': [undefined] },
        "Content-Security-Policy: default-src 'self'",
      ] as const
    ).map((policy) => () => thrown(() => createAnalytical({ settings: {} }).csp(policy as never))),
    () => toldOf({ OPTIMIZELY_PROJECT_ID: '1234567' }, 'island', "script-src 'strict-dynamic'"),
    () => toldOf({ CLICKY_SITE_ID }, 'island', "require-trusted-types-for 'script'"),
    () => toldOf({ CLICKY_SITE_ID }, 'inline', "require-trusted-types-for 'script'"),
    () => heard((onError) => createAnalytical({ settings: {}, onError }).pageView({ nonce: '"' })),
  ],
  'docs/guides/caching.md': [
    () => sharedPage({ user: jeff, nonce: 'bm9uY2U=' }),
    () =>
      sharedPage({ user: jeff }, { ANALYTICAL_SCRIPTS: 'island' }, { analytical_page: { title: 'Inbox of jeff' } }, 1),
    lateHeader,
    () => sharedPage({ user: jeff }, { ANALYTICAL_SHARED_CACHE: 'error' }),
    () => sharedPage({ static: true }, {}, { analytical_identity: 'jeff' }),
  ],
  'docs/guides/testing-your-site.md': [
    () => thrown(() => trackedBy('', 'cliky')),
    () => thrown(() => trackedBy('', 'ticker')),
    () => thrown(() => assertTracks(undefined as never, 'clicky')),
    () => thrown(() => assertTracksNothing(pageOfAnUnknownProvider())).replace(/\n.*/s, ''),
  ],
  'docs/guides/writing-a-provider.md': [
    () => thrown(() => js`load("${5}")`),
    () => thrown(() => url`https://${'static'}.example/`),
    () => thrown(() => html`<img src="${'x'}">`),
    brokenProvider,
  ],
}

const cases = Object.entries(said).flatMap(([path, all]) => all.map((say, index) => ({ path, say, number: index + 1 })))

test.each(cases)('$path names the error as it is, $number', async ({ path, say }) => {
  const message = await say()
  const page = pages().find((page) => page.path === path)
  expect(page?.text.replaceAll('\\|', '|')).toContain(`\`${message}\``)
})
