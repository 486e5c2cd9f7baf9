import { consentMode } from '../consent-mode.ts'
import { entryFor } from '../entry-for.ts'
import { type Fields, filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { linkTo } from '../link-to.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider, type Goal } from '../provider.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

/**
 * Google Ads, by gtag.js. The hosts from developers.google.com on content security policies and from sites that follow it
 * (read 2026-11-21); unverified: the shape of the conversion event, user_id for remarketing across devices, and the hosts
 * of Google in a visitor's country (www.google.de), which a policy can only list one by one.
 */
export const googleAds = defineProvider({
  name: 'google_ads',
  title: 'Google Ads',
  homepage: 'https://ads.google.com',
  summary: 'Google’s advertising; its tag counts conversions and builds audiences.',
  category: 'marketing',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    GOOGLE_ADS_ID: setting.list(
      setting.id(
        'The tag ID, AW- and digits: in Google Ads under Tools, Data manager, Google tag. Several ids share one tag.',
        'AW-123456789',
        /^AW-[0-9]{4,20}$/,
        'must be the id of a Google Ads tag, AW- and digits',
        [
          [/^GTM-/i, 'must be the id of a Google Ads tag, AW-; GTM- is a container of Google Tag Manager'],
          [/^(?:G|GT|UA)-/i, 'must be the id of a Google Ads tag, AW-; this is an id of Google Analytics'],
        ],
      ),
    ),
    GOOGLE_ADS_CONVERSIONS: setting.optional(
      setting.object(
        'The conversion label of goals and events, by their name or id; with an id of its own, like AW-123456789/label, where there are several.',
        { signed_up: 'AbC-D_efG-h12_34-567' },
      ),
    ),
    GOOGLE_ADS_CONFIG: setting.optional(
      setting.object('Fields of gtag’s config call for every page.', { allow_ad_personalization_signals: false }),
    ),
  },
  variables: {
    config: variable.object('Fields of gtag’s config call for this page.', { ignore_referrer: true }),
    conversion: variable.object(
      'A conversion as gtag takes it: send_to with id and label, value, currency, transaction_id.',
      { send_to: 'AW-123456789/AbC-D_efG-h12_34-567', transaction_id: 'order-17' },
    ),
  },
  capabilities: {
    identity: 'as user_id; Google’s terms forbid names and e-mail addresses, which are hashed or left out',
    session: false,
    goal: 'as a conversion where GOOGLE_ADS_CONVERSIONS has its label, else as an event for audiences',
    split: false,
    page: true,
    events: 'as conversions where GOOGLE_ADS_CONVERSIONS has their label, else as events for audiences',
  },
  csp: () => {
    const hosts = [
      'https://*.googletagmanager.com',
      'https://www.googleadservices.com',
      'https://googleads.g.doubleclick.net',
      'https://pagead2.googlesyndication.com',
      'https://www.google.com',
    ]
    return {
      'script-src': hosts,
      'img-src': [...hosts, 'https://google.com'],
      'connect-src': [...hosts, 'https://google.com', 'https://ad.doubleclick.net'],
      'frame-src': ['https://www.googletagmanager.com', 'https://td.doubleclick.net'],
    }
  },
  tags: {
    google_ads: {
      position: 'head_top',
      // Every event names its receivers: Google Analytics on the same page listens to the same calls.
      data: ({ variables, identity, goal, page, events }, settings) => ({
        config: {
          page_location: page?.href,
          page_title: page?.title,
          page_referrer: page?.referrer,
          user_id: identity?.slice(0, 256),
          ...variables.config,
        },
        events: [
          ...goalEvent(goal, settings),
          ...(variables.conversion ? [['conversion', variables.conversion]] : []),
          ...events.map(([name, properties]) => eventFor([name], name, properties, settings)),
        ],
      }),
      stub: () => js`
        window.dataLayer = window.dataLayer || [];
        window.gtag = window.gtag || function () { window.dataLayer.push(arguments); };`,
      // gtag.js tells its commands from other entries by their being Arguments: an array would be ignored. Another gtag may
      // write into a data layer of another name.
      script: ({ GOOGLE_ADS_ID, GOOGLE_ADS_CONFIG = {} }) => js`
        if (data.config.page_location) data.config.page_location = ${linkTo(js`data.config.page_location`)}.href;
        function tell() { window.dataLayer.push(arguments); }
        tell("js", new Date());
        ${GOOGLE_ADS_ID}.forEach(function (id) {
          tell("config", id, { ...${GOOGLE_ADS_CONFIG}, ...data.config });
        });
        data.events.forEach(function (event) { tell("event", event[0], event[1]); });`,
      consent: (_, asked) => consentMode('google_ads', js`window.dataLayer`, asked),
      consentMode: true,
      load: ({ GOOGLE_ADS_ID: [first = ''] }) => [{ src: url`https://www.googletagmanager.com/gtag/js?id=${first}` }],
    },
  },
})

interface Settings {
  GOOGLE_ADS_ID: readonly string[]
  GOOGLE_ADS_CONVERSIONS?: Fields | undefined
}

const goalEvent = (goal: Goal | undefined, settings: Settings) =>
  goal === undefined
    ? []
    : [
        eventFor(
          [goal.name, goal.id],
          goalName(goal),
          { ...filled({ value: goal.revenue, currency: goal.currency }) },
          settings,
        ),
      ]

/** A conversion for what has a label under one of its keys, an event for audiences for anything else. */
function eventFor(keys: readonly unknown[], name: string, fields: Fields, settings: Settings): [string, Fields] {
  const { GOOGLE_ADS_ID, GOOGLE_ADS_CONVERSIONS: labels = {} } = settings
  const label = entryFor(labels, keys)
  if (label === undefined) return [name.trim().replace(/\W+/g, '_').slice(0, 40), { ...fields, send_to: GOOGLE_ADS_ID }]
  return ['conversion', { ...fields, send_to: label.includes('/') ? label : `${GOOGLE_ADS_ID[0]}/${label}` }]
}
