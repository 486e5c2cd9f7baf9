import { dataAttributes } from '../data-attributes.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { linkTo } from '../link-to.ts'
import { js, url } from '../markup/index.ts'
import { plainValues } from '../plain-values.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { profileOf, traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Databuddy. The attributes, calls and limits from databuddy.cc/docs and the tracker’s source in databuddy-analytics/Databuddy
 * (read 2026-11-21). The tracker counts the page right after its file’s load event, so what `loaded` tells comes first, and a
 * screen view told there stands for its own. Unverified: that the properties of a screen view replace path, title and referrer
 * in the reports, as they do in what is sent.
 */
export const databuddy = defineProvider({
  name: 'databuddy',
  title: 'Databuddy',
  homepage: 'https://www.databuddy.cc',
  summary: 'Open-source web analytics without cookies.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    DATABUDDY_CLIENT_ID: setting.id(
      'The client id of the website: in Databuddy in the tracking script, as data-client-id.',
      '3ed1fce1-5a56-4cbc-a917-66864f6d18e3',
      /^[A-Za-z0-9][A-Za-z0-9_-]{7,63}$/,
      'must be the client id of a website',
    ),
    DATABUDDY_API_URL: setting.optional(
      setting.url('Where events go; https://basket.databuddy.cc unless you say.', 'https://basket.example.com'),
    ),
    DATABUDDY_SCRIPT_URL: setting.optional(
      setting.url(
        'Another address of the script; it finds itself by the file name databuddy.js.',
        'https://cdn.example.com/databuddy.js',
      ),
    ),
    DATABUDDY_TRACK_HASH_CHANGES: setting.optional(
      setting.boolean('Count changes of the address after the # as screen views.', true),
    ),
    DATABUDDY_TRACK_ATTRIBUTES: setting.optional(
      setting.boolean('Count clicks on elements with a data-track attribute.', true),
    ),
    DATABUDDY_TRACK_OUTGOING_LINKS: setting.optional(setting.boolean('Count clicks on links to other sites.', true)),
    DATABUDDY_TRACK_INTERACTIONS: setting.optional(setting.boolean('Count clicks, keys and scrolling.', true)),
    DATABUDDY_TRACK_WEB_VITALS: setting.optional(setting.boolean('Measure how fast pages are.', true)),
    DATABUDDY_TRACK_ERRORS: setting.optional(setting.boolean('Report errors of the page’s scripts.', true)),
    DATABUDDY_SAMPLING_RATE: setting.optional(
      setting.number('The share of events that is counted, from 0 to 1.', 0.5, { min: 0, max: 1 }),
    ),
    DATABUDDY_SKIP_PATTERNS: setting.optional(
      setting.list(setting.line('Patterns of paths that are not counted.', '/admin/*')),
    ),
    DATABUDDY_MASK_PATTERNS: setting.optional(
      setting.list(
        setting.line('Patterns of paths that are counted under the pattern in place of the path.', '/users/*'),
      ),
    ),
  },
  variables: {
    traits: variable.object('More traits of the identified visitor, laid over the session.', { plan: 'pro' }),
    global_properties: variable.object('Properties of every event on this page.', { section: 'rhymes' }),
    clear_profile: variable.boolean(
      'Forget the user that an earlier page told; the browser keeps it until then.',
      true,
    ),
  },
  capabilities: {
    identity: true,
    session: 'as traits of an identified visitor, or properties of every event for an anonymous one',
    goal: 'as a custom event',
    split: false,
    page: true,
    events: 'nested properties are left out',
  },
  csp: ({ DATABUDDY_API_URL = basket, DATABUDDY_SCRIPT_URL = script }) => ({
    'script-src': [DATABUDDY_SCRIPT_URL.origin],
    'connect-src': [DATABUDDY_API_URL.origin],
  }),
  tags: {
    databuddy: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, page, events }) => {
        const traits = profileOf({ user, session }, variables.traits)
        const globals = plainValues({
          ...(identity === undefined && traitsOf(session)),
          ...variables.global_properties,
        })
        const view = filled({ path: page?.href, title: page?.title, referrer: page?.referrer })
        const calls = commands(
          variables.clear_profile === true && ['clearProfile'],
          identity !== undefined && ['identify', identity.slice(0, 128), plainValues(traits)],
          globals && ['setGlobalProperties', globals],
          view && ['screenView', view],
          goal && ['track', goalName(goal), filled({ revenue: goal.revenue, currency: goal.currency })],
          ...events.map(([name, properties]) => ['track', name, plainValues(properties)]),
        )
        return calls.length === 0 ? undefined : calls
      },
      // Before the file is there, the opt-out is a flag, and one of an earlier page lies in the browser's storage.
      consent: () => js`
        var isGranted = consent.analytics === "granted";
        var choose = isGranted ? window.databuddyOptIn : window.databuddyOptOut;
        if (choose) {
          choose();
        } else {
          window.databuddyOptedOut = !isGranted;
          try {
            if (isGranted) ["databuddy_opt_out", "databuddy_disabled"].forEach(function (flag) { localStorage.removeItem(flag); });
          } catch (error) {}
        }`,
      load: ({ DATABUDDY_SCRIPT_URL = script, ...settings }) => [
        {
          src: DATABUDDY_SCRIPT_URL,
          attributes: dataAttributes({
            'client-id': settings.DATABUDDY_CLIENT_ID,
            'api-url': settings.DATABUDDY_API_URL,
            'track-hash-changes': settings.DATABUDDY_TRACK_HASH_CHANGES,
            'track-attributes': settings.DATABUDDY_TRACK_ATTRIBUTES,
            'track-outgoing-links': settings.DATABUDDY_TRACK_OUTGOING_LINKS,
            'track-interactions': settings.DATABUDDY_TRACK_INTERACTIONS,
            'track-web-vitals': settings.DATABUDDY_TRACK_WEB_VITALS,
            'track-errors': settings.DATABUDDY_TRACK_ERRORS,
            'sampling-rate': settings.DATABUDDY_SAMPLING_RATE,
            'skip-patterns': settings.DATABUDDY_SKIP_PATTERNS && JSON.stringify(settings.DATABUDDY_SKIP_PATTERNS),
            'mask-patterns': settings.DATABUDDY_MASK_PATTERNS && JSON.stringify(settings.DATABUDDY_MASK_PATTERNS),
          }),
        },
      ],
      // The tracker writes a path as origin and path name.
      loaded: () => js`
        if (window.databuddy) {
          data.forEach(function (command) {
            if (command[0] !== "screenView" || !command[1].path) return;
            var link = ${linkTo(js`command[1].path`)};
            command[1].path = link.origin + link.pathname;
          });
          ${callMethods('databuddy')}
        }`,
    },
  },
})

const basket = url`https://basket.databuddy.cc`
const script = url`https://cdn.databuddy.cc/databuddy.js`
