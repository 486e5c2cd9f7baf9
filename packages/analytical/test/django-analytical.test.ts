import { describe, expect, test, vi } from 'vitest'
import { createAnalytical } from '../src/analytical.ts'

/** Every setting that django-analytical 3.2 reads, as a file that is copied from there has them; `living` has the addresses. */
const copied = {
  ANALYTICAL_AUTO_IDENTIFY: true,
  ANALYTICAL_DOMAIN: 'example.com',
  CHARTBEAT_USER_ID: '12345',
  CHARTBEAT_AUTO_DOMAIN: false,
  CLICKMAP_TRACKER_ID: '12345ABC',
  CLICKY_SITE_ID: '12345678',
  CRAZY_EGG_ACCOUNT_NUMBER: '12345678',
  FACEBOOK_PIXEL_ID: '1234567890123456',
  GAUGES_SITE_ID: '4e8fa5ab613f5d1f6e000001',
  GOOGLE_ANALYTICS_PROPERTY_ID: 'UA-123456-7',
  GOOGLE_ANALYTICS_TRACKING_STYLE: 2,
  GOOGLE_ANALYTICS_DOMAIN: 'example.com',
  GOOGLE_ANALYTICS_DISPLAY_ADVERTISING: true,
  GOOGLE_ANALYTICS_SITE_SPEED: true,
  GOOGLE_ANALYTICS_ANONYMIZE_IP: true,
  GOOGLE_ANALYTICS_SAMPLE_RATE: 10,
  GOOGLE_ANALYTICS_SITE_SPEED_SAMPLE_RATE: '100.00',
  GOOGLE_ANALYTICS_SESSION_COOKIE_TIMEOUT: 3_600_000,
  GOOGLE_ANALYTICS_VISITOR_COOKIE_TIMEOUT: '3600000',
  GOOGLE_ANALYTICS_JS_PROPERTY_ID: 'UA-123456-8',
  GOOGLE_ANALYTICS_JS_SOURCE: 'https://www.example.com/analytics.js',
  GOOGLE_ANALYTICS_COOKIE_EXPIRATION: 3_600_000,
  GOOGLE_ANALYTICS_GTAG_PROPERTY_ID: 'G-ABCDE12345',
  GOSQUARED_SITE_TOKEN: 'GSN-123456-A',
  HEAP_TRACKER_ID: '123456789',
  HOTJAR_SITE_ID: '1234567',
  HUBSPOT_PORTAL_ID: '1234567',
  INTERCOM_APP_ID: 'tx2p130c',
  INTERCOM_HMAC_SECRET_KEY: 'PD9waWc8hTn8MxLyKpTlQ0aH2cJ5rZ7s',
  KISS_INSIGHTS_ACCOUNT_NUMBER: '12345',
  KISS_INSIGHTS_SITE_CODE: 'abc',
  KISS_METRICS_API_KEY: '0123456789abcdef0123456789abcdef01234567',
  LUCKYORANGE_SITE_ID: '123456',
  MATOMO_DOMAIN_PATH: 'my.matomo.example.com/path',
  MATOMO_SITE_ID: '345',
  MATOMO_DISABLE_COOKIES: true,
  MIXPANEL_API_TOKEN: '0123456789abcdef0123456789abcdef',
  OLARK_SITE_ID: '1234-567-89-0123',
  OPTIMIZELY_ACCOUNT_NUMBER: '1234567',
  PERFORMABLE_API_KEY: '123ABC',
  PERFORMABLE_INTERNAL_IPS: ['10.0.0.1'],
  RATING_MAILRU_COUNTER_ID: '1234567',
  SNAPENGAGE_WIDGET_ID: 'ec329c69-0bf0-4db8-9b77-3f8150fb977e',
  SNAPENGAGE_DOMAIN: 'example.com',
  SNAPENGAGE_SECURE_CONNECTION: true,
  SNAPENGAGE_READONLY_EMAIL: true,
  SNAPENGAGE_LOCALE: 'fr_CA',
  SNAPENGAGE_FORM_POSITION: 'tl',
  SNAPENGAGE_FORM_TOP_POSITION: 40,
  SNAPENGAGE_SHOW_OFFLINE: false,
  SNAPENGAGE_SCREENSHOTS: false,
  SNAPENGAGE_OFFLINE_SCREENSHOTS: false,
  SNAPENGAGE_SOUNDS: false,
  SNAPENGAGE_BUTTON_EFFECT: '-4px',
  SNAPENGAGE_BUTTON: 2,
  SNAPENGAGE_BUTTON_LOCATION: 1,
  SNAPENGAGE_BUTTON_LOCATION_OFFSET: '55%',
  SPRING_METRICS_TRACKING_ID: '12345678',
  SPRING_METRICS_INTERNAL_IPS: ['10.0.0.1'],
  USERVOICE_WIDGET_KEY: 'abcdefGHIJKLmnopQRST',
  USERVOICE_WIDGET_OPTIONS: { mode: 'contact', contact_title: 'Write to us' },
  USERVOICE_ADD_TRIGGER: true,
  WOOPRA_DOMAIN: 'example.com',
  WOOPRA_IDLE_TIMEOUT: 300_000,
  WOOPRA_COOKIE_NAME: 'wooTracker',
  WOOPRA_COOKIE_DOMAIN: '.example.com',
  WOOPRA_COOKIE_PATH: '/',
  WOOPRA_COOKIE_EXPIRE: 'Fri Jan 01 2027 15:00:00 GMT+0000',
  WOOPRA_CLICK_TRACKING: true,
  WOOPRA_DOWNLOAD_TRACKING: true,
  WOOPRA_OUTGOING_TRACKING: true,
  WOOPRA_OUTGOING_IGNORE_SUBDOMAIN: false,
  WOOPRA_IGNORE_QUERY_URL: false,
  WOOPRA_HIDE_CAMPAIGN: true,
  YANDEX_METRICA_COUNTER_ID: '12345678',
  YANDEX_METRICA_WEBVISOR: true,
  YANDEX_METRICA_TRACKHASH: true,
  YANDEX_METRICA_NOINDEX: true,
  YANDEX_METRICA_ECOMMERCE: true,
}

/** Each tag of django-analytical's services, and the setting with the addresses for which it is disabled. */
const living = [
  ['chartbeat_top', 'CHARTBEAT_INTERNAL_IPS'],
  ['chartbeat_bottom', 'CHARTBEAT_INTERNAL_IPS'],
  ['clickmap', 'CLICKMAP_INTERNAL_IPS'],
  ['clicky', 'CLICKY_INTERNAL_IPS'],
  ['crazy_egg', 'CRAZY_EGG_INTERNAL_IPS'],
  ['facebook_pixel_head', 'FACEBOOK_PIXEL_INTERNAL_IPS'],
  ['facebook_pixel_body', 'FACEBOOK_PIXEL_INTERNAL_IPS'],
  ['gauges', 'GAUGES_INTERNAL_IPS'],
  ['google_analytics', 'GOOGLE_ANALYTICS_INTERNAL_IPS'],
  ['google_analytics_gtag', 'GOOGLE_ANALYTICS_INTERNAL_IPS'],
  ['gosquared', 'GOSQUARED_INTERNAL_IPS'],
  ['heap', 'HEAP_INTERNAL_IPS'],
  ['hotjar', 'HOTJAR_INTERNAL_IPS'],
  ['hubspot', 'HUBSPOT_INTERNAL_IPS'],
  ['intercom', 'INTERCOM_INTERNAL_IPS'],
  ['kiss_insights', 'KISS_INSIGHTS_INTERNAL_IPS'],
  ['kiss_metrics', 'KISS_METRICS_INTERNAL_IPS'],
  ['luckyorange', 'LUCKYORANGE_INTERNAL_IPS'],
  ['matomo', 'MATOMO_INTERNAL_IPS'],
  ['mixpanel', 'MIXPANEL_INTERNAL_IPS'],
  ['olark', 'OLARK_INTERNAL_IPS'],
  ['optimizely', 'OPTIMIZELY_INTERNAL_IPS'],
  ['rating_mailru', 'RATING_MAILRU_INTERNAL_IPS'],
  ['rating_mailru', 'RATING_MAILRU_METRICA_INTERNAL_IPS'],
  ['snapengage', 'SNAPENGAGE_INTERNAL_IPS'],
  ['uservoice', 'USERVOICE_INTERNAL_IPS'],
  ['woopra', 'WOOPRA_INTERNAL_IPS'],
  ['yandex_metrica', 'YANDEX_METRICA_INTERNAL_IPS'],
] as const
const ended = ['google_analytics_js', 'performable', 'performable_embed', 'spring_metrics']
const general = ['analytical_head_top', 'analytical_head_bottom', 'analytical_body_top', 'analytical_body_bottom']

const livingTags = [...new Set(living.map(([tag]) => tag))]
const allTags = [...livingTags, ...ended, ...general]

const jeff = { username: 'the_bean', id: 17, email: 'jeff@example.com', name: 'Jeffrey Bean' }

function site(more: Readonly<Record<string, unknown>> = {}) {
  const errors: unknown[] = []
  const analytical = createAnalytical({
    settings: { ...copied, ...more },
    onProblems: () => {},
    onError: (error) => errors.push(error),
  })
  /** A tag in a page of its own. */
  const rendered = (tag: string, { ip = '203.0.113.7', user }: { ip?: string; user?: unknown } = {}) =>
    analytical.render(tag, { analytical: analytical.pageView({ ip, user }) })
  return { analytical, errors, rendered }
}

const isLive = (html: string) => html.replace(/<!--.*?-->/gs, '').trim() !== ''
const isDisabled = (html: string) => html.includes(' disabled on internal IP address\n') && !isLive(html)

describe('a settings file of django-analytical', () => {
  test('stops no start', () => {
    const print = vi.spyOn(console, 'warn').mockReturnValue()
    expect(() => createAnalytical({ settings: copied })).not.toThrow()
    print.mockRestore()
    const { problems } = site().analytical
    expect(problems.filter(({ level }) => level === 'error')).toEqual([])
  })

  test('gives a warning for each service and option that is no more', () => {
    const { problems } = site().analytical
    const told = problems.filter(({ level }) => level === 'warning').map(({ message }) => message)
    expect(told).toEqual([
      'ANALYTICAL_DOMAIN, GOOGLE_ANALYTICS_TRACKING_STYLE, GOOGLE_ANALYTICS_DOMAIN, GOOGLE_ANALYTICS_DISPLAY_ADVERTISING, GOOGLE_ANALYTICS_SITE_SPEED, GOOGLE_ANALYTICS_ANONYMIZE_IP, GOOGLE_ANALYTICS_SAMPLE_RATE, GOOGLE_ANALYTICS_SITE_SPEED_SAMPLE_RATE, GOOGLE_ANALYTICS_SESSION_COOKIE_TIMEOUT, GOOGLE_ANALYTICS_VISITOR_COOKIE_TIMEOUT, GOOGLE_ANALYTICS_JS_PROPERTY_ID, GOOGLE_ANALYTICS_JS_SOURCE, GOOGLE_ANALYTICS_COOKIE_EXPIRATION are ignored: Universal Analytics ended on 1 July 2023. Set GOOGLE_ANALYTICS_ID, like G-ABCDE12345, instead',
      'GOOGLE_ANALYTICS_PROPERTY_ID is ignored: Universal Analytics (UA-) ended on 1 July 2023. Set GOOGLE_ANALYTICS_ID, like G-ABCDE12345, instead',
      'PERFORMABLE_API_KEY, PERFORMABLE_INTERNAL_IPS are ignored: Performable ended after HubSpot bought it in 2011. Set HUBSPOT_PORTAL_ID, like 1234567, instead',
      'SNAPENGAGE_DOMAIN, SNAPENGAGE_SECURE_CONNECTION are ignored: SnapEngage’s script of today has no such call, and always uses a secure connection',
      'SNAPENGAGE_FORM_POSITION, SNAPENGAGE_FORM_TOP_POSITION, SNAPENGAGE_SHOW_OFFLINE, SNAPENGAGE_SCREENSHOTS, SNAPENGAGE_OFFLINE_SCREENSHOTS, SNAPENGAGE_BUTTON_EFFECT, SNAPENGAGE_BUTTON_LOCATION, SNAPENGAGE_BUTTON_LOCATION_OFFSET are ignored: SnapEngage’s script of today has no such call. Set this in SnapEngage’s Admin Dashboard instead',
      'SPRING_METRICS_TRACKING_ID, SPRING_METRICS_INTERNAL_IPS are ignored: Spring Metrics ended before 2020. Another service tells conversions: GOOGLE_ANALYTICS_ID, like G-ABCDE12345, or MATOMO_SITE_ID, say',
    ])
  })

  test('switches on every service that is alive, and no other', () => {
    expect([...site().analytical.enabled].sort()).toEqual([
      'chartbeat',
      'clickmap',
      'clicky',
      'crazy_egg',
      'facebook_pixel',
      'gauges',
      'google_analytics',
      'gosquared',
      'heap',
      'hotjar',
      'hubspot',
      'intercom',
      'kiss_metrics',
      'luckyorange',
      'matomo',
      'mixpanel',
      'olark',
      'optimizely',
      'qualaroo',
      'rating_mailru',
      'snapengage',
      'uservoice',
      'woopra',
      'yandex_metrica',
    ])
  })
})

describe('the tags of django-analytical', () => {
  const withOffice = () => site({ ANALYTICAL_INTERNAL_IPS: ['10.0.0.1'] })

  test('are 35', () => {
    expect(allTags).toHaveLength(35)
  })

  test.each(allTags)('%s is one of ours', (tag) => {
    expect(site().analytical.tags.map(({ name }) => name)).toContain(tag)
  })

  test.each([...livingTags, ...general])('%s renders', (tag) => {
    const { errors, rendered } = withOffice()
    expect(isLive(rendered(tag))).toBe(true)
    expect(isLive(rendered(tag, { user: jeff }))).toBe(true)
    expect(errors).toEqual([])
  })

  test.each(ended)('%s renders nothing, and is no mistake', (tag) => {
    const { errors, rendered } = withOffice()
    expect(rendered(tag, { user: jeff })).toBe('')
    expect(errors).toEqual([])
  })

  test.each([...livingTags, ...general])('%s is commented out for an internal address', (tag) => {
    const { errors, rendered } = withOffice()
    expect(isDisabled(rendered(tag, { ip: '10.0.0.1', user: jeff }))).toBe(true)
    expect(errors).toEqual([])
  })
})

describe('whom the tags name, the whole record granted', () => {
  test.each<[tag: string, texts: string[]]>([
    ['clicky', [jeff.username]],
    ['google_analytics_gtag', [jeff.username]],
    ['gosquared', [jeff.name]],
    ['intercom', [jeff.name, jeff.email, '17']],
    ['kiss_insights', [jeff.username]],
    ['kiss_metrics', [jeff.username]],
    ['matomo', [jeff.username]],
    ['mixpanel', [jeff.username]],
    ['olark', ['Jeffrey Bean (the_bean)']],
    ['snapengage', [jeff.email]],
    ['uservoice', [jeff.name, jeff.email]],
    ['woopra', [jeff.name, jeff.email]],
  ])('%s', (tag, texts) => {
    const { errors, rendered } = site({ ANALYTICAL_PERSONAL_DATA: ['email', 'name'] })
    const html = rendered(tag, { user: jeff })
    const anonymous = rendered(tag)
    for (const text of texts.map((text) => JSON.stringify(text))) {
      expect(html).toContain(text)
      expect(anonymous).not.toContain(text)
    }
    expect(errors).toEqual([])
  })
})

describe('the addresses of one service', () => {
  test.each(living.map(([tag, setting]) => [setting, tag]))('%s disables %s, and no other service', (setting, tag) => {
    const { errors, rendered } = site({ [setting]: ['10.0.0.1'] })
    const isOfTheService = new Set<string>(living.filter(([, other]) => other === setting).map(([tag]) => tag))
    const disabled = livingTags.filter((tag) => isDisabled(rendered(tag, { ip: '10.0.0.1' })))
    expect(isDisabled(rendered(tag, { ip: '10.0.0.1' }))).toBe(true)
    expect(disabled).toEqual([...isOfTheService])
    expect(isLive(rendered(tag))).toBe(true)
    expect(errors).toEqual([])
  })
})
