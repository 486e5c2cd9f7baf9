import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { linkTo } from '../link-to.ts'
import { js, type Url, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands, instanceStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

const regions = {
  us: url`https://api-js.mixpanel.com`,
  eu: url`https://api-eu.mixpanel.com`,
  in: url`https://api-in.mixpanel.com`,
}

const methods =
  'disable time_event track track_pageview track_links track_forms track_with_groups add_group set_group remove_group register register_once alias unregister identify name_tag set_config reset opt_in_tracking opt_out_tracking has_opted_in_tracking has_opted_out_tracking clear_opt_in_out_tracking start_batch_senders start_session_recording stop_session_recording'.split(
    ' ',
  )
const peopleMethods = 'set set_once unset increment append union track_charge clear_charges delete_user remove'.split(
  ' ',
)

/**
 * Mixpanel. What the library reads of the stub, the order in which it runs early calls, its options, the properties of a page
 * view and what opting out does are from mixpanel-browser 2.83.0, the event of an experiment from Mixpanel's pages on
 * experiments (read 2026-11-21); unverified: the hosts of the regions eu and in.
 */
export const mixpanel = defineProvider({
  name: 'mixpanel',
  title: 'Mixpanel',
  homepage: 'https://mixpanel.com',
  summary: 'Product analytics by events and user profiles.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    MIXPANEL_API_TOKEN: setting.hex(
      'The project token: in Mixpanel under Project settings, Access keys.',
      '0123456789abcdef0123456789abcdef',
    ),
    MIXPANEL_REGION: setting.optional(
      setting.choice('Where the project’s data is kept; us unless you say.', ['us', 'eu', 'in'], 'eu'),
    ),
    MIXPANEL_API_HOST: setting.optional(
      setting.url('Your own proxy, where data goes in place of Mixpanel’s hosts.', 'https://mp.example.com'),
    ),
    MIXPANEL_CONFIG: setting.optional(
      setting.object(
        'Options of mixpanel.init; page views are counted only with track_pageview.',
        { track_pageview: true },
        { api_host: 'MIXPANEL_API_HOST' },
      ),
    ),
  },
  variables: {
    properties: variable.object('Super properties, which every event has; laid over the session.', { plan: 'pro' }),
    people: variable.object('Properties of the user’s profile.', { $avatar: 'https://rhymes.example/jeff.png' }),
    groups: variable.object('The groups the visitor belongs to: the id of each, by its group key.', {
      company: 'acme',
    }),
  },
  aliases: { variables: { mixpanel_event: 'events' } },
  capabilities: {
    identity: true,
    session: 'as super properties, and in the profile of an identified user',
    goal: 'as an event',
    split: 'as the event $experiment_started',
    page: 'takes track_pageview in MIXPANEL_CONFIG',
    events: true,
  },
  csp: (settings) => ({
    'script-src': ['https://cdn.mxpnl.com'],
    'connect-src': [apiHost(settings).origin],
    'worker-src': ['blob:'],
  }),
  tags: {
    mixpanel: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, split, page, events }, { MIXPANEL_CONFIG }) => {
        const properties = filled({ ...traitsOf(session), ...variables.properties })
        const person = filled({ $email: user.email, $name: user.name, ...traitsOf(session), ...variables.people })
        return {
          page: MIXPANEL_CONFIG?.track_pageview && page && { href: page.href, properties: pageProperties(page) },
          calls: commands(
            identity !== undefined && ['identify', identity],
            properties && ['register', properties],
            ...Object.entries(variables.groups ?? {}).map(([key, id]) => ['set_group', key, id]),
            split && ['track', '$experiment_started', { 'Experiment name': split.name, 'Variant name': split.version }],
            goal && ['track', goalName(goal), filled({ revenue: goal.revenue, currency: goal.currency })],
            ...events.map(([name, properties]) => ['track', name, properties]),
          ),
          person: identity === undefined ? undefined : person,
        }
      },
      stub: () => js`
        var isNew = !window.mixpanel;
        ${instanceStub('mixpanel', 1.2, methods, peopleMethods)}
        if (isNew) {
          window.mixpanel.get_group = function () {
            var get = ["get_group"].concat(Array.prototype.slice.call(arguments));
            var group = {};
            ["set", "set_once", "union", "unset", "remove", "delete"].forEach(function (method) {
              group[method] = function () {
                window.mixpanel.push([get, [method].concat(Array.prototype.slice.call(arguments))]);
              };
            });
            return group;
          };
        }`,
      script: (settings) => js`
        var config = ${{ ...settings.MIXPANEL_CONFIG, api_host: apiHost(settings) }};
        if (data.page) config.track_pageview = false;
        window.mixpanel.init(${settings.MIXPANEL_API_TOKEN}, config);
        ${callMethods('mixpanel', js`data.calls`)}
        if (data.person) window.mixpanel.people.set(data.person);
        if (data.page) {
          var link = ${linkTo(js`data.page.href || location.href`)};
          window.mixpanel.track_pageview(Object.assign(data.page.properties, {
            $current_url: link.href,
            current_domain: link.hostname,
            current_url_path: link.pathname,
            current_url_protocol: link.protocol,
            current_url_search: link.search
          }));
        }`,
      // Without the options, each opt-in would be an event and an opt-out would delete the user's profile.
      consent: () => js`
        if (consent.analytics === "granted") window.mixpanel.opt_in_tracking({ track: null });
        else window.mixpanel.opt_out_tracking({ delete_user: false });`,
      load: () => [{ src: url`https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js` }],
    },
  },
})

const apiHost = ({
  MIXPANEL_API_HOST,
  MIXPANEL_REGION = 'us',
}: {
  MIXPANEL_API_HOST?: Url | undefined
  MIXPANEL_REGION?: keyof typeof regions | undefined
}): Url => MIXPANEL_API_HOST ?? regions[MIXPANEL_REGION]

const pageProperties = ({ title, referrer }: { title?: string; referrer?: string }) => ({
  current_page_title: title,
  $referrer: referrer,
})
