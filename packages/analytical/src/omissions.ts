import { atHand } from './at-hand.ts'
import type { FaultHandler } from './faults.ts'
import { hostList } from './host-list.ts'
import { isBot } from './is-bot.ts'
import type { PageView } from './page-view.ts'
import type { Category } from './provider.ts'
import type { KitValues } from './settings/check-settings.ts'

/** Whom the site leaves out itself, such as its staff. */
export type Exclude = (view: PageView) => boolean

/** Why nothing goes out: of a whole page, or of a category of services in it. Undefined where nothing speaks against it. */
export interface Omissions {
  ofPage(view: PageView): string | undefined
  ofCategory(category: Category, view: PageView, isSensitive: boolean): string | undefined
  /** Whether the site's settings mark the page as sensitive. */
  isSensitive(view: PageView): boolean
}

/** The reasons of one site, by its settings. */
export function omissionsOf(kit: KitValues, exclude: Exclude | undefined, report: FaultHandler): Omissions {
  const { ANALYTICAL_HOSTS: hosts, ANALYTICAL_TRACK_BOTS: tracksBots = false } = kit
  const { ANALYTICAL_GPC: gpc = 'marketing', ANALYTICAL_DNT: honoursDnt = false } = kit
  const isOwnHost = hosts && hostList(hosts)
  const isSensitivePath = pathList(kit.ANALYTICAL_SENSITIVE_PATHS ?? [])

  // Where the site's own function fails, the visitor may be one whom it wanted left out.
  function isExcluded(view: PageView): boolean {
    try {
      return exclude !== undefined && Boolean(atHand(exclude(view), 'what exclude returns'))
    } catch (error) {
      report(error, { phase: 'exclude' })
      return true
    }
  }

  return {
    ofPage(view) {
      const { host, userAgent } = view.signals
      if (isOwnHost && !isOwnHost(host)) return `the host ${host ?? '(unknown)'} is not on ANALYTICAL_HOSTS`
      if (!tracksBots && isBot(userAgent)) return 'a robot, by its user agent'
      return isExcluded(view) ? 'excluded by the site' : undefined
    },
    ofCategory(category, { signals }, isSensitive) {
      const { gpc: asksNotToBeShared, dnt: asksNotToBeTracked } = signals
      const isTracking = category === 'analytics' || category === 'marketing'
      if (asksNotToBeShared && (category === 'marketing' ? gpc !== 'off' : gpc === 'all' && isTracking)) {
        return 'the visitor asks not to be shared (Sec-GPC)'
      }
      if (asksNotToBeTracked && honoursDnt && isTracking) return 'the visitor asks not to be tracked (DNT)'
      if (category !== 'necessary' && isSensitive) return 'the page is marked as sensitive'
      return undefined
    },
    isSensitive: ({ signals }) => isSensitivePath(signals.path),
  }
}

/** Whether a path is one of these or below it: `/account` stands for `/account/orders` too. */
function pathList(entries: readonly string[]): (path: string | undefined) => boolean {
  const folders = entries.map((entry) => entry.replace(/\/+$/, '').toLowerCase())
  return (path) => {
    const asked = path?.toLowerCase()
    return asked !== undefined && folders.some((folder) => asked === folder || asked.startsWith(`${folder}/`))
  }
}
