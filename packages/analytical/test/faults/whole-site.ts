import { type AnalyticalOptions, createAnalytical } from '../../src/analytical.ts'
import type { Where } from '../../src/faults.ts'
import type { PageViewInput } from '../../src/page-view.ts'
import type { AnyProvider } from '../../src/provider.ts'
import { providers } from '../../src/providers/index.ts'
import { describe as described } from '../../src/settings/setting.ts'

export const living = (providers as readonly AnyProvider[]).filter(({ ended }) => ended === undefined)

const examples = (schemas: object, prefix = ''): Record<string, unknown> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [prefix + name, described(schema)?.example]))

export const settingsOf = (...some: readonly AnyProvider[]): Record<string, unknown> =>
  Object.assign({}, ...some.map(({ settings }) => examples(settings)))

export const variablesOf = (...some: readonly AnyProvider[]): Record<string, unknown> =>
  Object.assign({}, ...some.map(({ name, variables }) => examples(variables, `${name}_`)))

/** A harmless value of each word of the shared vocabulary. */
export const words: Readonly<Record<string, unknown>> = {
  identity: 'jeff',
  session: { plan: 'gold' },
  goal: { id: 'signed_up', revenue: 9.5, currency: 'EUR' },
  split: { name: 'hero', version: 'loud' },
  page: { href: '/counted-here', title: 'Counted so', referrer: 'https://referrer.example/' },
  events: [['rhyme posted', { lines: 4 }]],
}

export const sharedWords = (): Record<string, unknown> =>
  Object.fromEntries(Object.entries(words).map(([word, value]) => [`analytical_${word}`, value]))

export const positions = ['head_top', 'head_bottom', 'body_top', 'body_bottom'] as const

export interface Fault extends Where {
  error: unknown
}

/** The pages of a site in which providers are on with the examples of their settings, and what it reports. */
export function siteOf(some: readonly AnyProvider[], options: Partial<AnalyticalOptions> = {}) {
  let heard: Fault[] = []
  const analytical = createAnalytical({
    onError: (error, where) => heard.push({ ...where, error }),
    ...options,
    providers: some,
    settings: { ...settingsOf(...some), ANALYTICAL_PERSONAL_DATA: ['email', 'name'], ...options.settings },
  })
  const tags = some.flatMap((provider) => Object.keys(provider.tags))

  function rendered(names: readonly string[], context: object, visit: PageViewInput) {
    heard = []
    const view = analytical.pageView({ ip: '203.0.113.7', ...visit })
    const descriptors = Object.getOwnPropertyDescriptors(context)
    const whole = Object.create(Object.prototype, { ...descriptors, analytical: { value: view, enumerable: true } })
    const html = Object.fromEntries(names.map((name) => [name, analytical.render(name, whole)]))
    return { html, faults: heard }
  }

  return {
    analytical,
    /** What each of the general tags writes, and what is reported meanwhile. */
    page: (context: object, visit: PageViewInput = {}) =>
      rendered(
        positions.map((position) => `analytical_${position}`),
        context,
        visit,
      ),
    /** What each of these tags writes where it stands alone; all of them unless you say. */
    tags: (context: object, visit: PageViewInput = {}, names: readonly string[] = tags) =>
      rendered(names, context, visit),
  }
}
