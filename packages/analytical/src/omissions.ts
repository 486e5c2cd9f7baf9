import { atHand } from './at-hand.ts'
import type { FaultHandler } from './faults.ts'
import { hostList } from './host-list.ts'
import { isBot } from './is-bot.ts'
import { honouredSignals } from './objections.ts'
import type { PageView } from './page-view.ts'
import type { Category } from './provider.ts'
import type { KitValues } from './settings/check-settings.ts'
import type { Signals } from './signals.ts'

/** Whom the site leaves out itself, such as its staff. */
export type Exclude = (view: PageView) => boolean

/** Why nothing goes out: of a whole page, or of a category of services in it. Undefined where nothing speaks against it. */
export interface Omissions {
  /** Of pages on a host, whoever asks for them. */
  ofHost(signals: Signals): string | undefined
  /** Of a page for who asks for it. */
  ofVisitor(view: PageView): string | undefined
  ofCategory(category: Category, signals: Signals, isSensitive: boolean): string | undefined
  /** Whether the site's settings mark the page as sensitive. */
  isSensitive(signals: Signals): boolean
}

/** The reasons of one site, by its settings. */
export function omissionsOf(kit: KitValues, exclude: Exclude | undefined, report: FaultHandler): Omissions {
  const { ANALYTICAL_HOSTS: hosts, ANALYTICAL_TRACK_BOTS: tracksBots = false } = kit
  const honoured = honouredSignals(kit)
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
    ofHost({ host }) {
      return isOwnHost === undefined || isOwnHost(host)
        ? undefined
        : `the host ${host ?? '(unknown)'} is not on ANALYTICAL_HOSTS`
    },
    ofVisitor(view) {
      if (!tracksBots && isBot(view.signals.userAgent)) return 'a robot, by its user agent'
      return isExcluded(view) ? 'excluded by the site' : undefined
    },
    ofCategory(category, signals, isSensitive) {
      const { gpc, dnt } = honoured(category)
      if (gpc && signals.gpc) return 'the visitor asks not to be shared (Sec-GPC)'
      if (dnt && signals.dnt) return 'the visitor asks not to be tracked (DNT)'
      if (category !== 'necessary' && isSensitive) return 'the page is marked as sensitive'
      return undefined
    },
    isSensitive: ({ path }) => isSensitivePath(path),
  }
}

/** Whether a path is one of these or below it: `/account` stands for `/account/orders` too. */
function pathList(entries: readonly string[]): (path: string | undefined) => boolean {
  const folders = entries.map((entry) => entry.replace(/([^/]|^)\/+$/, '$1').toLowerCase())
  return (path) => {
    const asked = path?.toLowerCase()
    return asked !== undefined && folders.some((folder) => asked === folder || asked.startsWith(`${folder}/`))
  }
}
