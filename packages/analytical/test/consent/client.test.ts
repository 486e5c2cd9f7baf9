import { readTracking } from '@analytical/testing'
import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import type { Settings } from '../../src/settings/define-settings.ts'
import { scriptsOf } from '../page.ts'
import { encoded } from './cookieconsent.ts'
import { page } from './page.ts'

describe('the consent client', () => {
  const general = ['head_top', 'head_bottom', 'body_top', 'body_bottom'].map((position) => `analytical_${position}`)
  const clients = (html: string) => scriptsOf(html).filter(({ text }) => text.includes('kit.consent = '))

  test('is at most a kilobyte, in both modes', () => {
    for (const mode of ['inline', 'island'] as const) {
      const [client] = clients(page({ ANALYTICAL_SCRIPTS: mode }))
      expect(Buffer.byteLength(client?.text ?? '')).toBeLessThanOrEqual(1024)
    }
  })

  test('comes once, ahead of all tags, with the general tags', () => {
    const html = page({}, {}, general)
    expect(clients(html)).toHaveLength(1)
    expect(scriptsOf(html)[0]).toEqual(clients(html)[0])
  })

  test('comes with the first general tag that has anything to render', () => {
    const html = page({ FACEBOOK_PIXEL_ID: undefined }, {}, ['analytical_body_bottom'])
    expect(clients(html)).toHaveLength(1)
  })

  test('comes with a tag on its own, and is the same client then', () => {
    const html = page({})
    expect(clients(html)).toHaveLength(2)
    expect(readTracking(`${html}<script>analytical.consent({ analytics: 'granted' })</script>`).errors).toEqual([])
  })

  test.each<[what: string, settings: Settings, view: object]>([
    ['to a robot', {}, { request: { headers: { 'user-agent': 'Googlebot' } } }],
    [
      'where nothing but the necessary is on',
      { CLICKY_CATEGORY: 'necessary', FACEBOOK_PIXEL_CATEGORY: 'necessary' },
      {},
    ],
    ['where no consent is asked', { ANALYTICAL_CONSENT: 'off' }, {}],
  ])('does not come %s', (_, settings, view) => {
    expect(clients(page(settings, view, general))).toEqual([])
  })

  test.each<[what: string, settings: Settings, view: object]>([
    ['an internal address', { ANALYTICAL_INTERNAL_IPS: '10.0.0.1' }, { ip: '10.0.0.1' }],
    ['a visitor who sends Sec-GPC', { ANALYTICAL_GPC: 'all' }, { request: { headers: { 'sec-gpc': '1' } } }],
  ])('comes to %s, as the site calls it there too', (_, settings, view) => {
    expect(clients(page(settings, view, general))).toHaveLength(1)
  })

  test('comes with another general tag where the page lacks the first', () => {
    const settings = { GOOGLE_ANALYTICS_ID: 'G-ABCDE12345' }
    expect(clients(page(settings, {}, ['analytical_body_bottom']))).toHaveLength(1)
    expect(clients(page(settings, {}, ['analytical_head_top', 'analytical_body_bottom']))).toHaveLength(1)
    expect(clients(page(settings, {}, ['analytical_body_bottom', 'analytical_head_top']))).toHaveLength(2)
  })

  test('comes where everything is refused, so that the visitor can change it for the next page', () => {
    const html = page({}, { consent: false }, general)
    expect(scriptsOf(html)).toEqual(clients(html))
    const { globals } = readTracking(
      `${html}<script>analytical.consent({ analytics: 'granted' }); var kept = document.cookie</script>`,
    )
    expect(globals.kept).toBe('analytical_consent=functional=denied&analytics=granted&marketing=denied')
  })

  /** What a page tracks after its visitor was told of in it. */
  const after = (script: string, settings: Settings = {}, view: object = {}) =>
    readTracking(`${page(settings, view)}<script>${script}</script>`)

  test.each(['inline', 'island'] as const)('brings to life what is granted, and nothing else (%s)', (mode) => {
    const { globals, loads, errors } = after("analytical.consent({ analytics: 'granted' })", {
      ANALYTICAL_SCRIPTS: mode,
    })
    expect(errors).toEqual([])
    expect(loads).toEqual(['https://static.getclicky.com/js'])
    expect(globals.clicky_custom).toEqual({ session: { username: 'jeff' } })
    expect(globals).not.toHaveProperty('fbq')
  })

  test('does so once, whatever it is told again', () => {
    const { loads } = after(
      "for (var i = 0; i < 3; i++) { analytical.consent({ analytics: 'granted' }); analytical.consent({ analytics: 'denied' }); }",
    )
    expect(loads).toEqual(['https://static.getclicky.com/js'])
  })

  test('tells a vendor that is there of each change, and of nothing else', () => {
    const { globals } = after(
      'var count = []; analytical.told.push(function (state) { count.push(state.marketing) });' +
        "analytical.consent({ marketing: 'denied' }); analytical.consent({ marketing: 'denied' }); analytical.consent({ marketing: 'granted' })",
      {},
      { consent: true },
    )
    expect(globals.count).toEqual(['denied', 'granted'])
    const calls = (globals.fbq as { queue: unknown[][] }).queue.filter(([command]) => command === 'consent')
    expect(calls).toEqual([
      ['consent', 'grant'],
      ['consent', 'revoke'],
      ['consent', 'grant'],
    ])
  })

  test('refuses a category that is not asked for, and any other word', () => {
    const { globals, loads } = after(
      'var said = []; console.warn = function () { said.push([].slice.call(arguments)) };' +
        "analytical.consent({ analitics: 'granted', analytics: 'yes', marketing: null, functional: true })",
    )
    expect(globals.said).toEqual([['not asked:', 'analitics']])
    expect(loads).toEqual([])
    expect(globals.analytical).toMatchObject({
      state: { functional: 'pending', analytics: 'pending', marketing: 'pending' },
    })
  })

  test('keeps one vendor’s fault from the others', () => {
    const { loads } = after(
      "console.error = function () {}; analytical.told.unshift(function () { throw new Error('broken') }); analytical.consent({ analytics: 'granted' })",
    )
    expect(loads).toEqual(['https://static.getclicky.com/js'])
  })

  test('keeps the choice in a cookie, and finds it in a page that was made for everybody', () => {
    const { globals } = after(
      "analytical.consent({ analytics: 'granted', marketing: 'denied' }); var kept = document.cookie",
    )
    expect(globals.kept).toBe('analytical_consent=functional=pending&analytics=granted&marketing=denied')
    const cookie = `<script>document.cookie = ${JSON.stringify(globals.kept)}</script>`
    expect(readTracking(`${cookie}${page({})}`).globals.analytical).toMatchObject({
      state: { analytics: 'granted', marketing: 'denied' },
    })
  })

  test('finds no choice in a cookie whose name only ends alike', () => {
    const cookie = "<script>document.cookie = 'old_analytical_consent=analytics=granted'</script>"
    expect(readTracking(`${cookie}${page({})}`).globals.analytical).toMatchObject({ state: { analytics: 'pending' } })
  })

  test('keeps no cookie where the site keeps the choice', () => {
    const analytical = createAnalytical({
      settings: { CLICKY_SITE_ID: '1', ANALYTICAL_CONSENT: 'required' },
      consent: () => undefined,
    })
    const html = `${analytical.render('clicky')}<script>analytical.consent({ analytics: 'granted' }); var kept = document.cookie</script>`
    const { globals, loads } = readTracking(html)
    expect(globals.kept).toBe('')
    expect(loads).toEqual(['https://static.getclicky.com/js'])
  })

  test('tells a service with a switch of its own by that', () => {
    const settings: Settings = {
      ANALYTICAL_CONSENT_MANAGER: 'klaro',
      ANALYTICAL_CONSENT_NAMES: { marketing: 'ads', facebook_pixel: 'fb' },
    }
    const cookie = `klaro=${encoded({ ads: false, fb: true, clicky: false })}`
    const { globals } = after('', settings, { request: { headers: { cookie } } })
    expect((globals.fbq as { queue: unknown[][] }).queue[0]).toEqual(['consent', 'grant'])
  })
})
