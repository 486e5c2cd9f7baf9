import { type Fields, filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { linkTo } from '../link-to.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider, type Goal } from '../provider.ts'
import { callAll, commands, functionStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { splitProperty } from '../split-property.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

const cloud = url`https://plausible.io`

/**
 * Plausible, by the script of October 2025 that is made for each site. The stub, the options of `init`, `url`, `props` and
 * `revenue` from the tracker's source in plausible/analytics (read 2026-11-21); unverified: the order of a queued page view
 * and `init`, and the names of Plausible's screens.
 */
export const plausible = defineProvider({
  name: 'plausible',
  title: 'Plausible',
  homepage: 'https://plausible.io',
  summary: 'Web analytics without cookies, in its cloud or on your own server.',
  category: 'analytics',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    PLAUSIBLE_SCRIPT_ID: setting.id(
      'The id of the site’s script: in Plausible under Site settings, Site installation, in the address of the script (pa-….js).',
      'pa-8JxQk2Vd7nTzRw5YbLmCf',
      /^(?:pa-)?[A-Za-z0-9_-]{12,64}$/,
      'must be the id of a Plausible script',
      [
        [
          /^(?!pa-)[a-z0-9.-]{1,190}\.[a-z]{2,20}$/i,
          'must be the id of a Plausible script; a domain goes into PLAUSIBLE_LEGACY_DOMAIN',
        ],
      ],
    ),
    PLAUSIBLE_HOST: setting.optional(
      setting.url('Your own Plausible, or a proxy; its /api/event takes the events.', 'https://stats.example.com'),
    ),
    PLAUSIBLE_ENDPOINT: setting.optional(
      setting.url('Where events go, if elsewhere.', 'https://www.example.com/api/event'),
    ),
    PLAUSIBLE_OPTIONS: setting.optional(
      setting.object('Options of plausible.init for every page.', { hashBasedRouting: true }),
    ),
  },
  variables: {
    props: variable.object('Custom properties of the page view and its events, beside the session data.', {
      author: 'Jeff',
    }),
  },
  capabilities: {
    identity: false,
    session: 'as custom properties',
    goal: 'as an event, its revenue where it has a currency; add it in Plausible as a custom event goal',
    split: 'as a custom property named split_ and the test',
    page: 'the address; title and referrer are not told',
    events: true,
  },
  csp: ({ PLAUSIBLE_HOST = cloud, PLAUSIBLE_ENDPOINT = PLAUSIBLE_HOST }) => ({
    'script-src': [PLAUSIBLE_HOST.origin],
    'connect-src': [PLAUSIBLE_ENDPOINT.origin],
  }),
  tags: {
    plausible: {
      position: 'head_bottom',
      data: ({ variables, session, goal, split, page, events }, { PLAUSIBLE_OPTIONS: options = {} }) => {
        const href = page?.href
        // A page view under another address is counted here, unless the site counts its page views itself.
        const isCounted = href !== undefined && options.autoCapturePageviews !== false
        const customProperties = filled({
          ...(options.customProperties as Fields),
          ...traitsOf(session),
          ...splitProperty(split),
          ...variables.props,
        })
        return {
          href,
          options: filled({ customProperties, autoCapturePageviews: isCounted ? false : undefined }),
          calls: commands(
            isCounted && ['pageview', {}],
            goal && [goalName(goal), { revenue: revenueOf(goal) }],
            ...events.map(([name, properties]) => [name, { props: filled(properties) }]),
          ),
        }
      },
      stub: () => js`
        ${functionStub('plausible')}
        window.plausible.init = window.plausible.init || function (options) { window.plausible.o = options || {}; };`,
      script: ({ PLAUSIBLE_HOST, PLAUSIBLE_ENDPOINT, PLAUSIBLE_OPTIONS }) => {
        const endpoint = PLAUSIBLE_ENDPOINT ?? (PLAUSIBLE_HOST && url`${PLAUSIBLE_HOST}/api/event`)
        return js`
          if (data.href !== undefined) {
            var page = ${linkTo(js`data.href`)};
            data.calls.forEach(function (call) { call[1].url = page.href; });
          }
          window.plausible.init(Object.assign(${{ endpoint, ...PLAUSIBLE_OPTIONS }}, data.options));
          ${callAll('plausible', js`data.calls`)}`
      },
      load: ({ PLAUSIBLE_SCRIPT_ID, PLAUSIBLE_HOST = cloud }) => [
        { src: url`${PLAUSIBLE_HOST}/js/${`pa-${PLAUSIBLE_SCRIPT_ID.replace(/^pa-/, '')}`}.js` },
      ],
    },
  },
})

const revenueOf = ({ revenue, currency }: Goal) =>
  revenue === undefined || currency === undefined ? undefined : { currency, amount: revenue }
