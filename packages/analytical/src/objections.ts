import { type Js, js } from './markup/js.ts'
import type { Category } from './provider.ts'
import type { KitValues } from './settings/check-settings.ts'

/** Which of a visitor's signals a site honours for a category of services. */
export function honouredSignals(kit: KitValues): (category: Category) => { gpc: boolean; dnt: boolean } {
  const { ANALYTICAL_GPC: gpc = 'marketing', ANALYTICAL_DNT: dnt = false } = kit
  return (category) => {
    const isTracking = category === 'analytics' || category === 'marketing'
    return { gpc: category === 'marketing' ? gpc !== 'off' : gpc === 'all' && isTracking, dnt: dnt && isTracking }
  }
}

/** The same signals as a browser's scripts read them: an expression, undefined where none is honoured. */
export function objectionIn({ gpc, dnt }: { gpc: boolean; dnt: boolean }): Js | undefined {
  if (gpc && dnt) return js`navigator.globalPrivacyControl || navigator.doNotTrack === "1"`
  if (gpc) return js`navigator.globalPrivacyControl`
  return dnt ? js`navigator.doNotTrack === "1"` : undefined
}
