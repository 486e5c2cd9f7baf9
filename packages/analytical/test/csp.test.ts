import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
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
    ['takes text for a list', { 'img-src': "'self'  data:" }, { 'img-src': [self, 'data:', 'https://a.example'] }],
    ['adds nothing to an empty policy', {}, {}],
  ])('%s', (_, policy, expected) => {
    expect(csp(policy as Record<string, readonly string[]>)).toEqual(expected)
  })

  test('keeps functions', () => {
    const nonce = () => "'nonce-abc'"
    expect(csp({ scriptSrc: [self, nonce], imgSrc: [nonce] })).toMatchObject({
      scriptSrc: [self, nonce, 'https://a.example', 'https://b.example', 'https://c.example'],
      imgSrc: [nonce, 'https://a.example'],
    })
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

  test('the hashes go into a policy', () => {
    const hashes = analytical.csp()['script-src'] as string[]
    expect(analytical.csp({ scriptSrc: ["'strict-dynamic'"] })).toEqual({ scriptSrc: ["'strict-dynamic'", ...hashes] })
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
  ])('%j is refused, and its directive named', (policy, fault) => {
    expect(() => csp(policy as never)).toThrow(`The content security policy is malformed: ${fault}`)
  })
})
