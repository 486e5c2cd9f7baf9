import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExperimentsOption } from '../../src/index.ts'
import { home, rhymeSite, tableOf } from './rhyme-site.ts'

let folder: string
let databases = 0
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'visits-experiments-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A site whose visitors all get what is not the control. */
function loudSite(experiments: Partial<ExperimentsOption> = {}, onError?: (error: Error) => unknown) {
  const running = { home: { ...home, weights: [0, 1] } }
  const database = { file: join(folder, `${++databases}.sqlite`) }
  return rhymeSite({ database, experiments: { running, ...experiments }, ...(onError && { onError }) })
}

describe('a variant is shown', () => {
  test('not to robots, ahead of a click, or to who has no id: they get the control and are not counted', async () => {
    const { visits, get, sessions } = await loudSite()
    const asked: [browser: string | undefined, headers: Record<string, string>][] = [
      ['ann', { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' }],
      ['ann', { 'user-agent': '' }],
      ['ann', { 'sec-purpose': 'prefetch;prerender' }],
      [undefined, {}],
    ]
    for (const [browser, headers] of asked) expect(await get('/', browser, headers)).toBe('quiet')
    expect(sessions.get('ann')).toEqual({})
    expect((await tableOf(visits)).map(([, units]) => units)).toEqual([0, 0])
  })

  test('not to who sends too much: the control, uncounted', async () => {
    const { visits } = await loudSite({}, () => {})
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0'
    const asked = () => ({
      httpVersion: '1.1',
      method: 'GET',
      url: '/',
      headers: { 'user-agent': userAgent },
      socket: { remoteAddress: '192.0.2.7' },
      session: {},
    })
    const variantAfterLimit = async () => {
      const request = asked()
      await visits.limit(request, 'pages', { points: 1, seconds: 60 })
      return [visits.variant('home', request), request.session]
    }
    expect(await variantAfterLimit()).toEqual(['loud', { visits: expect.anything() }])
    expect(await variantAfterLimit()).toEqual(['quiet', {}])
  })

  test('to a signed-in user of a site that has neither sessions nor ids', async () => {
    const { visits, get, sessions } = await loudSite({ session: () => undefined })
    sessions.set('ann', { user: 'ann' })
    expect(await get('/', 'ann')).toBe('loud')
    expect(await tableOf(visits)).toEqual([
      ['quiet', 0, 0],
      ['loud', 1, 0],
    ])
  })

  test('by its address where that is allowed, and is not counted nor told to the tags', async () => {
    const preview = (request: { headers: Record<string, unknown> }) => request.headers['x-editor'] === 'yes'
    const { site, visits, get, sessions } = await loudSite({ preview })
    expect(await get('/?variant_home=quiet', 'ann')).toBe('loud')
    expect(await get('/?variant_home=quiet', 'bea', { 'x-editor': 'yes' })).toBe('quiet')
    expect(await get('/?variant_home=%00shrill', 'bea', { 'x-editor': 'yes' })).toBe('loud')
    expect(sessions.get('bea')).toMatchObject({ visits: { variants: { home: 'loud' } } })
    expect(await splitIn(site, '/?variant_home=loud', 'cleo', { 'x-editor': 'yes' })).toBeNull()
    expect(await tableOf(visits)).toEqual([
      ['quiet', 0, 0],
      ['loud', 2, 0],
    ])
  })

  test('with nothing but an id and the variants in the session', async () => {
    const { get, sessions } = await loudSite()
    await get('/', 'ann')
    const id = expect.stringMatching(/^[\da-f-]{36}$/)
    expect(sessions.get('ann')).toEqual({ visits: { id, variants: { home: 'loud' } } })
  })

  test.each<[string, Partial<ExperimentsOption>, string]>([
    [
      'throws',
      {
        session: () => {
          throw new Error('no session today')
        },
      },
      'no session today',
    ],
    ['promises', { session: () => Promise.resolve({}) }, 'experiments.session must answer at once'],
    ['is frozen', { session: () => Object.freeze({}) }, 'not extensible'],
    ['has a text there', { session: () => Object.freeze({ visits: 'x' }) }, 'read only'],
  ])('as the control where the session %s, and that is reported', async (_, experiments, message) => {
    const errors: string[] = []
    const { get } = await loudSite(experiments, (error) => errors.push(error.message))
    expect(await get('/', 'ann')).toBe('quiet')
    expect(errors).toContainEqual(expect.stringContaining(message))
  })

  test('of no experiment that does not run: that is reported, and throws nothing', async () => {
    const errors: string[] = []
    const { visits } = await loudSite({}, (error) => errors.push(error.message))
    const request = { httpVersion: '1.1', headers: {}, url: '/' }
    expect(visits.variant('\u0000hom\ud800'.padEnd(5_000, 'e'), request)).toBeUndefined()
    expect(visits.variant('__proto__', request)).toBeUndefined()
    expect(visits.variant('home', undefined)).toBeUndefined()
    expect(visits.contextProcessor(undefined)).toBeUndefined()
    expect(errors).toEqual([
      expect.stringMatching(/^there is no experiment "�hom�e{10,60}": there are home$/),
      'there is no experiment "__proto__": there are home',
      "variants are chosen for a request, like visits.variant('home', request)",
    ])
    await expect(visits.results('toString')).rejects.toThrow('there is no experiment "toString": there are home')
  })
})

async function splitIn(
  site: Awaited<ReturnType<typeof loudSite>>['site'],
  path: string,
  browser: string,
  more: Record<string, string> = {},
) {
  const response = await fetch(`http://127.0.0.1:${site.port}${path}`, {
    headers: { 'user-agent': 'Mozilla/5.0 Firefox/133.0', cookie: `visitor=${browser}`, ...more },
  })
  return JSON.parse(decodeURIComponent(response.headers.get('x-split') ?? ''))
}

describe('the tags are told', () => {
  test('of the variant, on the pages of the experiment', async () => {
    const { site } = await loudSite()
    expect(await splitIn(site, '/?page=2', 'ann')).toEqual({ analytical_split: { name: 'home', version: 'loud' } })
    expect(await splitIn(site, '/elsewhere', 'ann')).toBeNull()
  })

  test('of two experiments on one page together, and both are counted', async () => {
    const prices = { variants: ['high', 'low'], goal: 'rhyme posted', weights: [0, 1] }
    const running = { home: { ...home, weights: [0, 1] }, prices }
    const { site, visits } = await loudSite({ running })
    expect(await splitIn(site, '/', 'ann')).toEqual({
      analytical_split: { name: 'home + prices', version: 'loud + low' },
    })
    expect((await tableOf(visits, 'prices')).map(([, units]) => units)).toEqual([0, 1])
    expect((await tableOf(visits)).map(([, units]) => units)).toEqual([0, 1])
  })
})

describe('a page that shows a variant', () => {
  test('is kept from shared caches, for robots too', async () => {
    const errors: string[] = []
    const { site } = await loudSite({}, (error) => errors.push(error.message))
    for (const [path, cacheControl] of [
      ['/', 'private'],
      ['/public', 'private, max-age=60'],
      ['/elsewhere', null],
    ]) {
      for (const agent of ['Mozilla/5.0 Firefox/133.0', 'Googlebot/2.1']) {
        const { headers } = await fetch(`http://127.0.0.1:${site.port}${path}`, { headers: { 'user-agent': agent } })
        expect(headers.get('cache-control')).toBe(cacheControl)
      }
    }
    const said =
      'Cache-Control: public, max-age=60 was set for a page that differs from visitor to visitor: the response is private'
    expect(errors).toEqual([said, said])
  })
})
