import { readTracking } from '@analytical/testing'
import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import type { Settings } from '../../src/settings/define-settings.ts'

describe('a consent mode', () => {
  const google = new Set(['google_analytics', 'google_ads', 'google_tag_manager'])
  const accounts = {
    GOOGLE_ANALYTICS_ID: 'G-ABCDE12345',
    GOOGLE_ADS_ID: 'AW-123456789',
    GOOGLE_TAG_MANAGER_CONTAINER_ID: 'GTM-ABC1234',
    ANALYTICAL_CONSENT: 'required',
  }
  const pageOf = (settings: Settings, view: object = {}, variables: object = {}) => {
    const analytical = createAnalytical({ settings: { ...accounts, ...settings } })
    const context = { ...variables, analytical: analytical.pageView({ user: { username: 'jeff' }, ...view }) }
    const html = ['head_top', 'head_bottom', 'body_top', 'body_bottom']
      .map((p) => analytical.render(`analytical_${p}`, context))
      .join('')
    return {
      html,
      actions: analytical
        .explain(context)
        .filter(({ provider }) => google.has(provider))
        .map(({ tag, action }) => [tag, action]),
      ...readTracking(html),
    }
  }
  const layerOf = ({ globals }: { globals: Readonly<Record<string, unknown>> }) =>
    Array.from(globals.dataLayer as unknown[][])

  test('that is basic holds, as all services are held', () => {
    for (const settings of [{}, { ANALYTICAL_CONSENT_MODE: 'basic' as const }]) {
      const { actions, loads, globals } = pageOf(settings)
      expect(new Set(actions.map(([, action]) => action))).toEqual(new Set(['hold']))
      expect(loads).toEqual([])
      expect(globals).not.toHaveProperty('dataLayer')
    }
  })

  test('that is advanced goes out with everything denied, ahead of all else of Google’s', () => {
    const read = pageOf({ ANALYTICAL_CONSENT_MODE: 'advanced' })
    expect(read.actions).toEqual([
      ['google_ads', 'render'],
      ['google_analytics', 'render'],
      ['google_tag_manager_head', 'render'],
      ['google_tag_manager_body', 'hold'],
    ])
    expect(read.frames).toEqual([])
    const [first, ...rest] = layerOf(read)
    expect(first).toEqual([
      'consent',
      'default',
      expect.objectContaining({
        ad_storage: 'denied',
        ad_user_data: 'denied',
        ad_personalization: 'denied',
        analytics_storage: 'denied',
        wait_for_update: 500,
      }),
    ])
    expect(rest.filter((entry) => entry[1] === 'default')).toEqual([])
  })

  test('that is advanced tells nobody’s name before the choice, and does after it', () => {
    const variables = {
      analytical_session: { username: 'jeff', plan: 'gold' },
      analytical_page: { title: 'All about jeff' },
      analytical_goal: 5,
    }
    const pending = pageOf({ ANALYTICAL_CONSENT_MODE: 'advanced' }, {}, variables)
    expect(pending.html).not.toMatch(/jeff|gold/)
    const granted = pageOf({ ANALYTICAL_CONSENT_MODE: 'advanced' }, { consent: true }, variables)
    expect(granted.html).toMatch(/"user_id":"jeff"/)
  })

  test('narrows the denial to regions', () => {
    const read = pageOf({ ANALYTICAL_CONSENT_MODE: 'advanced', ANALYTICAL_CONSENT_REGIONS: ['DE', 'US-CA'] })
    expect(layerOf(read).slice(0, 2)).toEqual([
      [
        'consent',
        'default',
        expect.objectContaining({ analytics_storage: 'denied', region: ['DE', 'US-CA'], wait_for_update: 500 }),
      ],
      ['consent', 'default', expect.objectContaining({ analytics_storage: 'granted', wait_for_update: 500 })],
    ])
    expect(layerOf(read)[1]?.[2]).not.toHaveProperty('region')
  })

  test('a choice counts in every region', () => {
    const settings: Settings = { ANALYTICAL_CONSENT_MODE: 'advanced', ANALYTICAL_CONSENT_REGIONS: ['DE'] }
    const read = pageOf(settings, { consent: { analytics: 'granted', marketing: 'pending', functional: 'denied' } })
    const defaults = layerOf(read)
      .filter((entry) => entry[1] === 'default')
      .map((entry) => entry[2])
    expect(defaults).toEqual([
      expect.objectContaining({
        analytics_storage: 'granted',
        ad_storage: 'denied',
        functionality_storage: 'denied',
        region: ['DE'],
      }),
      expect.objectContaining({ analytics_storage: 'granted', ad_storage: 'granted', functionality_storage: 'denied' }),
    ])
  })

  test('that is refused is absent', () => {
    const { html, loads, globals } = pageOf({ ANALYTICAL_CONSENT_MODE: 'advanced' }, { consent: false })
    expect(loads).toEqual([])
    expect(Object.keys(globals)).toEqual(['analytical'])
    expect(html).not.toContain('google')
  })
})
