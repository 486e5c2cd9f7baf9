import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import helmet from 'helmet'
import { describe, expect, test } from 'vitest'
import type { Policy } from '../src/csp.ts'
import { html, js, url } from '../src/markup/index.ts'
import type { AnyProvider } from '../src/provider.ts'
import { scriptsOf } from './page.ts'
import { probe, site } from './probe.ts'

const first = probe('first', {
  csp: () => ({ 'script-src': ['https://a.example', 'https://b.example'], 'img-src': ['https://a.example'] }),
})
const second = probe('second', {
  csp: () => ({
    'script-src': ['https://b.example', 'https://c.example'],
    'connect-src': ['https://c.example'],
    'frame-src': [],
  }),
})
const { csp } = site({ providers: [first, second] }).analytical
const nonce = () => "'nonce-abc'"

describe('csp()', () => {
  test('lists what the enabled providers need, each source once', () => {
    const needs = csp()
    expect(needs['script-src']).toEqual(['https://a.example', 'https://b.example', 'https://c.example'])
    expect(needs['img-src']).toEqual(['https://a.example'])
    expect(needs['connect-src']).toEqual(['https://c.example'])
  })

  test('lists nothing of a provider that is off', () => {
    const { analytical } = site({ providers: [first, second], settings: { SECOND_ID: null } })
    expect(JSON.stringify(analytical.csp())).not.toContain('c.example')
    const disabled = site({ providers: [first, second], settings: { ANALYTICAL_DISABLED: ['first', 'second'] } })
    expect(disabled.analytical.csp()).toEqual({})
  })

  test('takes what settings say', () => {
    const own = probe('own', { csp: ({ OWN_ID }) => ({ 'img-src': [`https://${OWN_ID}.example`] }) })
    expect(site({ providers: [own] }).analytical.csp()['img-src']).toEqual(['https://12345678.example'])
  })

  test('gives a list of its own each time', () => {
    ;(csp()['img-src'] as string[]).push('https://evil.example')
    expect(csp()['img-src']).toEqual(['https://a.example'])
  })
})

describe('csp(policy)', () => {
  const self = "'self'"

  test.each<[string, Record<string, never> | object, object]>([
    [
      'is merged into helmet’s spelling',
      { defaultSrc: [self], scriptSrc: [self, 'https://b.example'], imgSrc: [self] },
      {
        defaultSrc: [self],
        scriptSrc: [self, 'https://b.example', 'https://a.example', 'https://c.example'],
        imgSrc: [self, 'https://a.example'],
        connectSrc: [self, 'https://c.example'],
      },
    ],
    [
      'is merged into the browser’s spelling',
      { 'default-src': [self], 'script-src': [self], 'style-src': [self] },
      {
        'default-src': [self],
        'script-src': [self, 'https://a.example', 'https://b.example', 'https://c.example'],
        'style-src': [self],
        'img-src': [self, 'https://a.example'],
        'connect-src': [self, 'https://c.example'],
      },
    ],
    [
      'starts a directive that is missing from default-src',
      { 'default-src': [self, 'https://cdn.example'] },
      {
        'default-src': [self, 'https://cdn.example'],
        'script-src': [self, 'https://cdn.example', 'https://a.example', 'https://b.example', 'https://c.example'],
        'img-src': [self, 'https://cdn.example', 'https://a.example'],
        'connect-src': [self, 'https://cdn.example', 'https://c.example'],
      },
    ],
    [
      'takes none away',
      { defaultSrc: ["'none'"], imgSrc: ["'none'"] },
      {
        defaultSrc: ["'none'"],
        scriptSrc: ['https://a.example', 'https://b.example', 'https://c.example'],
        imgSrc: ['https://a.example'],
        connectSrc: ['https://c.example'],
      },
    ],
    ['leaves open what is open', { 'object-src': ["'none'"] }, { 'object-src': ["'none'"] }],
    ['leaves null as it is', { imgSrc: null, scriptSrc: null }, { imgSrc: null, scriptSrc: null }],
    [
      'takes none away however it is written, and leaves the one of what gets nothing',
      { 'img-src': ["'NONE'"], 'object-src': ["'none'"] },
      { 'img-src': ['https://a.example'], 'object-src': ["'none'"] },
    ],
    [
      'starts from a default-src that allows nothing, without its none',
      { 'default-src': ["'none'"], 'font-src': [self] },
      {
        'default-src': ["'none'"],
        'font-src': [self],
        'script-src': ['https://a.example', 'https://b.example', 'https://c.example'],
        'img-src': ['https://a.example'],
        'connect-src': ['https://c.example'],
      },
    ],
    [
      'lists nothing twice, the site’s own included',
      { 'default-src': [self, self], 'img-src': ['https://a.example data:', 'data:', 'https://a.example'] },
      {
        'default-src': [self, self],
        'script-src': [self, 'https://a.example', 'https://b.example', 'https://c.example'],
        'img-src': ['https://a.example', 'data:'],
        'connect-src': [self, 'https://c.example'],
      },
    ],
    [
      'keeps each directive’s own spelling',
      { 'img-src': [self], connectSrc: [self] },
      { 'img-src': [self, 'https://a.example'], connectSrc: [self, 'https://c.example'] },
    ],
    ['takes a set, as helmet does', { imgSrc: new Set([self]) }, { imgSrc: [self, 'https://a.example'] }],
    [
      'takes what helmet leaves out for missing',
      { defaultSrc: [self], scriptSrc: null, imgSrc: null, connectSrc: [] },
      {
        defaultSrc: [self],
        scriptSrc: [self, 'https://a.example', 'https://b.example', 'https://c.example'],
        imgSrc: [self, 'https://a.example'],
        connectSrc: ['https://c.example'],
      },
    ],
    ['takes text for a list', { 'img-src': "'self'  data:" }, { 'img-src': [self, 'data:', 'https://a.example'] }],
    ['adds nothing to an empty policy', {}, {}],
  ])('%s', (_, policy, expected) => {
    expect(csp(policy as Record<string, readonly string[]>)).toEqual(expected)
  })

  test('keeps functions', () => {
    expect(csp({ scriptSrc: [self, nonce], imgSrc: [nonce] })).toMatchObject({
      scriptSrc: [self, nonce, 'https://a.example', 'https://b.example', 'https://c.example'],
      imgSrc: [nonce, 'https://a.example'],
    })
    expect(csp({ defaultSrc: [nonce, nonce] })).toMatchObject({ imgSrc: [nonce, 'https://a.example'] })
  })

  test('changes nothing of what it is given', () => {
    const policy = Object.freeze({ defaultSrc: Object.freeze([self]), imgSrc: Object.freeze(["'none'"]) })
    csp(policy)
    expect(policy).toEqual({ defaultSrc: [self], imgSrc: ["'none'"] })
  })

  test('given its own result changes nothing more', () => {
    const once = csp({ defaultSrc: [self], scriptSrc: [self] })
    expect(csp(once)).toEqual(once)
  })
})

describe('in island mode', () => {
  const tag = {
    position: 'body_bottom',
    data: ({ variables }: { variables: object }) => variables,
    script: () => js`window.probe = data;`,
    load: () => [{ src: url`https://a.example/a.js` }],
    noscript: () => html`<img alt="" src="${url`https://a.example/a.gif`}">`,
  }
  const providers = [
    probe('probe', { tags: { probe: tag } } as Partial<AnyProvider>),
    probe('other', { tags: { other: { position: 'head_top', load: () => [{ src: url`https://b.example/b.js` }] } } }),
  ]
  const { analytical } = site({ providers, settings: { ANALYTICAL_SCRIPTS: 'island' } })
  const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`
  const executed = (page: string) =>
    scriptsOf(page).filter(({ attributes }) => attributes.type === undefined && !attributes.src)

  test('the policy has the hash of every script that goes out, whatever the data', () => {
    for (const colour of ['red', '</script>', 'žluť']) {
      const scripts = ['analytical_head_top', 'analytical_body_bottom'].flatMap((name) =>
        executed(analytical.render(name, { probe_colour: colour })),
      )
      expect(scripts).toHaveLength(2)
      expect([...(analytical.csp()['script-src'] ?? [])].sort()).toEqual(scripts.map(({ text }) => hashOf(text)).sort())
    }
  })

  test('no script has a nonce, even in a page with one', () => {
    const context = { analytical: analytical.pageView({ nonce: 'rAnd0m' }) }
    const scripts = scriptsOf(
      ['head_top', 'body_bottom'].map((at) => analytical.render(`analytical_${at}`, context)).join(''),
    )
    expect(scripts.map(({ attributes }) => attributes.nonce)).toEqual([undefined, undefined, undefined])
  })

  const hashes = analytical.csp()['script-src'] as string[]
  test.each<[string, Policy, object]>([
    ['the hashes go into a policy', { scriptSrc: ["'self'"] }, { scriptSrc: ["'self'", ...hashes] }],
    [
      "beside 'strict-dynamic' too, with the nonce for what else the site has",
      { 'script-src': ["'strict-dynamic'", nonce] },
      { 'script-src': ["'strict-dynamic'", nonce, ...hashes] },
    ],
    [
      "beside the 'unsafe-inline' for old browsers, which 'strict-dynamic' has switched off",
      { 'script-src': ["'strict-dynamic'", "'unsafe-inline'", 'https:'] },
      { 'script-src': ["'strict-dynamic'", "'unsafe-inline'", 'https:', ...hashes] },
    ],
  ])('%s', (_, policy, expected) => {
    expect(analytical.csp(policy)).toEqual(expected)
  })

  test('inline mode has none', () => {
    expect(site({ providers }).analytical.csp()['script-src'] ?? []).toEqual([])
  })
})

describe('what a browser takes in place of a directive stays allowed', () => {
  const framing = probe('framing', {
    csp: () => ({
      'frame-src': ['https://v.example'],
      'worker-src': ['https://v.example'],
      'script-src': ["'sha256-x'"],
    }),
  })
  const { csp } = site({ providers: [framing] }).analytical

  test.each<[string, Record<string, string[]>, Record<string, string[] | undefined>]>([
    [
      'child-src for frames and workers',
      { 'default-src': ["'self'"], 'child-src': ['https://pay.example'] },
      {
        'frame-src': ['https://pay.example', 'https://v.example'],
        'worker-src': ['https://pay.example', 'https://v.example'],
      },
    ],
    [
      'script-src for workers',
      { 'script-src': ['https://s.example'] },
      { 'worker-src': ['https://s.example', 'https://v.example'], 'frame-src': undefined },
    ],
    [
      'script-src-elem, which hides script-src',
      { 'script-src': ["'self'"], 'script-src-elem': ['https://e.example'] },
      { 'script-src-elem': ['https://e.example', "'sha256-x'"] },
    ],
    [
      "'unsafe-inline', which a hash would switch off",
      { 'script-src': ["'unsafe-inline'"] },
      { 'script-src': ["'unsafe-inline'"] },
    ],
    [
      "a nonce beside 'unsafe-inline', which has switched it off already",
      { 'script-src': ["'unsafe-inline'", "'nonce-a'"] },
      { 'script-src': ["'unsafe-inline'", "'nonce-a'", "'sha256-x'"] },
    ],
  ])('%s', (_, policy, expected) => {
    const merged = csp(policy)
    for (const [directive, sources] of Object.entries(expected)) expect(merged[directive]).toEqual(sources)
  })
})

describe('csp(header)', () => {
  test.each<[header: string, whole: string]>([
    [
      "default-src 'self'; img-src 'none'; upgrade-insecure-requests",
      "default-src 'self'; img-src https://a.example; upgrade-insecure-requests; script-src 'self' https://a.example https://b.example https://c.example; connect-src 'self' https://c.example",
    ],
    [
      " SCRIPT-SRC   'self' https://b.example ;; ",
      "script-src 'self' https://b.example https://a.example https://c.example",
    ],
    [
      "script-src 'nonce-abc' 'strict-dynamic' https://old.example",
      "script-src 'nonce-abc' 'strict-dynamic' https://old.example https://a.example https://b.example https://c.example",
    ],
    [
      "img-src 'self'; report-uri /csp?from=page; report-to csp",
      "img-src 'self' https://a.example; report-uri /csp?from=page; report-to csp",
    ],
    ['', ''],
  ])('adds to the text of a header: %j', (header, whole) => {
    expect(csp(header)).toBe(whole)
  })
})

describe('a policy that is malformed', () => {
  test.each<[policy: string | object, fault: string]>([
    ["default-src 'self'; default-src 'none'", 'default-src is there twice, of which a browser reads the first'],
    ["<b> 'self'", '"<b>" is no directive'],
    ['script-src self', "script-src has self without quotes: write 'self'"],
    [{ scriptSrc: ['nonce-abc'] }, "scriptSrc has nonce-abc without quotes: write 'nonce-abc'"],
    [{ imgSrc: ['https://a.example;'] }, 'imgSrc has "https://a.example;", in which ; or , ends the directive'],
    [{ scriptSrc: ["'self'"], 'script-src': ["'self'"] }, 'script-src and scriptSrc are one directive'],
    [{ 'script src': ["'self'"] }, '"script src" is no directive'],
    [{ scriptSrc: true }, `scriptSrc is no list of sources, like ["'self'"]`],
    [{ directives: { scriptSrc: ["'self'"] } }, `directives is no list of sources, like ["'self'"]`],
    [{ imgSrc: ["'self'", undefined] }, 'imgSrc has undefined among its sources'],
    [{ imgSrc: ['data: self'] }, "imgSrc has self without quotes: write 'self'"],
    [
      { imgSrc: ['self'], fontSrc: 5 },
      `imgSrc has self without quotes: write 'self'; fontSrc is no list of sources, like ["'self'"]`,
    ],
  ])('%j is refused, and its directive named', (policy, fault) => {
    expect(() => csp(policy as never)).toThrow(`The content security policy is malformed: ${fault}`)
  })
})

describe('in helmet', () => {
  test.each([
    { reportOnly: false, header: 'content-security-policy' },
    { reportOnly: true, header: 'content-security-policy-report-only' },
  ])('the policy goes out as $header', async ({ reportOnly, header }) => {
    const directives = csp({ defaultSrc: ["'none'"], scriptSrc: [nonce], reportUri: ['/csp'], reportTo: 'csp' })
    const protect = helmet.contentSecurityPolicy({ useDefaults: false, directives, reportOnly })
    const server = createServer((request, response) => protect(request, response, () => response.end()))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { headers } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    server.close()
    expect(headers.get(header)).toBe(
      "default-src 'none';script-src 'nonce-abc' https://a.example https://b.example https://c.example;report-uri /csp;report-to csp;img-src https://a.example;connect-src https://c.example",
    )
  })
})

describe('what cannot work under a policy is told', () => {
  const file = url`https://a.example/a.js`
  const loading = (name: string, blocking?: true) =>
    probe(name, {
      tags: { [name]: { position: 'head_top', load: () => [{ src: file, ...(blocking && { blocking }) }] } },
    })
  const ownCode = probe('own', {
    tags: { own: { position: 'head_top', script: () => js`window.file.src = ${file};` } },
  })
  const providers = [loading('plain'), loading('blocking', true), ownCode]

  function told(mode: string, ...policies: (Policy | string)[]): string[] {
    const { analytical, errors } = site({ providers, settings: { ANALYTICAL_SCRIPTS: mode } })
    for (const policy of policies) analytical.csp(policy as Policy)
    expect(errors.every(({ phase }) => phase === 'csp')).toBe(true)
    return errors.map(({ provider, message }) => {
      expect(message.toLowerCase()).toMatch(new RegExp(`^${provider} loads a file by `))
      return message.slice(0, message.indexOf(':'))
    })
  }
  const byElement = "Blocking loads a file by an element, which 'strict-dynamic' refuses without a nonce"
  const byCode = "loads a file by code, which require-trusted-types-for 'script' refuses"
  const waiting =
    "Plain loads a file by code where it waits, for consent or until the page is shown, which require-trusted-types-for 'script' refuses"
  const trustedTypes = { requireTrustedTypesFor: ["'script'"] }

  test.each<[mode: string, policy: Policy | string, told: string[]]>([
    ['island', { scriptSrc: ["'strict-dynamic'"] }, [byElement]],
    ['island', "default-src 'Strict-Dynamic' https:", [byElement]],
    ['island', { 'script-src': ["'nonce-abc'"], 'script-src-elem': ["'strict-dynamic'"] }, [byElement]],
    ['island', { scriptSrc: ["'strict-dynamic'", nonce] }, []],
    ['island', "script-src 'strict-dynamic' 'nonce-abc'", []],
    ['island', { scriptSrc: ["'self'"] }, []],
    ['inline', { scriptSrc: ["'strict-dynamic'"] }, []],
    ['island', trustedTypes, [`Plain ${byCode}`, `Own ${byCode}`]],
    ['inline', trustedTypes, [waiting, `Own ${byCode}`]],
    ['inline', "require-trusted-types-for 'script'; trusted-types theirs", [waiting, `Own ${byCode}`]],
    ['island', { ...trustedTypes, trustedTypes: ['theirs', 'default'] }, []],
  ])('%s, %j', (mode, policy, expected) => {
    expect(told(mode, policy)).toEqual(expected)
  })

  test('once, whatever other policies there are', () => {
    const policy = { scriptSrc: ["'strict-dynamic'"] }
    expect(told('island', policy, { imgSrc: ["'self'"] }, policy, "default-src 'strict-dynamic'")).toEqual([byElement])
  })

  test('of what is enabled only', () => {
    const { analytical, errors } = site({
      providers,
      settings: { ANALYTICAL_SCRIPTS: 'island', ANALYTICAL_DISABLED: ['blocking'] },
    })
    analytical.csp({ scriptSrc: ["'strict-dynamic'"] })
    expect(errors).toEqual([])
  })
})
