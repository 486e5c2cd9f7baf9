import { consentMode } from '../consent-mode.ts'
import { type Fields, renamed } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { linkTo } from '../link-to.ts'
import { type Js, js, type Url, url } from '../markup/index.ts'
import { defineProvider, type Goal, type Seen, type Split } from '../provider.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

/**
 * Google Analytics 4, by gtag.js. User ids and content security policy from developers.google.com (read 2026-11-20);
 * unverified: the length limits of names, the prefixes Google reserves, and GT- ids.
 */
export const googleAnalytics = defineProvider({
  name: 'google_analytics',
  title: 'Google Analytics',
  homepage: 'https://marketingplatform.google.com/about/analytics/',
  summary: 'Google’s web analytics (GA4), by the Google tag, which Google Ads and Floodlight share.',
  category: 'analytics',
  verified: '2026-11-20',
  terms: 'no personal data',
  settings: {
    GOOGLE_ANALYTICS_ID: setting.list(
      setting.id(
        'The measurement ID: in Google Analytics under Admin, Data streams. Ids of Google tags (GT-), Google Ads (AW-) and Floodlight (DC-) do too; several count every page in each.',
        'G-ABCDE12345',
        /^(?:G|GT|AW|DC)-(?!X+$)[A-Za-z0-9]{4,20}$/,
        'must be the id of a Google tag',
        [
          [/^UA-/i, 'must be the id of a Google tag; UA- ids of Universal Analytics no longer count'],
          [/^GTM-/i, 'must be the id of a Google tag; GTM- is a container of Google Tag Manager'],
        ],
      ),
    ),
    GOOGLE_ANALYTICS_SERVER_CONTAINER_URL: setting.optional(
      setting.url(
        'Your own server container, where hits go in place of Google’s hosts.',
        'https://metrics.example.com',
      ),
    ),
    GOOGLE_ANALYTICS_CONFIG: setting.optional(
      setting.object('Fields of gtag’s config call for every page.', { cookie_flags: 'SameSite=Lax;Secure' }),
    ),
    GOOGLE_ANALYTICS_SIGNALS: setting.optional(
      setting.boolean(
        'Google signals: true where they are switched on in Google Analytics, false to keep them off.',
        false,
      ),
    ),
    GOOGLE_ANALYTICS_DATA_LAYER: setting.optional(
      setting.variableName('Another name for the global dataLayer.', 'googleLayer'),
    ),
  },
  variables: {
    config: variable.object('Fields of gtag’s config call for this page.', { content_group: 'rhymes' }),
    custom_dimensions: variable.object(
      'Event-scoped custom dimensions, by parameter name; user_properties within it are user-scoped ones.',
      { rhyme_form: 'sonnet' },
    ),
    user_properties: variable.object('User-scoped custom dimensions.', { plan: 'pro' }),
  },
  aliases: {
    settings: {
      GOOGLE_ANALYTICS_GTAG_PROPERTY_ID: 'GOOGLE_ANALYTICS_ID',
      GOOGLE_ANALYTICS_PROPERTY_ID: 'GOOGLE_ANALYTICS_ID',
    },
    tags: { google_analytics_gtag: 'google_analytics' },
    variables: { google_analytics_gtag_identity: 'identity' },
  },
  capabilities: {
    identity: 'as user_id; Google’s terms forbid names and e-mail addresses, which are hashed or left out',
    session: 'as user properties; register them as custom dimensions to see them in reports',
    goal: 'as an event, which you mark as a key event',
    split: 'as the event experience_impression',
    page: true,
    events: true,
  },
  csp: ({ GOOGLE_ANALYTICS_ID, GOOGLE_ANALYTICS_SIGNALS, GOOGLE_ANALYTICS_SERVER_CONTAINER_URL }) => {
    const advertises = GOOGLE_ANALYTICS_SIGNALS === true || GOOGLE_ANALYTICS_ID.some((id) => /^(?:AW|DC)-/.test(id))
    const ads = advertises
      ? ['https://*.g.doubleclick.net', 'https://*.google.com', 'https://pagead2.googlesyndication.com']
      : []
    const own = GOOGLE_ANALYTICS_SERVER_CONTAINER_URL ? [GOOGLE_ANALYTICS_SERVER_CONTAINER_URL.origin] : []
    const frames = [...own, ...(advertises ? ['https://td.doubleclick.net', 'https://www.googletagmanager.com'] : [])]
    return {
      'script-src': ['https://*.googletagmanager.com'],
      'img-src': ['https://*.google-analytics.com', 'https://*.googletagmanager.com', ...ads, ...own],
      'connect-src': [
        'https://*.google-analytics.com',
        'https://*.analytics.google.com',
        'https://*.googletagmanager.com',
        ...ads,
        ...own,
      ],
      ...(frames.length === 0 ? {} : { 'frame-src': frames }),
    }
  },
  tags: {
    google_analytics: {
      position: 'head_top',
      data: ({ variables, identity, session, goal, split, page, events }) => {
        const config: Record<string, unknown> = {
          page_location: page?.href,
          page_title: page?.title,
          page_referrer: page?.referrer,
          ...variables.custom_dimensions,
          ...variables.config,
        }
        const properties = {
          ...propertiesOf(session),
          ...(config.user_properties as object),
          ...variables.user_properties,
        }
        if (Object.keys(properties).length > 0) config.user_properties = properties
        if (identity !== undefined && !('user_id' in config)) config.user_id = identity.slice(0, 256)
        const all = [
          ...goalEvent(goal),
          ...splitEvent(split),
          ...events.map(([name, fields]) => [eventName(name), fields]),
        ]
        return { config, events: all.length === 0 ? undefined : all }
      },
      stub: ({ GOOGLE_ANALYTICS_DATA_LAYER: name }) => js`
        ${layerOf(name)} = ${layerOf(name)} || [];
        window.gtag = window.gtag || function () { ${layerOf(name)}.push(arguments); };`,
      // gtag.js tells its commands from other entries by their being Arguments: an array would be ignored. Another gtag may
      // write into a data layer of another name.
      script: ({ GOOGLE_ANALYTICS_ID, GOOGLE_ANALYTICS_DATA_LAYER: name, ...settings }) => js`
        if (data.config.page_location) data.config.page_location = ${linkTo(js`data.config.page_location`)}.href;
        function tell() { ${layerOf(name)}.push(arguments); }
        tell("js", new Date());
        ${GOOGLE_ANALYTICS_ID}.forEach(function (id) {
          tell("config", id, { ${forEveryPage(settings)}...data.config });
        });
        (data.events || []).forEach(function (event) { tell("event", event[0], event[1]); });`,
      consent: ({ GOOGLE_ANALYTICS_DATA_LAYER: name }, asked) => consentMode('google_analytics', layerOf(name), asked),
      consentMode: true,
      load: ({ GOOGLE_ANALYTICS_ID: [first = ''], GOOGLE_ANALYTICS_DATA_LAYER: layer }) => [
        {
          src:
            layer === undefined
              ? url`https://www.googletagmanager.com/gtag/js?id=${first}`
              : url`https://www.googletagmanager.com/gtag/js?id=${first}&l=${layer}`,
        },
      ],
    },
  },
})

const layerOf = (name = 'dataLayer') => js`window[${name}]`

function forEveryPage(settings: {
  GOOGLE_ANALYTICS_CONFIG?: Fields | undefined
  GOOGLE_ANALYTICS_SERVER_CONTAINER_URL?: Url | undefined
  GOOGLE_ANALYTICS_SIGNALS?: boolean | undefined
}): Js {
  const fields = {
    ...settings.GOOGLE_ANALYTICS_CONFIG,
    ...(settings.GOOGLE_ANALYTICS_SERVER_CONTAINER_URL && {
      server_container_url: settings.GOOGLE_ANALYTICS_SERVER_CONTAINER_URL,
    }),
    ...(settings.GOOGLE_ANALYTICS_SIGNALS === false && { allow_google_signals: false }),
  }
  return Object.keys(fields).length === 0 ? js`` : js`...${fields}, `
}

// The user name goes as user_id, and Google asks that it be nowhere else.
const propertiesOf = (session: Seen['session']) =>
  renamed(session, (name) => (name === 'username' ? undefined : validName(name, 24)))

const goalEvent = (goal: Goal | undefined): [string, Fields][] => {
  if (goal === undefined) return []
  const { revenue, currency } = goal
  return [[eventName(goalName(goal)), revenue === undefined ? {} : { value: revenue, currency }]]
}

const splitEvent = (split: Split | undefined): [string, Fields][] =>
  split === undefined
    ? []
    : [['experience_impression', { exp_variant_string: `analytical-${split.name}-${split.version}` }]]

const eventName = (name: unknown) => validName(name, 40)

/** A name as Google takes it: letters, digits and underscores, a letter first, none of the reserved prefixes. */
function validName(name: unknown, longest: number): string {
  const plain = String(name).trim().replace(/\W+/g, '_')
  const isReserved = /^(?:ga_|google_|firebase_|[^A-Za-z])/.test(plain)
  return (isReserved ? `x_${plain}` : plain).slice(0, longest)
}
