import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { linkTo } from '../link-to.ts'
import { js, type Url, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands, instanceStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

const clouds = {
  us: { api: url`https://us.i.posthog.com`, assets: url`https://us-assets.i.posthog.com` },
  eu: { api: url`https://eu.i.posthog.com`, assets: url`https://eu-assets.i.posthog.com` },
}

// Taken early by posthog-js's own loader; methods that return something cannot be.
const methods =
  'alias capture captureException captureLog createPersonProfile group identify loadToolbar on onFeatureFlags onSessionId onSurveysLoaded opt_in_capturing opt_out_capturing clear_opt_in_out_capturing register register_for_session register_once reloadFeatureFlags reset resetGroups set_config setPersonProperties setPersonPropertiesForFlags setGroupPropertiesForFlags startSessionRecording stopSessionRecording startExceptionAutocapture stopExceptionAutocapture unregister unregister_for_session updateFlags'.split(
    ' ',
  )

/**
 * PostHog. What the library reads of the stub, the hosts it derives, the order in which it runs early calls and the properties
 * that an event may replace are from posthog-js 1.449.2 (read 2026-11-21); the property and the event of an experiment from
 * PostHog's page on experiments without feature flags.
 */
export const posthog = defineProvider({
  name: 'posthog',
  title: 'PostHog',
  homepage: 'https://posthog.com',
  summary: 'Product analytics with session replay, feature flags and experiments; in the cloud or self-hosted.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    POSTHOG_PROJECT_TOKEN: setting.id(
      'The project token: in PostHog under Settings, Project, General.',
      'phc_b1C2d3E4f5G6h7I8j9K0l1M2n3O4p5Q6r7S8t9U0v1W',
      /^phc_(?!x+$)[A-Za-z0-9_-]{4,100}$/i,
      'must be a project token, which starts with phc_',
      [[/^ph[sx]_/i, 'must be a project token, which starts with phc_; this is a secret key and belongs on no page']],
    ),
    POSTHOG_HOST: setting.optional(
      setting.url(
        'Where data goes: https://us.i.posthog.com unless you say, https://eu.i.posthog.com, or your own proxy or server.',
        'https://eu.i.posthog.com',
      ),
    ),
    POSTHOG_UI_HOST: setting.optional(
      setting.url(
        'PostHog’s own address for links back to it; for sites whose host is a proxy.',
        'https://eu.posthog.com',
      ),
    ),
    POSTHOG_DEFAULTS: setting.optional(
      setting.id(
        'The date whose set of default options to use, as in PostHog’s install snippet.',
        '2025-05-24',
        /^\d{4}-\d\d-\d\d$/,
        'must be a date',
      ),
    ),
    POSTHOG_PERSON_PROFILES: setting.optional(
      setting.choice(
        'Whose events make a person profile; those of identified visitors unless you say.',
        ['identified_only', 'always', 'never'],
        'identified_only',
      ),
    ),
    POSTHOG_CONFIG: setting.optional(
      setting.object(
        'Any other option of posthog.init.',
        { autocapture: false, cross_subdomain_cookie: false },
        { api_host: 'POSTHOG_HOST' },
      ),
    ),
  },
  variables: {
    properties: variable.object('Properties of every event from here on; laid over the session.', { plan: 'pro' }),
    person_properties: variable.object('Properties of the person.', { signed_up: '2026-01-31' }),
    groups: variable.object('The groups the visitor belongs to: the key of each, by its type.', { company: 'acme' }),
  },
  aliases: {
    settings: { POSTHOG_API_KEY: 'POSTHOG_PROJECT_TOKEN', POSTHOG_KEY: 'POSTHOG_PROJECT_TOKEN' },
  },
  capabilities: {
    identity: true,
    session: 'as properties of every event',
    goal: 'as an event',
    split: 'as the variant of the feature flag with the name of the test, and the event $feature_flag_called',
    page: true,
    events: true,
  },
  csp: ({ POSTHOG_HOST }) => {
    const { api, assets } = hostsOf(POSTHOG_HOST)
    return {
      'script-src': [assets.origin],
      'connect-src': [...new Set([api.origin, assets.origin])],
      'img-src': [api.origin],
      'worker-src': ['blob:'],
    }
  },
  tags: {
    posthog: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, split, page, events }) => {
        const properties = filled({ ...traitsOf(session), ...variables.properties })
        const person = filled({ email: user.email, name: user.name, ...variables.person_properties })
        return {
          page: page && { href: page.href, properties: { title: page.title, $referrer: page.referrer } },
          calls: commands(
            identity !== undefined ? ['identify', identity, person] : person && ['setPersonProperties', person],
            properties && ['register', properties],
            ...Object.entries(variables.groups ?? {}).map(([type, key]) => ['group', type, key]),
            split && ['register', { [`$feature/${split.name}`]: split.version }],
            split && ['capture', '$feature_flag_called', flagOf(split)],
            goal && ['capture', goalName(goal), filled({ revenue: goal.revenue, currency: goal.currency })],
            ...events.map(([name, properties]) => ['capture', name, properties]),
          ),
        }
      },
      stub: () => instanceStub('posthog', 1, methods, ['set', 'set_once']),
      // The library sets the title of a page view itself, over any that capture is given: only before_send can replace it.
      script: (settings) => js`
        var config = ${configOf(settings)};
        if (data.page) {
          var page = data.page.properties;
          var link = ${linkTo(js`data.page.href || location.href`)};
          if (page.$referrer) page.$referring_domain = ${linkTo(js`page.$referrer`)}.host;
          page.$current_url = link.href;
          page.$host = link.host;
          page.$pathname = link.pathname;
          config.before_send = function (event) {
            if (page && event && event.event === "$pageview") {
              Object.assign(event.properties, page);
              page = undefined;
            }
            return event;
          };
        }
        window.posthog.init(${settings.POSTHOG_PROJECT_TOKEN}, config);
        ${callMethods('posthog', js`data.calls`)}`,
      consent: () => js`
        if (consent.analytics === "granted") window.posthog.opt_in_capturing({ captureEventName: false });
        else window.posthog.opt_out_capturing();`,
      load: ({ POSTHOG_HOST }) => [
        { src: url`${hostsOf(POSTHOG_HOST).assets}/static/array.js`, attributes: { crossorigin: 'anonymous' } },
      ],
    },
  },
})

// As the library does: the addresses of PostHog's application stand for those of its cloud, any other host serves both.
function hostsOf(host: Url = clouds.us.api): { api: Url; assets: Url } {
  if (/^https:\/\/(?:app|us|us-assets)(?:\.i)?\.posthog\.com$/.test(String(host))) return clouds.us
  if (/^https:\/\/(?:eu|eu-assets)(?:\.i)?\.posthog\.com$/.test(String(host))) return clouds.eu
  return { api: host, assets: host }
}

function configOf(settings: {
  POSTHOG_HOST?: Url | undefined
  POSTHOG_UI_HOST?: Url | undefined
  POSTHOG_DEFAULTS?: string | undefined
  POSTHOG_PERSON_PROFILES?: string | undefined
  POSTHOG_CONFIG?: Record<string, unknown> | undefined
}) {
  return {
    ...settings.POSTHOG_CONFIG,
    ...filled({
      api_host: hostsOf(settings.POSTHOG_HOST).api,
      ui_host: settings.POSTHOG_UI_HOST,
      defaults: settings.POSTHOG_DEFAULTS,
      person_profiles: settings.POSTHOG_PERSON_PROFILES,
    }),
  }
}

const flagOf = ({ name, version }: { name: string; version: string }) => ({
  $feature_flag: name,
  $feature_flag_response: version,
  [`$feature/${name}`]: version,
})
