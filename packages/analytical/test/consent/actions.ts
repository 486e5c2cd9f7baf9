import type { AnalyticalOptions } from '../../src/analytical.ts'
import type { Category } from '../../src/provider.ts'
import type { Settings } from '../../src/settings/define-settings.ts'
import { probe, site } from '../probe.ts'

const categories: readonly Category[] = ['necessary', 'functional', 'analytics', 'marketing']
export const services = categories.map((category) => probe(category, { category }))

/** A site that asks for consent, and a visitor with a cookie. */
interface Asked extends Partial<AnalyticalOptions> {
  settings?: Settings
  cookie?: string
}

/** What becomes of the services of each category, in this order, for a visitor with a cookie. */
export function actions({ settings, cookie, ...options }: Asked) {
  const { analytical, errors } = site({
    providers: services,
    settings: { ANALYTICAL_CONSENT: 'required', ...settings },
    ...options,
  })
  const view = analytical.pageView({ request: { headers: cookie === undefined ? {} : { cookie } } })
  const explained = () => analytical.explain({ analytical: view })
  return { view, errors, explained, of: () => explained().map(({ action }) => action) }
}

export const held = ['render', 'hold', 'hold', 'hold']
export const all = ['render', 'render', 'render', 'render']
export const none = ['render', 'omit', 'omit', 'omit']
