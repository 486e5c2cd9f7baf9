import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands, methodStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

const hosts = {
  us: { cdn: url`https://cdn.us.heap-api.com`, collector: 'https://c.us.heap-api.com' },
  eu: { cdn: url`https://cdn.eu.heap-api.com`, collector: 'https://c.eu.heap-api.com' },
}

const classicMethods =
  'addEventProperties addUserProperties clearEventProperties identify resetIdentity removeEventProperty setEventProperties track unsetEventProperty'.split(
    ' ',
  )
const methods =
  'init startTracking stopTracking track resetIdentity identify getSessionId getUserId getIdentity addUserProperties addEventProperties removeEventProperty clearEventProperties addAccountProperties addAdapter addTransformer addTransformerFn onReady addPageviewProperties removePageviewProperty clearPageviewProperties trackPageview'.split(
    ' ',
  )

/**
 * Heap. The calls and their arguments are from developers.heap.io, the fields and the queue of the current script from its
 * install snippet in public repositories, those of the classic script from django-analytical (read 2026-11-21); unverified: the
 * classic script's methods beyond identify and track, what stopTracking and startTracking do before the script is ready, and
 * the hosts that the classic script sends to.
 */
export const heap = defineProvider({
  name: 'heap',
  title: 'Heap',
  homepage: 'https://www.heap.io',
  summary: 'Product analytics that records every click and page view by itself.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    HEAP_TRACKER_ID: setting.digits(
      'The environment ID, also called app ID: in Heap under Account, Manage, Projects.',
      '1234567890',
    ),
    HEAP_REGION: setting.optional(
      setting.choice(
        'Where the account’s data is kept; loads Heap’s current script, and without it the classic one is loaded.',
        ['us', 'eu'],
        'us',
      ),
    ),
    HEAP_CONFIG: setting.optional(setting.object('Options of heap.load.', { disableTextCapture: true })),
  },
  variables: {
    user_properties: variable.object('Properties of the user; laid over the session.', { plan: 'pro' }),
    event_properties: variable.object('Properties of every event from here on.', { section: 'rhymes' }),
  },
  aliases: { settings: { HEAP_ENV_ID: 'HEAP_TRACKER_ID', HEAP_APP_ID: 'HEAP_TRACKER_ID' } },
  capabilities: {
    identity: true,
    session: 'as user properties',
    goal: 'as a custom event',
    split: 'as an event property, named Experiment and the name of the test',
    page: false,
    events: true,
  },
  csp: ({ HEAP_REGION: region }) =>
    region === undefined
      ? {
          'script-src': ['https://cdn.heapanalytics.com', 'https://heapanalytics.com'],
          'connect-src': ['https://heapanalytics.com'],
          'img-src': ['https://heapanalytics.com'],
        }
      : { 'script-src': [hosts[region].cdn.origin], 'connect-src': [hosts[region].collector] },
  tags: {
    heap: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, split, events }) => {
        const person = filled({
          email: user.email,
          name: user.name,
          ...traitsOf(session),
          ...variables.user_properties,
        })
        const ofEvents = filled({
          ...(split && { [`Experiment ${split.name}`]: split.version }),
          ...variables.event_properties,
        })
        return commands(
          identity !== undefined && ['identify', identity],
          person && ['addUserProperties', person],
          ofEvents && ['addEventProperties', ofEvents],
          goal && ['track', goalName(goal), filled({ revenue: goal.revenue, currency: goal.currency })],
          ...events.map(([name, properties]) => ['track', name, properties]),
        )
      },
      stub: ({ HEAP_REGION }) =>
        HEAP_REGION === undefined
          ? methodStub('heap', classicMethods)
          : js`
            window.heapReadyCb = window.heapReadyCb || [];
            window.heap = window.heap || [];
            ${methods}.forEach(function (method) {
              window.heap[method] = window.heap[method] || function () {
                var args = arguments;
                window.heapReadyCb.push({
                  name: method,
                  fn: function () { if (window.heap[method]) window.heap[method].apply(window.heap, args); }
                });
              };
            });`,
      script: ({ HEAP_TRACKER_ID, HEAP_REGION, HEAP_CONFIG = {} }) =>
        HEAP_REGION === undefined
          ? js`
            window.heap.appid = ${HEAP_TRACKER_ID};
            window.heap.config = ${HEAP_CONFIG};
            ${callMethods('heap')}`
          : js`
            window.heap.envId = ${HEAP_TRACKER_ID};
            window.heap.clientConfig = ${{ ...HEAP_CONFIG, shouldFetchServerConfig: false }};
            ${callMethods('heap')}`,
      // The classic script has no such call.
      consent: ({ HEAP_REGION }) =>
        HEAP_REGION === undefined
          ? js``
          : js`window.heap[consent.analytics === "granted" ? "startTracking" : "stopTracking"]();`,
      load: ({ HEAP_TRACKER_ID, HEAP_REGION: region }) => [
        {
          src:
            region === undefined
              ? url`https://cdn.heapanalytics.com/js/heap-${HEAP_TRACKER_ID}.js`
              : url`${hosts[region].cdn}/config/${HEAP_TRACKER_ID}/heap_config.js`,
        },
      ],
    },
  },
})
