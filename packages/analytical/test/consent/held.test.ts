import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { elementsOf, scriptsOf } from '../page.ts'
import { page } from './page.ts'

const isHeld = ({ attributes }: { attributes: Readonly<Record<string, string>> }) => attributes.type === 'text/plain'

describe('what is held', () => {
  test.each<[manager: string | undefined, names: Record<string, string> | undefined, attributes: readonly object[]]>([
    [undefined, undefined, [{ 'data-analytical': 'analytics' }, { 'data-analytical': 'marketing' }]],
    ['cookieconsent', undefined, [{ 'data-category': 'analytics' }, { 'data-category': 'marketing' }]],
    [
      'cookieconsent',
      { marketing: 'ads', clicky: 'clicks' },
      [{ 'data-category': 'clicks' }, { 'data-category': 'ads' }],
    ],
    [
      'klaro',
      { clicky: 'clicky-tracking' },
      [
        { 'data-type': 'application/javascript', 'data-name': 'clicky-tracking' },
        { 'data-type': 'application/javascript', 'data-name': 'facebook_pixel' },
      ],
    ],
    [
      'tarteaucitron',
      undefined,
      [{ 'data-tarteaucitron': 'clicky_analytical' }, { 'data-tarteaucitron': 'facebook_pixel_analytical' }],
    ],
    ['cookiebot', undefined, [{ 'data-cookieconsent': 'statistics' }, { 'data-cookieconsent': 'marketing' }]],
    ['onetrust', undefined, [{ class: 'optanon-category-C0002' }, { class: 'optanon-category-C0004' }]],
  ])('has the attributes of %s, named %j', (manager, names, attributes) => {
    for (const mode of ['inline', 'island'] as const) {
      const html = page({
        ANALYTICAL_SCRIPTS: mode,
        ...(manager && { ANALYTICAL_CONSENT_MANAGER: manager }),
        ...(names && { ANALYTICAL_CONSENT_NAMES: names }),
      })
      const nonce = mode === 'inline' ? { nonce: 'bm9uY2U=' } : {}
      const found = scriptsOf(html)
        .filter(isHeld)
        .map((script) => script.attributes)
      expect(found).toEqual(attributes.map((some) => ({ type: 'text/plain', ...some, ...nonce })))
    }
  })

  test('is no element of a vendor’s, nor any image for where scripting is off', () => {
    const html = page({})
    expect(
      elementsOf(html).filter(({ name, attributes }) => name !== 'script' || attributes.src !== undefined),
    ).toEqual([])
    expect(elementsOf(page({}, { consent: true })).map(({ name }) => name)).toContain('noscript')
  })

  test('is not what refused consent leaves out', () => {
    const html = page({}, { consent: { analytics: 'granted', marketing: 'denied' } })
    expect(html).toContain('static.getclicky.com')
    expect(html).not.toContain('facebook')
  })

  test('has its text under the policy by hash', () => {
    const settings = { CLICKY_SITE_ID: '1', ANALYTICAL_CONSENT: 'required', ANALYTICAL_SCRIPTS: 'island' }
    const { 'script-src': sources } = createAnalytical({ settings }).csp()
    expect(sources).toEqual(expect.arrayContaining([expect.stringMatching(/^'sha256-/)]))
    const hashes = (sources as string[]).filter((source) => source.startsWith("'sha256-"))
    expect(hashes).toHaveLength(3)
  })
})
