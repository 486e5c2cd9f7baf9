import { type Fields, filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { html, js, url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { plainValues } from '../plain-values.ts'
import { defineProvider } from '../provider.ts'
import { setting } from '../settings/setting.ts'
import { profileOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Swetrix. The calls and options from docs.swetrix.com and the source in the npm package `swetrix` 4.6.1 (read 2026-11-21);
 * the title of a page takes 4.7, which swetrix.org serves by redirecting to jsDelivr. There is no queue: everything waits for
 * the file. Unverified: the length of project ids, the noscript image of a server of one’s own.
 */
export const swetrix = defineProvider({
  name: 'swetrix',
  title: 'Swetrix',
  homepage: 'https://swetrix.com',
  summary: 'Open-source web analytics without cookies.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    SWETRIX_PROJECT_ID: setting.id(
      'The project id: in Swetrix under Project settings.',
      'cJHwQ0zR4k1T',
      /^[A-Za-z0-9]{8,20}$/,
      'must be the id of a project',
    ),
    SWETRIX_API_URL: setting.optional(
      setting.url(
        'The API of your own Swetrix, up to /log; https://api.swetrix.com/log unless you say.',
        'https://swetrix.example.com/backend/v1/log',
      ),
    ),
    SWETRIX_SCRIPT_URL: setting.optional(
      setting.url('Another address of the script swetrix.js.', 'https://swetrix.example.com/swetrix.js'),
    ),
    SWETRIX_RESPECT_DNT: setting.optional(
      setting.boolean('Count no visitor whose browser asks not to be tracked.', true),
    ),
    SWETRIX_DEV_MODE: setting.optional(setting.boolean('Count pages on localhost too.', true)),
    SWETRIX_TRACK_ERRORS: setting.optional(setting.boolean('Report errors of the page’s scripts.', true)),
    SWETRIX_HASH: setting.optional(
      setting.allOrNames('Keep the part after the # in the path: true, or a list of what to keep.', true),
    ),
    SWETRIX_SEARCH: setting.optional(
      setting.allOrNames('Keep the query in the path: true, or a list of the parameters to keep.', ['page']),
    ),
  },
  variables: {
    traits: variable.object('More traits of the identified visitor, laid over the session.', { plan: 'pro' }),
    meta: variable.object('Properties of the page view.', { section: 'rhymes' }),
    unique: variable.boolean('Count the page once per visitor and session only.', true),
  },
  capabilities: {
    identity: true,
    session: 'as traits of an identified visitor',
    goal: 'as a custom event',
    split: false,
    page: true,
    events: 'nested properties are left out',
  },
  csp: ({ SWETRIX_API_URL = api, SWETRIX_SCRIPT_URL }) => ({
    'script-src': SWETRIX_SCRIPT_URL
      ? [SWETRIX_SCRIPT_URL.origin]
      : ['https://swetrix.org', 'https://cdn.jsdelivr.net'],
    'connect-src': [SWETRIX_API_URL.origin],
    'img-src': [SWETRIX_API_URL.origin],
  }),
  tags: {
    swetrix: {
      position: 'body_bottom',
      data: ({ variables, identity, user, session, goal, page, events }) => ({
        profile: identity,
        traits: identity === undefined ? undefined : plainValues(profileOf({ user, session }, variables.traits)),
        view: filled({
          pg: pagePath(page?.href),
          title: page?.title,
          ref: page?.referrer,
          meta: plainValues({ ...variables.meta }),
        }),
        unique: variables.unique,
        events: [
          ...(goal ? [{ ev: goalName(goal), meta: filled({ revenue: goal.revenue, currency: goal.currency }) }] : []),
          ...events.map(([ev, properties]) => ({ ev, meta: plainValues(properties) })),
        ],
      }),
      load: ({ SWETRIX_SCRIPT_URL = script }) => [{ src: SWETRIX_SCRIPT_URL }],
      // `init` with the profile as well, as a script before 4.6 has no `identify`. The callback is asked for every page that
      // follows without a load, too.
      loaded: (settings) => js`
        if (window.swetrix) {
          var here = location.href;
          window.swetrix.init(${settings.SWETRIX_PROJECT_ID}, Object.assign(${optionsOf(settings)}, data.profile && { profileId: data.profile }));
          if (data.profile && window.swetrix.identify) window.swetrix.identify(data.profile, data.traits);
          ${settings.SWETRIX_TRACK_ERRORS ? js`window.swetrix.trackErrors();` : js``}
          window.swetrix.trackViews(Object.assign(${viewsOf(settings)}, data.unique && { unique: true }, data.view && {
            callback: function (payload) {
              return location.href !== here || Object.assign({}, payload, data.view);
            }
          }));
          data.events.forEach(function (event) { window.swetrix.track(event); });
        }`,
      noscript: ({ SWETRIX_PROJECT_ID, SWETRIX_API_URL = api }) =>
        html`<img alt="" width="1" height="1" hidden referrerpolicy="no-referrer-when-downgrade" src="${url`${SWETRIX_API_URL}/noscript?pid=${SWETRIX_PROJECT_ID}`}">`,
    },
  },
})

const api = url`https://api.swetrix.com/log`
const script = url`https://swetrix.org/swetrix.js`

const optionsOf = (settings: Fields) => ({
  apiURL: settings.SWETRIX_API_URL,
  respectDNT: settings.SWETRIX_RESPECT_DNT,
  devMode: settings.SWETRIX_DEV_MODE,
})

const viewsOf = (settings: Fields) => ({ hash: settings.SWETRIX_HASH, search: settings.SWETRIX_SEARCH })
