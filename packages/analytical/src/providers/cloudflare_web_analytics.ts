import { url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { setting } from '../settings/setting.ts'

/**
 * Cloudflare Web Analytics. The element, its JSON and the policy from developers.cloudflare.com (read 2026-11-21), whose
 * newest page loads the same file as a module; unverified: the token's place in Cloudflare's screens.
 */
export const cloudflareWebAnalytics = defineProvider({
  name: 'cloudflare_web_analytics',
  title: 'Cloudflare Web Analytics',
  homepage: 'https://www.cloudflare.com/web-analytics/',
  summary: 'Page views and loading times without cookies; it takes no data of the site’s own.',
  category: 'analytics',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    CLOUDFLARE_WEB_ANALYTICS_TOKEN: setting.hex(
      'The site’s token: in Cloudflare under Web Analytics, Manage site, in the JS snippet.',
      '42e216b9090a4f59384b1a891dce9eec',
    ),
    CLOUDFLARE_WEB_ANALYTICS_SPA: setting.optional(
      setting.boolean('Count changes of the address by history.pushState; true unless you say.', false),
    ),
  },
  variables: {},
  capabilities: { identity: false, session: false, goal: false, split: false, page: false, events: false },
  csp: () => ({
    'script-src': ['https://static.cloudflareinsights.com'],
    'connect-src': ['https://cloudflareinsights.com'],
  }),
  tags: {
    cloudflare_web_analytics: {
      position: 'body_bottom',
      load: ({ CLOUDFLARE_WEB_ANALYTICS_TOKEN: token, CLOUDFLARE_WEB_ANALYTICS_SPA: spa }) => [
        {
          src: url`https://static.cloudflareinsights.com/beacon.min.js`,
          defer: true,
          attributes: { 'data-cf-beacon': JSON.stringify({ token, spa }) },
        },
      ],
    },
  },
})
