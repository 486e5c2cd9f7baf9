import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { setting } from '../settings/setting.ts'

/**
 * Clickmap. No documentation was found on 2026-11-21: unverified is everything, taken from what django-analytical writes, and
 * whether the service still exists.
 */
export const clickmap = defineProvider({
  name: 'clickmap',
  title: 'Clickmap',
  homepage: 'https://www.clickmap.ch',
  summary: 'Real-time heat map of clicks; whether the service still exists is not known.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    CLICKMAP_TRACKER_ID: setting.id(
      'The tracker ID: in Clickmap in the code of your website.',
      '12345ABC',
      /^\w{1,100}$/,
      'must be letters and digits',
    ),
  },
  variables: {},
  aliases: { settings: { CLICKMAP_TRACKER_CODE: 'CLICKMAP_TRACKER_ID' } },
  capabilities: { identity: false, session: false, goal: false, split: false, page: false, events: false },
  csp: () => ({
    'script-src': ['https://www.clickmap.ch'],
    'connect-src': ['https://www.clickmap.ch'],
    'img-src': ['https://www.clickmap.ch'],
  }),
  tags: {
    clickmap: {
      position: 'body_bottom',
      data: () => ({}),
      script: ({ CLICKMAP_TRACKER_ID }) => js`
        window.clickmapConfig = { tracker: ${CLICKMAP_TRACKER_ID}, version: "2" };
        window.clickmapAsyncInit = function () { window.__clickmap.init(window.clickmapConfig); };`,
      load: ({ CLICKMAP_TRACKER_ID }) => [
        {
          src: url`https://www.clickmap.ch/tracker.js?t=${CLICKMAP_TRACKER_ID}&v=2`,
          attributes: { id: 'clickmap_tracker' },
        },
      ],
    },
  },
})
