import type { ConsentState } from './consent/rules.ts'
import { filled } from './fields.ts'
import type { PageView } from './page-view.ts'
import type { Signals } from './signals.ts'

/** For whom a page is made, as far as its tags may tell: the visitor of a page view, or everybody. */
export type Audience = Readonly<
  Pick<PageView, 'nonce' | 'visitor' | 'events' | 'omission' | 'consent' | 'address'> & {
    /** Null where it is nobody's in particular. */
    ip: string | undefined | null
    signals: Signals
  }
>

/** Whoever gets a page from a shared cache, or as a file: nothing is known of them but which page it is. */
export const everybody = (
  view: PageView,
  { omission, consent }: { omission: string | undefined; consent: ConsentState | undefined },
): Audience => ({
  ip: null,
  nonce: undefined,
  visitor: undefined,
  events: [],
  address: filled({ href: view.address?.href }),
  omission,
  consent,
  signals: { ...view.signals, userAgent: undefined, cookies: undefined, gpc: false, dnt: false, prerender: false },
})
