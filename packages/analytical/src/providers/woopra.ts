import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { defineProvider, type Seen } from '../provider.ts'
import { callMethods, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

const expiry = { description: 'When the cookie ends, as a date.', example: 'Fri Jan 01 2027 15:00:00 GMT+0000' }

/**
 * Woopra. The methods, the options but click_tracking, hide_campaign and outgoing_ignore_subdomain, and the properties of
 * visitors and page views from the README of Woopra's browser tracker; the properties `id`, which Woopra advises against, and
 * `email` from its HTTP tracking API (read 2026-11-21). Its hits were seen to be scripts from www.woopra.com; unverified: that
 * the tracker fills in the address or title that a page view lacks, and what it does with `visit` before a hit.
 */
export const woopra = defineProvider({
  name: 'woopra',
  title: 'Woopra',
  homepage: 'https://www.woopra.com',
  summary: 'Customer journey analytics that shows each visitor, by name where the site tells it.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    WOOPRA_DOMAIN: setting.id(
      'The project name, mostly the site’s domain: in Woopra under Settings, Tracker Setup.',
      'example.com',
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/,
      'must be a domain, without http:// and path',
    ),
    WOOPRA_IDLE_TIMEOUT: setting.optional(
      setting.number('Milliseconds without activity after which a visitor is away.', 300000),
    ),
    WOOPRA_COOKIE_NAME: setting.optional(setting.line('The name of the cookie.', 'wooTracker')),
    WOOPRA_COOKIE_DOMAIN: setting.optional(setting.line('The domain of the cookie.', '.example.com')),
    WOOPRA_COOKIE_PATH: setting.optional(setting.line('The path of the cookie.', '/')),
    WOOPRA_COOKIE_EXPIRE: setting.optional(
      setting
        .line(expiry.description, expiry.example)
        .refine((text) => !Number.isNaN(Date.parse(text)), `must be a date, like ${expiry.example}`)
        .meta(expiry),
    ),
    WOOPRA_CLICK_TRACKING: setting.optional(setting.boolean('Count clicks on buttons and links.', true)),
    WOOPRA_DOWNLOAD_TRACKING: setting.optional(setting.boolean('Count downloads.', false)),
    WOOPRA_OUTGOING_TRACKING: setting.optional(setting.boolean('Count clicks on outbound links.', false)),
    WOOPRA_OUTGOING_IGNORE_SUBDOMAIN: setting.optional(
      setting.boolean('Do not count links to subdomains as outbound.', false),
    ),
    WOOPRA_IGNORE_QUERY_URL: setting.optional(setting.boolean('Count pages without the query of their address.', true)),
    WOOPRA_HIDE_CAMPAIGN: setting.optional(
      setting.boolean('Take the parameters of campaigns out of the address once they are read.', true),
    ),
  },
  variables: {
    name: variable.text('The visitor’s name, in place of the user’s.', 'Jeff'),
    email: variable.text('The visitor’s e-mail address, in place of the user’s.', 'jeff@example.com'),
    company: variable.text('The visitor’s company.', 'Rhymes Ltd'),
    avatar: variable.text('The address of a picture of the visitor.', 'https://rhymes.example/jeff.png'),
  },
  rest: 'Any other property of the visitor.',
  capabilities: {
    identity: 'as the name; visitors are recognised by their e-mail address: list email in WOOPRA_PERSONAL_DATA',
    session: 'as properties of the visit',
    goal: 'as an event with revenue and currency',
    split: 'as the event split_test',
    page: 'address and title; the referrer cannot be told',
    events: true,
  },
  csp: () => ({
    // Hits are sent by inserting a script, so the collecting host needs script-src too.
    'script-src': ['https://static.woopra.com', 'https://www.woopra.com'],
    'connect-src': ['https://www.woopra.com'],
    'img-src': ['https://www.woopra.com'],
  }),
  tags: {
    woopra: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, split, page, events }) => {
        const visitor = filled({ ...automatic(variables, identity, user), ...variables })
        const visit = filled(traitsOf(session))
        const view = page && filled({ url: pagePath(page.href), title: page.title })
        return commands(
          visitor && ['identify', visitor],
          visit && ['visit', visit],
          view ? ['track', 'pv', view] : ['track'],
          goal && ['track', goalName(goal), filled({ revenue: goal.revenue, currency: goal.currency })],
          split && ['track', 'split_test', { split_name: split.name, split_version: split.version }],
          ...events.map(([name, properties]) => ['track', name, filled(properties)]),
        )
      },
      // The tracker takes over the objects that are registered in __woo, by their global name.
      stub: () => js`
        window.woopra = window.woopra || (function () {
          var tracker = { _e: [] };
          [
            "call", "cancelAction", "config", "identify", "push", "track", "trackClick", "trackForm", "update", "visit"
          ].forEach(function (method) {
            tracker[method] = function () {
              tracker._e.push([method].concat(Array.prototype.slice.call(arguments)));
              return tracker;
            };
          });
          return tracker;
        })();
        window.__woo = window.__woo || {};
        window.__woo.woopra = window.__woo.woopra || window.woopra;`,
      script: (settings) => {
        const expire = settings.WOOPRA_COOKIE_EXPIRE
        const config = filled({
          domain: settings.WOOPRA_DOMAIN,
          idle_timeout: settings.WOOPRA_IDLE_TIMEOUT,
          cookie_name: settings.WOOPRA_COOKIE_NAME,
          cookie_domain: settings.WOOPRA_COOKIE_DOMAIN,
          cookie_path: settings.WOOPRA_COOKIE_PATH,
          click_tracking: settings.WOOPRA_CLICK_TRACKING,
          download_tracking: settings.WOOPRA_DOWNLOAD_TRACKING,
          outgoing_tracking: settings.WOOPRA_OUTGOING_TRACKING,
          outgoing_ignore_subdomain: settings.WOOPRA_OUTGOING_IGNORE_SUBDOMAIN,
          ignore_query_url: settings.WOOPRA_IGNORE_QUERY_URL,
          hide_campaign: settings.WOOPRA_HIDE_CAMPAIGN,
        })
        return js`
          window.woopra.config(${config});
          ${expire === undefined ? js`` : js`window.woopra.config({ cookie_expire: new Date(${expire}) });`}
          ${callMethods('woopra')}`
      },
      load: () => [{ src: url`https://static.woopra.com/w.js` }],
    },
  },
})

/** Who is signed in; nobody where the page tells a name or an e-mail address itself, which might be another's. */
function automatic(variables: Seen['variables'], identity: string | undefined, user: Seen['user']) {
  if (variables.name !== undefined || variables.email !== undefined) return {}
  return { name: user.name ?? identity, email: user.email ?? (identity?.includes('@') ? identity : undefined) }
}
