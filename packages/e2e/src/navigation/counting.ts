import type { SentRequest } from '@analytical/testing/playwright'
import { amplitude } from '../libraries/amplitude.ts'
import type { Library } from '../libraries/library.ts'
import { mixpanel } from '../libraries/mixpanel.ts'
import { openpanel } from '../libraries/openpanel.ts'
import { plausible } from '../libraries/plausible.ts'
import { posthog } from '../libraries/posthog.ts'
import { segment } from '../libraries/segment.ts'

/** How a vendor's own library counts visits to pages that are not loaded anew. */
export interface Counting {
  library: Library
  provider: string
  /** Settings beside the account's with which it does so. */
  settings?: Readonly<Record<string, unknown>>
  /** Its tag is in the head and it sees itself where the visitor goes, or in the body and it is told by each page. */
  tagsIn: 'head' | 'body'
  /** How many page views a request tells of. */
  views(sent: SentRequest): number
}

const times = (whole: string, part: string) => whole.split(part).length - 1

const counting = (library: Library, more: Omit<Counting, 'library' | 'provider'>): Counting => ({
  library,
  provider: library.provider,
  ...more,
})

export const countings: readonly Counting[] = [
  counting(amplitude, { tagsIn: 'head', views: ({ text }) => times(text, '"[Amplitude] Page Viewed"') }),
  counting(mixpanel, {
    tagsIn: 'head',
    settings: { MIXPANEL_CONFIG: { track_pageview: 'url-with-path', batch_requests: false } },
    views: ({ text }) => times(decodeURIComponent(text), '"$mp_web_page_view"'),
  }),
  counting(openpanel, { tagsIn: 'head', views: ({ text }) => times(text, '"screen_view"') }),
  counting(plausible, { tagsIn: 'head', views: ({ text }) => times(text, '"n":"pageview"') }),
  counting(posthog, {
    tagsIn: 'head',
    settings: { POSTHOG_CONFIG: { capture_pageview: 'history_change' } },
    views: ({ text }) => times(text, '"event":"$pageview"'),
  }),
  counting(segment, { tagsIn: 'body', views: ({ text }) => times(text, '"type":"page"') }),
]
