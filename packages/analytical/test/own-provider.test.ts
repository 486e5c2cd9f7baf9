import { readFileSync } from 'node:fs'
import { conformance } from '@analytical/testing'
import { matchers } from '@analytical/testing/vitest'
import Handlebars from 'handlebars'
import nunjucks from 'nunjucks'
import { describe, expect, test } from 'vitest'
import { ticker } from '../../../examples/own-provider/ticker.js'
import { createAnalytical, defineSettings, providers, readSettings, type SettingsError } from '../src/index.ts'
import { addTags as addToHandlebars } from '../src/templates/handlebars.ts'
import { addTags as addToNunjucks } from '../src/templates/nunjucks.ts'
import { providerIndex } from './docs/provider-index.ts'
import { providerPage } from './docs/provider-page.ts'

const all = [...providers, ticker] as const
expect.extend(matchers({ providers: all }))

const settings = { CLICKY_SITE_ID: '12345678', TICKER_SITE: '12' }
const kit = (more: object = {}) => createAnalytical({ settings: { ...settings, ...more }, providers: all })
const context = { ticker_section: 'rhymes', clicky_title: 'Rhymes', user: { username: 'jeff' } }
const told = { site: '12', page: { section: 'rhymes', visitor: { username: 'jeff' } } }

describe('a provider of another package is as good as a built-in one', () => {
  test.each(conformance(ticker))('$name', ({ run }) => run())

  test('its tag stands among theirs', () => {
    const html = kit().render('analytical_body_bottom', context)
    expect(html).toTrack('clicky', { title: 'Rhymes', session: { username: 'jeff' } })
    expect(html).toTrack('ticker', told)
  })

  test('its tag is in nunjucks', () => {
    const environment = new nunjucks.Environment(null, { autoescape: true })
    addToNunjucks(environment, kit())
    expect(environment.renderString('{% ticker %}', context)).toTrack('ticker', told)
  })

  test('its tag is in Handlebars', () => {
    const handlebars = Handlebars.create()
    addToHandlebars(handlebars, kit())
    expect(handlebars.compile('{{ticker}}')(context)).toTrack('ticker', told)
  })

  test('its settings are read from the environment', async () => {
    const read = await readSettings(undefined, { TICKER_SITE: '12', TICKER_SECRET_OF_ANOTHER_PROGRAM: 'x' })
    const { enabled, problems } = createAnalytical({ settings: read, providers: all })
    expect({ enabled, problems }).toEqual({ enabled: ['ticker'], problems: [] })
  })

  test.each([
    ['TICKER_SIET', '12', 'did you mean TICKER_SITE?'],
    ['TICKER_SITE', 'twelve', 'TICKER_SITE must be digits, like 4711 (got "twelve")'],
    ['TICKER_PERSONAL_DATA', 'phone', 'TICKER_PERSONAL_DATA'],
    ['ANALYTICAL_DISABLED', ['tickr'], 'did you mean ticker?'],
  ])('a wrong %s is told as theirs are', (name, value, message) => {
    expect(() => kit({ [name]: value })).toThrow(
      expect.objectContaining<Partial<SettingsError>>({ message: expect.stringContaining(message) }),
    )
  })

  test('it has the settings that each provider has', () => {
    const site = kit({
      TICKER_INTERNAL_IPS: '10.0.0.0/8',
      TICKER_PERSONAL_DATA: 'email',
      TICKER_CATEGORY: 'marketing',
      ANALYTICAL_CONSENT: 'required',
    })
    const verdicts = (ip: string, consent: { marketing?: boolean }) =>
      site
        .explain({ ...context, analytical: site.pageView({ ip, consent }) })
        .filter(({ provider }) => provider === 'ticker')
        .map(({ action, reason }) => `${action}: ${reason}`)
    expect(verdicts('10.1.2.3', { marketing: true })).toEqual(['comment: internal IP address'])
    expect(verdicts('203.0.113.7', { marketing: false })).toEqual(['omit: consent for marketing is refused'])
    expect(verdicts('203.0.113.7', {})).toEqual(['hold: consent for marketing is pending'])
  })

  test('its hosts are in the policy, its words among the capabilities', () => {
    const { csp, capabilities } = kit()
    expect(csp()['script-src']).toContain('https://static.ticker.example')
    expect(capabilities().ticker).toEqual(ticker.capabilities)
  })

  test('its settings are typed', () => {
    expect(defineSettings(settings, [ticker])).toBe(settings)
    // @ts-expect-error: TICKER_SITE is meant.
    defineSettings({ TICKER_SITES: '12' }, [ticker])
    // @ts-expect-error: no number is a boolean.
    defineSettings({ TICKER_SITE: true }, [ticker])
    // @ts-expect-error: nobody knows of Ticker.
    defineSettings({ TICKER_SITE: '12' })
  })

  test('its page of the docs can be made', () => {
    const page = providerPage(ticker)
    for (const shown of ['# Ticker', '`TICKER_SITE`', '`ticker_section`', 'static.ticker.example']) {
      expect(page).toContain(shown)
    }
    expect(providerIndex(all)).toContain('[Ticker](ticker.md)')
  })
})

test.each(['ticker.js', 'ticker.test.js'])('the guide shows examples/own-provider/%s as it is', (file) => {
  const guide = readFileSync(new URL('../../../docs/guides/writing-a-provider.md', import.meta.url), 'utf8')
  const source = readFileSync(new URL(`../../../examples/own-provider/${file}`, import.meta.url), 'utf8')
  expect(guide).toContain(`\`\`\`js\n// ${file}\n${source}\`\`\`\n`)
})
