import type { Fields } from '../fields.ts'
import { html, js, url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { defineProvider, type Seen } from '../provider.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

/**
 * Clicky. The properties of `clicky_custom` and `clicky.log` are from Clicky's help pages on customization and manual
 * logging, the order of `session` and `visitor` from the library itself (read 2026-11-20); unverified: `timer` is read by an
 * older build only.
 */
export const clicky = defineProvider({
  name: 'clicky',
  title: 'Clicky',
  homepage: 'https://clicky.com',
  summary: 'Real-time web analytics that shows each visitor, by name where the site tells it.',
  category: 'analytics',
  verified: '2026-11-20',
  settings: {
    CLICKY_SITE_ID: setting.list(
      setting.digits(
        'The Site ID: in Clicky under Preferences, Info. Several ids count every page in each site.',
        '12345678',
      ),
    ),
  },
  variables: {
    href: variable.ofPage(variable.text('The address to count the page under, from the slash on.', '/rhymes')),
    title: variable.ofPage(variable.text('The title to count the page under.', 'All rhymes')),
    visitor: variable.object('Visitor data under Clicky’s newer name for it; laid over the session.', { plan: 'pro' }),
    visitor_consent: variable.boolean('The visitor consents to being logged with personal data.', true),
    timeout: variable.ofPage(variable.number('Minutes without activity, 5 to 240, after which a visit ends.', 10)),
    timer: variable.ofPage(variable.number('Milliseconds to wait after a click on an outbound link or download.', 500)),
    pageview_disable: variable.ofPage(
      variable.boolean('Do not count the page view; goals and events still are.', true),
    ),
    history_disable: variable.ofPage(
      variable.boolean('Do not count changes of the address by history.pushState.', true),
    ),
    ping_disable: variable.ofPage(
      variable.boolean('Do not ask every minute or two whether the visitor is still there.', true),
    ),
    heatmap_disable: variable.ofPage(variable.boolean('Do not log where the visitor clicks.', true)),
    heatmap_objects: variable.ofPage(
      variable.texts('CSS selectors of more elements whose clicks go into the heatmap.', ['.menu']),
    ),
    html_media_track: variable.ofPage(variable.boolean('Log what visitors do with audio and video elements.', true)),
    outbound_disable: variable.ofPage(variable.boolean('Do not log clicks on outbound links and downloads.', true)),
    outbound_pattern: variable.ofPage(
      variable.texts('Parts of internal addresses that count as outbound links.', ['/go/']),
    ),
    cookies_disable: variable.ofPage(variable.boolean('Set no cookies.', true)),
    sticky_data_disable: variable.ofPage(
      variable.boolean('Do not remember visitor data, campaign and referrer in cookies.', true),
    ),
    cookie_domain: variable.ofPage(variable.text('The domain of the cookies.', '.example.com')),
    track_iframe: variable.ofPage(variable.boolean('Count a page in a frame as a page of its own.', true)),
    osa_disable: variable.ofPage(variable.boolean('Hide the on-site analytics from the site’s own staff.', true)),
  },
  rest: 'Any other property of clicky_custom.',
  capabilities: {
    identity: true,
    session: true,
    goal: 'takes a paid plan',
    split: true,
    page: 'address and title; the referrer cannot be told',
    events: 'logged as clicks on #name, without their properties',
  },
  csp: () => ({
    // Page views are sent by inserting a script, so the collecting host needs script-src too.
    'script-src': ['https://static.getclicky.com', 'https://in.getclicky.com', 'https://clicky.com'],
    'connect-src': ['https://in.getclicky.com'],
    'img-src': ['https://in.getclicky.com'],
    'style-src': ['https://static.getclicky.com'],
  }),
  tags: {
    clicky: {
      position: 'body_bottom',
      data: ({ variables: { visitor, ...custom }, user, session, goal, split, page, events }) => ({
        custom: {
          href: pagePath(page?.href),
          title: page?.title,
          ...custom,
          // Clicky reads either, and session hides visitor where both are set.
          session: visitorOf(user, { ...session, ...visitor }),
          goal: goal && { ...goal, currency: undefined },
          split,
        },
        events:
          events.length === 0
            ? undefined
            : events.map(([name]) => [`#${encodeURIComponent(name.toWellFormed())}`, name]),
      }),
      script: ({ CLICKY_SITE_ID }) => js`
        window.clicky_custom = data.custom;
        window.clicky_site_ids = (window.clicky_site_ids || []).concat(${CLICKY_SITE_ID.map(Number)});`,
      load: () => [{ src: url`https://static.getclicky.com/js` }],
      loaded: () => js`
        if (data.events && window.clicky) {
          data.events.forEach(function (event) { window.clicky.log(event[0], event[1]); });
        }`,
      noscript: ({ CLICKY_SITE_ID }) =>
        html`${CLICKY_SITE_ID.map(
          (id) => html`<img alt="" width="1" height="1" hidden src="${url`https://in.getclicky.com/${id}ns.gif`}">`,
        )}`,
    },
  },
})

function visitorOf({ email, name }: Seen['user'], session: Fields): Fields | undefined {
  const visitor = { email, name, ...session }
  return Object.values(visitor).some((value) => value !== undefined) ? visitor : undefined
}
