import { type AnalyticalOptions, createAnalytical } from 'analytical'
import { userAgent } from '../browser.ts'
import { mixpanel } from '../libraries/mixpanel.ts'
import { type Combination, hasNonce, nonce } from '../page-at.ts'
import { headerOf } from '../serve.ts'
import type { Manager } from './manager.ts'

/** The site's origin. */
export const origin = 'https://www.rhymes.example'

/** A site that asks its visitors by a consent manager. */
export interface ConsentSite {
  settings: Readonly<Record<string, unknown>>
  policy: string
  /** The addresses of the manager's scripts. */
  scripts: readonly URL[]
  /** A page, for a visitor with these cookies. */
  page(cookie: string | undefined): string
}

export function siteOf(
  manager: Manager,
  combination: Combination,
  onError: NonNullable<AnalyticalOptions['onError']>,
): ConsentSite {
  const settings = {
    ...mixpanel.settings,
    MIXPANEL_CONFIG: { batch_requests: false },
    GOOGLE_ANALYTICS_ID: 'G-ABCDE12345',
    FACEBOOK_PIXEL_ID: '1234567890123456',
    ANALYTICAL_CONSENT: 'required',
    ANALYTICAL_SCRIPTS: combination.mode,
    ...manager.settings,
  }
  const analytical = createAnalytical({ settings, onError })
  const scripts = [...manager.head, ...manager.body].map((src) => new URL(src, origin))
  const signed = hasNonce(combination) ? { nonce } : {}
  const element = (src: string) =>
    `<script src="${src}"${manager.defer?.includes(src) ? ' defer' : ''}${'nonce' in signed ? ` nonce="${nonce}"` : ''}></script>`
  return {
    settings,
    scripts,
    policy: headerOf(
      analytical.csp({
        'default-src': ["'none'"],
        'script-src': [...(combination.scripts ?? []), ...new Set(scripts.map((script) => script.origin))],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:'],
      }),
    ),
    page(cookie) {
      const request = { headers: { cookie, 'user-agent': userAgent } }
      const context = {
        analytical: analytical.pageView({ request, user: { username: 'jeff' }, ...signed }),
        analytical_session: { plan: 'gold' },
        analytical_events: [['rhyme posted', { lines: 4 }]],
      }
      const tag = (position: string) => analytical.render(`analytical_${position}`, context)
      return `<!doctype html><html><head><title>Rhymes</title>${tag('head_top')}${tag('head_bottom')}${manager.head.map(element).join('')}</head><body>${tag('body_top')}<p>A rhyme.</p>${tag('body_bottom')}${manager.body.map(element).join('')}</body></html>`
    },
  }
}
