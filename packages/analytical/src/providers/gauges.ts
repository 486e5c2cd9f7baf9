import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { setting } from '../settings/setting.ts'

/**
 * Gauges. Script, element id and data-site-id as django-analytical and Segment load it. That the service goes on is
 * unverified: it is listed by consent services in 2026, but no page of its own on the tracking code could be read
 * (2026-11-21). The script knows neither events nor visitors.
 */
export const gauges = defineProvider({
  name: 'gauges',
  title: 'Gauges',
  homepage: 'https://get.gaug.es',
  summary: 'Plain web analytics: page views and visitors.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    GAUGES_SITE_ID: setting.id(
      'The site ID: in the tracking code that Gauges shows, data-site-id.',
      '4f1b2c3d5e6f7a8b9c0d1e2f',
      /^[0-9a-f]{6,40}$/,
      'must be the id of a Gauges site, hexadecimal digits',
    ),
  },
  variables: {},
  capabilities: { identity: false, session: false, goal: false, split: false, page: false, events: false },
  csp: () => ({
    'script-src': ['https://secure.gaug.es'],
    'img-src': ['https://secure.gaug.es'],
  }),
  tags: {
    gauges: {
      position: 'head_bottom',
      stub: () => js`window._gauges = window._gauges || [];`,
      // The script looks for its own element to learn the site.
      load: ({ GAUGES_SITE_ID }) => [
        {
          src: url`https://secure.gaug.es/track.js`,
          attributes: { id: 'gauges-tracker', 'data-site-id': GAUGES_SITE_ID },
        },
      ],
    },
  },
})
