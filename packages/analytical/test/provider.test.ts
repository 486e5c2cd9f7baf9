import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createAnalytical } from '../src/analytical.ts'
import { html, type Js, js, url } from '../src/markup/index.ts'
import { type AnyProvider, defineProvider, type Tag } from '../src/provider.ts'
import { setting } from '../src/settings/setting.ts'
import { elementsOf, scriptsOf } from './page.ts'
import { probe, site } from './probe.ts'

interface Browser {
  window: Window & { calls?: unknown[] }
}
const require = createRequire(import.meta.url)
const { JSDOM } = require('jsdom') as { JSDOM: new (page: string, options: object) => Browser }

/** A browser that runs the scripts of a page; its files do not load, unless a test says that one did. */
function browse(body: string) {
  const { window } = new JSDOM(`<!DOCTYPE html><body>${body}`, { runScripts: 'dangerously' })
  const { document } = window
  return {
    calls: () => JSON.parse(JSON.stringify(window.calls ?? [])),
    files: () => [...document.querySelectorAll<HTMLScriptElement>('script[src]')],
    shown() {
      document.dispatchEvent(new (window as unknown as { Event: typeof Event }).Event('prerenderingchange'))
    },
    loaded(address: string) {
      const file = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].find(({ src }) => src === address)
      if (file === undefined) throw new Error(`${address} is not in the page`)
      file.dispatchEvent(new (window as unknown as { Event: typeof Event }).Event('load'))
    },
  }
}

const call = (name: string) => js`(window.calls = window.calls || []).push([${name}, data]);`
const pageOf = (tag: Tag<never, never> | object, mode: 'inline' | 'island', context = {}) =>
  site({
    providers: [probe('probe', { tags: { probe: { position: 'body_bottom', ...tag } } } as Partial<AnyProvider>)],
    settings: { ANALYTICAL_SCRIPTS: mode },
  }).analytical.render('probe', context)

describe('defineProvider', () => {
  test('lists everything that breaks the contract', () => {
    const define = () =>
      defineProvider({
        ...probe('probe'),
        name: 'NotSnake',
        verified: 'yesterday',
        settings: { OTHER_ID: setting.digits('The account.', '1'), NOTSNAKE_KEY: z.string() },
        variables: { goal: z.string().meta({ description: 'A goal.', example: 'x' }), colour: z.string() },
        capabilities: { identity: true } as never,
        aliases: { settings: { OLD_ID: 'NONE' as never }, tags: { old: 'none' } },
        tags: { other: { position: 'head_top', noscript: () => html`<b>x</b>` } as never },
      })
    expect(define).toThrow(TypeError)
    const message = (() => {
      try {
        return define().name
      } catch (error) {
        return (error as Error).message
      }
    })()
    expect(message.split('\n  - ')).toEqual([
      'The provider NotSnake breaks the contract:',
      'name must be snake_case, like google_analytics (got "NotSnake")',
      'verified must be a date, like 2026-11-20 (got "yesterday")',
      'the setting OTHER_ID must start with NOTSNAKE_',
      'the setting NOTSNAKE_KEY must be described: setting.*, or .meta({ description, example }) last',
      'the variable goal is a word of the shared vocabulary',
      'the variable colour must be described: .meta({ description, example }) last',
      ...['session', 'goal', 'split', 'page', 'events'].map((word) => `capabilities must tell of ${word}`),
      'the tag other must be NotSnake or start with NotSnake_',
      'the tag other stands in the head, where noscript would end it',
      'the alias OLD_ID stands for NONE, which is no setting',
      'the alias old stands for none, which is no tag',
    ])
  })

  test('a description that zod’s own optional() lost is noticed', () => {
    const settings = { PROBE_ID: setting.digits('The account.', '1').optional() }
    expect(() => probe('probe', { settings })).toThrow(/PROBE_ID must be described/)
    expect(() =>
      probe('probe', { settings: { PROBE_ID: setting.optional(setting.digits('The account.', '1')) } }),
    ).not.toThrow()
  })

  test('a noscript in the head is an error in the editor too', () => {
    const noscript = () => html`<img alt="">`
    const inBody: Tag = { position: 'body_top', noscript }
    // @ts-expect-error: it would end the head.
    const inHead: Tag = { position: 'head_bottom', noscript }
    expect(() => probe('probe', { tags: { probe: inBody } })).not.toThrow()
    expect(() => probe('probe', { tags: { probe: inHead } })).toThrow(/stands in the head, where noscript would end it/)
  })

  test('what it returns cannot be changed', () => {
    expect(Object.isFrozen(probe('probe'))).toBe(true)
  })

  test.each<[string, Partial<Tag>]>([
    ['script', { script: () => js`function (` }],
    ['stub', { stub: () => js`}` }],
    ['consent', { consent: () => js`consent(` }],
    ['loaded', { load: () => [{ src: url`https://example.com/a.js` }], loaded: () => js`if (` }],
  ])('code of %s that is no JavaScript is an error at start, and names the tag', (_, tag) => {
    const broken = probe('broken', { tags: { broken: { position: 'body_bottom', ...tag } as Tag } })
    expect(() => createAnalytical({ settings: { BROKEN_ID: '1' }, providers: [broken] })).toThrow(
      /^The tag broken of Broken cannot be made: /,
    )
    expect(() => createAnalytical({ settings: {}, providers: [broken] })).not.toThrow()
  })

  test('a value where no expression can stand is an error at start, and names the tag', () => {
    const broken = probe('broken', {
      tags: {
        broken: {
          position: 'body_bottom',
          script: ({ BROKEN_ID }: { BROKEN_ID: string }): Js => js`f('${BROKEN_ID}')`,
        },
      },
    } as Partial<AnyProvider>)
    expect(() => createAnalytical({ settings: { BROKEN_ID: '1' }, providers: [broken] })).toThrow(
      /^The tag broken of Broken cannot be made: .*quoted string/,
    )
  })
})

describe('a provider’s variables', () => {
  const context = { probe_colour: 'red', probe_other: 1, probe_tag_manager_x: 2, other_x: 3 }
  const withRest = { rest: 'Anything else.' }

  test('are the declared ones only', () => {
    expect(site().seen(context).variables).toEqual({ colour: 'red' })
  })

  test('are the rest too where it asks for them, without those of a provider with a longer name', () => {
    const providers = [probe('probe', withRest), probe('probe_tag_manager', withRest)]
    const seen = site({ providers }).seenBy(context)
    expect(seen.probe?.variables).toEqual({ colour: 'red', other: 1 })
    expect(seen.probe_tag_manager?.variables).toEqual({ x: 2 })
  })

  test('are cut so whether or not the longer one is on, and whichever comes first', () => {
    const providers = [probe('probe_tag_manager', withRest), probe('probe', withRest)]
    const { analytical, seen } = site({ providers, settings: { PROBE_TAG_MANAGER_ID: null } })
    expect(analytical.enabled).toEqual(['probe'])
    expect(seen(context).variables).toEqual({ colour: 'red', other: 1 })
  })

  test('hold no word of the shared vocabulary, and no identity', () => {
    const { seen } = site({ providers: [probe('probe', withRest)] })
    const words = { probe_identity: 'alice', probe_goal: 5, probe_session: { a: 1 }, probe_x: 1 }
    expect(seen(words).variables).toEqual({ x: 1 })
  })

  test('hold a variable named __proto__ as data', () => {
    const { seen } = site({ providers: [probe('probe', withRest)] })
    const { variables } = seen(JSON.parse('{"probe___proto__":{"admin":true},"probe_x":1}'))
    expect(JSON.stringify(variables)).toBe('{"__proto__":{"admin":true},"x":1}')
    expect((variables as { admin?: boolean }).admin).toBeUndefined()
  })

  test('are own variables of the page: what it inherits is none', () => {
    const { seen } = site({ providers: [probe('probe', withRest)] })
    expect(seen(Object.create({ probe_colour: 'red', probe_x: 1, analytical_goal: 5 }))).toEqual({
      variables: {},
      user: {},
      events: [],
      consent: {},
    })
  })

  test('that are undefined are not set, and null is a value', () => {
    const { seen } = site({ providers: [probe('probe', withRest)] })
    expect(seen({ probe_colour: undefined, probe_x: undefined, probe_y: null }).variables).toEqual({ y: null })
  })

  test('come under an alias too', () => {
    const aliases = {
      variables: { old_probe_colour: 'colour', old_probe_identity: 'identity', old_probe_goal: 'goal' },
    }
    const { seen } = site({ providers: [probe('probe', { aliases })] })
    expect(seen({ old_probe_colour: 'blue', old_probe_identity: 'alice', old_probe_goal: 5 })).toMatchObject({
      variables: { colour: 'blue' },
      identity: 'alice',
      goal: { id: 5 },
    })
    expect(seen({ old_probe_colour: 'blue', probe_colour: 'red' }).variables).toEqual({ colour: 'red' })
  })
})

describe.each(['inline', 'island'] as const)('a page that a browser runs ahead of a click, in %s mode', (mode) => {
  const tag = {
    data: () => ({ x: 1 }),
    stub: () => js`window.calls = ["stub"];`,
    script: () => call('script'),
    load: () => [{ src: url`https://example.com/a.js` }, { src: url`https://example.com/b.js`, blocking: true }],
  }
  const request = (purpose: string) => ({ request: { headers: { 'sec-purpose': purpose } } })
  const prerendered = (html: string) =>
    browse(
      `<script>Object.defineProperty(document, "prerendering", { value: true, configurable: true });</script>${html}`,
    )

  test('does nothing until it is shown, then all of it, once', () => {
    const page = prerendered(pageOf(tag, mode, request('prefetch;prerender')))
    expect(page.calls()).toEqual([])
    expect(page.files()).toEqual([])
    page.shown()
    page.shown()
    expect(page.calls()).toEqual(['stub', ['script', { x: 1 }]])
    expect(
      page
        .files()
        .map(({ src }) => src)
        .sort(),
    ).toEqual(['https://example.com/a.js', 'https://example.com/b.js'])
  })

  test('gives the file it inserts the nonce of the script', () => {
    const html = pageOf(tag, mode, { analytical: undefined, ...request('prefetch;prerender') })
    expect(html).toContain('file.nonce = nonce')
  })

  test('is as any other where it is only fetched ahead', () => {
    const ahead = pageOf(tag, mode, request('prefetch'))
    expect(ahead).toBe(pageOf(tag, mode))
    expect(browse(ahead).calls()).toEqual(['stub', ['script', { x: 1 }]])
  })

  test('runs at once in a browser that asked to run it ahead, and shows it already', () => {
    const page = browse(pageOf(tag, mode, request('prefetch;prerender')))
    expect(page.calls()).toEqual(['stub', ['script', { x: 1 }]])
  })
})

describe.each(['inline', 'island'] as const)('a tag in %s mode', (mode) => {
  const a = 'https://example.com/a.js'
  const b = 'https://example.com/b.js'

  test('runs its script with the data', () => {
    const page = browse(pageOf({ data: () => ({ a: '</script>' }), script: () => call('script') }, mode))
    expect(page.calls()).toEqual([['script', { a: '</script>' }]])
  })

  test('runs a script without data', () => {
    const page = browse(pageOf({ script: () => js`window.calls = ["constant"];` }, mode))
    expect(page.calls()).toEqual(['constant'])
  })

  test.each<[string, unknown]>([
    ['false', false],
    ['zero', 0],
    ['empty text', ''],
  ])('runs its script with data that is %s', (_, data) => {
    const page = browse(pageOf({ data: () => data, script: () => call('script') }, mode))
    expect(page.calls()).toEqual([['script', data]])
  })

  test.each([undefined, null])('sends only its files where the data is %s', (data) => {
    const tag = {
      data: () => data,
      script: () => call('script'),
      load: () => [{ src: url`https://example.com/a.js` }],
    }
    const page = browse(pageOf(tag, mode))
    expect(page.calls()).toEqual([])
    expect(page.files().map(({ src }) => src)).toEqual([a])
  })

  test.each<[string, unknown]>([
    ['with data', { x: 1 }],
    ['without', undefined],
  ])('runs its stub first, and whatever the data is: %s', (_, data) => {
    const stub = () => js`window.calls = ["stub"];`
    const page = browse(pageOf({ data: () => data, stub, script: () => call('script') }, mode))
    expect(page.calls()).toEqual(data === undefined ? ['stub'] : ['stub', ['script', data]])
  })

  test('runs a stub that has no script beside it', () => {
    expect(browse(pageOf({ stub: () => js`window.calls = ["stub"];` }, mode)).calls()).toEqual(['stub'])
  })

  test('loads a file asynchronously, and one that says so deferred', () => {
    const load = () => [{ src: url`https://example.com/a.js` }, { src: url`https://example.com/b.js`, defer: true }]
    const files = browse(pageOf({ load }, mode)).files()
    expect(files.map(({ src }) => src)).toEqual([a, b])
    // jsdom knows the attribute, and not the property that stands for it.
    expect(files.map((file) => file.async ?? file.hasAttribute('async'))).toEqual([true, false])
    if (mode === 'inline') expect(files.map((file) => file.defer)).toEqual([false, true])
  })

  test('gives a file its attributes', () => {
    const attributes = { id: 'loader', 'data-x': '"><img src=x onerror=alert(1)>' }
    const [file] = browse(
      pageOf({ load: () => [{ src: url`https://example.com/a.js?a=1&b=2`, attributes }] }, mode),
    ).files()
    expect(file?.src).toBe('https://example.com/a.js?a=1&b=2')
    expect(file?.id).toBe('loader')
    expect(file?.getAttribute('data-x')).toBe(attributes['data-x'])
  })

  test('a blocking file is an element of the page, without async, after the script', () => {
    const tag = { script: () => js`f();`, load: () => [{ src: url`https://example.com/a.js`, blocking: true }] }
    const html = pageOf(tag, mode)
    const scripts = scriptsOf(html)
    expect(scripts.map(({ attributes }) => attributes.src)).toEqual([undefined, a])
    expect(scripts[1]?.attributes).toEqual({ src: a })
  })

  test('runs loaded with the same data, once every file has loaded', () => {
    const load = () => [{ src: url`https://example.com/a.js` }, { src: url`https://example.com/b.js`, defer: true }]
    const page = browse(
      pageOf({ data: () => ({ x: 1 }), script: () => call('script'), load, loaded: () => call('loaded') }, mode),
    )
    expect(page.calls()).toEqual([['script', { x: 1 }]])
    page.loaded(b)
    expect(page.calls()).toEqual([['script', { x: 1 }]])
    page.loaded(a)
    expect(page.calls()).toEqual([
      ['script', { x: 1 }],
      ['loaded', { x: 1 }],
    ])
    page.loaded(a)
    expect(page.calls()).toHaveLength(2)
  })

  test('waits with loaded for a blocking file as well', () => {
    const load = () => [{ src: url`https://example.com/a.js`, blocking: true }, { src: url`https://example.com/b.js` }]
    const page = browse(pageOf({ data: () => 1, load, loaded: () => call('loaded') }, mode))
    page.loaded(b)
    expect(page.calls()).toEqual([])
    page.loaded(a)
    expect(page.calls()).toEqual([['loaded', 1]])
  })

  test('puts its noscript after its scripts', () => {
    const tag = { script: () => js`f();`, noscript: () => html`<img alt="" src="${url`https://example.com/a.gif`}">` }
    const names = elementsOf(pageOf(tag, mode)).map(({ name }) => name)
    expect(names).toEqual(['script', 'noscript', 'img'])
  })

  test('puts the nonce on every script that needs one', () => {
    const analytical = createAnalytical({
      settings: { PROBE_ID: '1', ANALYTICAL_SCRIPTS: mode },
      providers: [
        probe('probe', {
          tags: {
            probe: {
              position: 'body_bottom',
              data: () => 1,
              script: () => call('script'),
              load: () => [
                { src: url`https://example.com/a.js`, blocking: true },
                { src: url`https://example.com/b.js` },
              ],
            },
          },
        }),
      ],
    })
    const context = { analytical: analytical.pageView({ nonce: 'rAnd0m+/=' }) }
    const nonces = scriptsOf(analytical.render('probe', context)).map(({ attributes }) => attributes.nonce)
    expect(nonces).toEqual(mode === 'inline' ? Array(3).fill('rAnd0m+/=') : [undefined, undefined, 'rAnd0m+/='])
  })

  test('is constant beside its data', () => {
    const html = (data: unknown) => pageOf({ data: () => data, script: () => call('script') }, mode)
    expect(html({ x: 'one' }).replace('one', 'two')).toBe(html({ x: 'two' }))
  })
})
