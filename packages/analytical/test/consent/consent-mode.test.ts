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
    Array.from(globals.dataLayer as unknown[][]).filter(Array.isArray)

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

  const consents = (read: ReturnType<typeof pageOf>) => layerOf(read).filter(([command]) => command === 'consent')
  const kinds = (read: ReturnType<typeof pageOf>) => consents(read).map(([, kind]) => kind)

  test('is told once for all tags of a data layer', () => {
    const settings: Settings = { ANALYTICAL_CONSENT_MODE: 'advanced' }
    expect(kinds(pageOf(settings))).toEqual(['default'])
    expect(kinds(pageOf({ ...settings, ANALYTICAL_CONSENT_REGIONS: 'DE' }))).toEqual(['default', 'default'])
    expect(kinds(pageOf({}, { consent: true }))).toEqual(['default'])
    const inGermany: Settings = { ...settings, ANALYTICAL_CONSENT_REGIONS: 'DE' }
    expect(kinds(pageOf(inGermany, { consent: true }))).toEqual(['default'])
    const { html } = pageOf(settings)
    const script =
      '<script>analytical.consent({ analytics: "granted" }); analytical.consent({ marketing: "granted" })</script>'
    const { dataLayer } = readTracking(html + script).globals as { dataLayer: unknown[][] }
    const updates = Array.from(dataLayer)
      .filter(Array.isArray)
      .filter(([command, kind]) => command === 'consent' && kind === 'update')
      .map((entry) => entry[2])
    expect(updates).toEqual([
      expect.objectContaining({ analytics_storage: 'granted', ad_storage: 'denied' }),
      expect.objectContaining({ analytics_storage: 'granted', ad_storage: 'granted' }),
    ])
  })

  test('has for each category what its own switch grants, and nothing that one of Google’s services may not', () => {
    const cookie = (choice: object) => ({
      request: { headers: { cookie: `klaro=${encodeURIComponent(JSON.stringify(choice))}` } },
    })
    const all = { google_analytics: true, google_ads: true, google_tag_manager: true }
    const klaro: Settings = { ANALYTICAL_CONSENT_MANAGER: 'klaro' }
    expect(consents(pageOf(klaro, cookie(all))).at(-1)?.[2]).toMatchObject({
      analytics_storage: 'granted',
      ad_storage: 'granted',
    })
    const named: Settings = {
      ANALYTICAL_CONSENT_MANAGER: 'klaro',
      ANALYTICAL_CONSENT_MODE: 'advanced',
      ANALYTICAL_CONSENT_NAMES: { analytics: 'statistics', marketing: 'ads', google_analytics: 'ga' },
    }
    const read = pageOf(named, cookie({ statistics: true, ads: true, ga: true }))
    expect(kinds(read)).toEqual(['default'])
    expect(
      layerOf(pageOf(named, { consent: { analytics: 'granted', marketing: 'granted', google_analytics: 'pending' } }))
        .filter(([command]) => command === 'consent')
        .at(-1)?.[2],
    ).toMatchObject({ analytics_storage: 'denied', ad_storage: 'granted' })
  })

  test('comes first where one of Google’s services is necessary here, too', () => {
    const read = pageOf({ ANALYTICAL_CONSENT_MODE: 'advanced', GOOGLE_ANALYTICS_CATEGORY: 'necessary' })
    expect(layerOf(read)[0]?.slice(0, 2)).toEqual(['consent', 'default'])
    expect(kinds(read)).toEqual(['default'])
  })

  test('tells nobody’s name by a provider’s own variables either', () => {
    const variables = {
      google_analytics_config: { user_id: 'secret' },
      google_analytics_user_properties: { plan: 'secret' },
      google_ads_conversion: { transaction_id: 'secret' },
      google_tag_manager_data_layer: { user_id: 'secret' },
    }
    const view = { user: { username: 'jeff' } }
    expect(pageOf({ ANALYTICAL_CONSENT_MODE: 'advanced' }, view, variables).html).not.toContain('secret')
    expect(pageOf({ ANALYTICAL_CONSENT_MODE: 'advanced' }, { ...view, consent: true }, variables).html).toContain(
      'secret',
    )
  })

  test('tells no event of the way to the page before the choice', () => {
    const analytical = createAnalytical({ settings: { ...accounts, ANALYTICAL_CONSENT_MODE: 'advanced' } })
    const view = analytical.pageView().event('signed up', { by: 'mail' })
    expect(analytical.render('google_analytics', { analytical: view })).not.toContain('signed_up')
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
