import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { linkTo } from '../link-to.ts'
import { js, type Url, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

const zones = {
  US: {
    api: 'https://api2.amplitude.com',
    more: ['https://sr-client-cfg.amplitude.com', 'https://diagnostics.prod.us-west-2.amplitude.com'],
  },
  EU: {
    api: 'https://api.eu.amplitude.com',
    more: ['https://sr-client-cfg.eu.amplitude.com', 'https://diagnostics.prod.eu-central-1.amplitude.com'],
  },
}

const methods =
  'getDeviceId setDeviceId getSessionId setSessionId getUserId setUserId setOptOut setTransport reset extendSession'.split(
    ' ',
  )
const promisingMethods = 'init add remove track logEvent identify groupIdentify setGroup revenue flush'.split(' ')
const identifyMethods =
  'add append clearAll prepend set setOnce unset preInsert postInsert remove getUserProperties'.split(' ')
const revenueMethods =
  'getEventProperties setProductId setQuantity setPrice setRevenue setRevenueType setReceipt setReceiptSig setCurrency setEventProperties'.split(
    ' ',
  )

/**
 * Amplitude. What the library reads of the stub, its options, hosts and properties of a page view, and the integrity of the
 * file, which is of its unpacked text, are from @amplitude/analytics-browser 2.48.1 (read 2026-11-21); unverified: the event
 * $exposure.
 */
export const amplitude = defineProvider({
  name: 'amplitude',
  title: 'Amplitude',
  homepage: 'https://amplitude.com',
  summary: 'Product analytics by events and user properties.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    AMPLITUDE_API_KEY: setting.hex(
      'The API key: in Amplitude under Settings, Projects.',
      '0123456789abcdef0123456789abcdef',
    ),
    AMPLITUDE_SERVER_ZONE: setting.optional(
      setting.choice('Where the project’s data is kept; US unless you say.', ['US', 'EU'], 'EU'),
    ),
    AMPLITUDE_SERVER_URL: setting.optional(
      setting.url('Your own proxy for events, with its whole path.', 'https://amplitude.example.com/2/httpapi'),
    ),
    AMPLITUDE_CONFIG: setting.optional(
      setting.object(
        'Any other option of amplitude.init.',
        { autocapture: { elementInteractions: true } },
        { serverZone: 'AMPLITUDE_SERVER_ZONE', serverUrl: 'AMPLITUDE_SERVER_URL' },
      ),
    ),
  },
  variables: {
    user_properties: variable.object('User properties; laid over the session.', { plan: 'pro' }),
    groups: variable.object('The groups the visitor belongs to: the name of each, by its type.', { company: 'acme' }),
  },
  capabilities: {
    identity: true,
    session: 'as user properties',
    goal: 'as an event',
    split: 'as the event $exposure',
    page: true,
    events: true,
  },
  csp: ({ AMPLITUDE_SERVER_ZONE = 'US', AMPLITUDE_SERVER_URL }) => {
    const { api, more } = zones[AMPLITUDE_SERVER_ZONE]
    return {
      'script-src': ['https://cdn.amplitude.com'],
      'connect-src': [AMPLITUDE_SERVER_URL?.origin ?? api, ...more],
    }
  },
  tags: {
    amplitude: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, split, page, events }) => ({
        userId: identity,
        properties: filled({
          email: user.email,
          name: user.name,
          ...traitsOf(session),
          ...variables.user_properties,
        }),
        page: page && {
          href: page.href,
          properties: { '[Amplitude] Page Title': page.title, referrer: page.referrer },
        },
        calls: commands(
          ...Object.entries(variables.groups ?? {}).map(([type, name]) => ['setGroup', type, name]),
          split && ['track', '$exposure', { flag_key: split.name, variant: split.version }],
          goal &&
            (goal.revenue === undefined
              ? ['track', goalName(goal)]
              : ['track', goalName(goal), {}, { revenue: goal.revenue, currency: goal.currency }]),
          ...events.map(([name, properties]) => ['track', name, properties]),
        ),
      }),
      stub: () => js`
        if (!window.amplitude) {
          var list = function (calls) { return Array.prototype.slice.call(calls); };
          var takeCalls = function (client) {
            ${methods}.forEach(function (method) {
              client[method] = function () { client._q.push({ name: method, args: list(arguments) }); };
            });
            ${promisingMethods}.forEach(function (method) {
              client[method] = function () {
                var args = list(arguments);
                return {
                  promise: new Promise(function (resolve) {
                    client._q.push({ name: method, args: args, resolve: resolve });
                  })
                };
              };
            });
            return client;
          };
          var recorder = function (methods) {
            var Recorder = function () { this._q = []; };
            methods.forEach(function (method) {
              Recorder.prototype[method] = function () {
                this._q.push({ name: method, args: list(arguments) });
                return this;
              };
            });
            return Recorder;
          };
          window.amplitude = takeCalls({ _q: [], _iq: {}, invoked: true });
          window.amplitude.Identify = recorder(${identifyMethods});
          window.amplitude.Revenue = recorder(${revenueMethods});
          window.amplitude.createInstance = function (name) {
            window.amplitude._iq[name] = takeCalls({ _q: [] });
            return window.amplitude._iq[name];
          };
        }`,
      // The user is an option of init, so that the page view which init counts has it. What the page says of itself is laid
      // over that page view: to switch it off and track another would switch off other automatic events too.
      script: (settings) => js`
        var config = ${configOf(settings)};
        if (data.userId !== undefined) config.userId = data.userId;
        if (data.page) {
          var page = data.page.properties;
          var link = ${linkTo(js`data.page.href || location.href`)};
          page["[Amplitude] Page Domain"] = link.hostname;
          page["[Amplitude] Page Location"] = link.href;
          page["[Amplitude] Page Path"] = link.pathname;
          page["[Amplitude] Page URL"] = link.href.split(/[?#]/)[0];
          window.amplitude.add({
            name: "analytical-page",
            type: "enrichment",
            setup: function () { return Promise.resolve(); },
            execute: function (event) {
              if (page && event.event_type === "[Amplitude] Page Viewed") {
                event.event_properties = Object.assign({}, event.event_properties, page);
                page = undefined;
              }
              return Promise.resolve(event);
            }
          });
        }
        window.amplitude.init(${settings.AMPLITUDE_API_KEY}, config);
        if (data.properties) {
          var identify = new window.amplitude.Identify();
          Object.keys(data.properties).forEach(function (name) { identify.set(name, data.properties[name]); });
          window.amplitude.identify(identify);
        }
        ${callMethods('amplitude', js`data.calls`)}`,
      consent: () => js`window.amplitude.setOptOut(consent.analytics !== "granted");`,
      load: () => [
        {
          src: url`https://cdn.amplitude.com/libs/analytics-browser-2.48.1-min.js.gz`,
          attributes: {
            integrity: 'sha384-Sk+l9VwU+jvx8zsmLuRDNUQE+0K4h0xsyjdrfb/czM6hRumd1igYdOvGwa0LAGcq',
            crossorigin: 'anonymous',
          },
        },
      ],
    },
  },
})

function configOf(settings: {
  AMPLITUDE_SERVER_ZONE?: string | undefined
  AMPLITUDE_SERVER_URL?: Url | undefined
  AMPLITUDE_CONFIG?: Record<string, unknown> | undefined
}) {
  return {
    // Amplitude refuses user ids of less than five characters unless told otherwise.
    minIdLength: 1,
    ...settings.AMPLITUDE_CONFIG,
    ...filled({ serverZone: settings.AMPLITUDE_SERVER_ZONE, serverUrl: settings.AMPLITUDE_SERVER_URL }),
  }
}
