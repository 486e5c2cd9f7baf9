import { cents } from '../cents.ts'
import { dataAttributes } from '../data-attributes.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { setting } from '../settings/setting.ts'

const cdn = url`https://cdn.usefathom.com`

/**
 * Fathom. Attributes, `trackPageview` and `trackEvent` from usefathom.com's script settings and a public copy of its script
 * of 2023 (read 2026-11-21); unverified: today's collecting host, the length of site ids, and that a domain of one's own
 * still serves the script.
 */
export const fathom = defineProvider({
  name: 'fathom',
  title: 'Fathom',
  homepage: 'https://usefathom.com',
  summary: 'Web analytics without cookies.',
  category: 'analytics',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    FATHOM_SITE_ID: setting.id(
      'The Site ID: in Fathom under Settings, Sites.',
      'VCJIPVUI',
      /^[A-Z]{5,20}$/,
      'must be capital letters',
    ),
    FATHOM_HOST: setting.optional(
      setting.url('Your own domain for Fathom, where you have one.', 'https://stats.example.com'),
    ),
    FATHOM_SPA: setting.optional(
      setting.choice(
        'How to count changes of the address without a new page; none unless you say.',
        ['auto', 'history', 'hash'],
        'auto',
      ),
    ),
    FATHOM_CANONICAL: setting.optional(
      setting.boolean('Count pages under their canonical address; true unless you say.', false),
    ),
    FATHOM_HONOR_DNT: setting.optional(setting.boolean('Heed the browser’s Do Not Track.', true)),
    FATHOM_INCLUDED_DOMAINS: setting.optional(
      setting.list(
        setting.id(
          'The only hosts to count on.',
          'rhymes.example',
          /^[A-Za-z0-9][A-Za-z0-9.-]{0,199}$/,
          'must be a host without https://',
        ),
      ),
    ),
    FATHOM_EXCLUDED_DOMAINS: setting.optional(
      setting.list(
        setting.id(
          'Hosts not to count on.',
          'staging.rhymes.example',
          /^[A-Za-z0-9][A-Za-z0-9.-]{0,199}$/,
          'must be a host without https://',
        ),
      ),
    ),
  },
  variables: {},
  capabilities: {
    identity: false,
    session: false,
    goal: 'as an event, its revenue in cents',
    split: false,
    page: 'address and referrer; the title cannot be told',
    events: 'by name, without their properties',
  },
  csp: ({ FATHOM_HOST = cdn }) => ({
    'script-src': [FATHOM_HOST.origin],
    'img-src': [FATHOM_HOST.origin],
    'connect-src': [FATHOM_HOST.origin],
  }),
  tags: {
    fathom: {
      position: 'head_bottom',
      data: ({ goal, page, events }) => ({
        page: filled({ url: page?.href, referrer: page?.referrer }),
        events: [
          ...(goal ? [[goalName(goal), { _value: cents(goal.revenue) }]] : []),
          ...events.map(([name]) => [name]),
        ],
      }),
      load: ({ FATHOM_SITE_ID, FATHOM_HOST = cdn, FATHOM_SPA, ...settings }) => [
        {
          src: url`${FATHOM_HOST}/script.js`,
          defer: true,
          attributes: dataAttributes({
            site: FATHOM_SITE_ID,
            // The script would count the page at once, before anything could say under which address.
            auto: false,
            spa: FATHOM_SPA,
            canonical: settings.FATHOM_CANONICAL,
            'honor-dnt': settings.FATHOM_HONOR_DNT,
            'included-domains': settings.FATHOM_INCLUDED_DOMAINS,
            'excluded-domains': settings.FATHOM_EXCLUDED_DOMAINS,
          }),
        },
      ],
      loaded: () => js`
        if (window.fathom) {
          window.fathom.trackPageview(data.page);
          data.events.forEach(function (event) { window.fathom.trackEvent(event[0], event[1]); });
        }`,
      // What blockTrackingForMe and enableTrackingForMe do, without the alert that they show the visitor. Who blocked it so
      // stays blocked. A browser that keeps nothing throws.
      consent: () => js`
        try {
          if (consent.analytics === "granted") {
            if (localStorage.getItem("fathomRefused")) localStorage.removeItem("blockFathomTracking");
            localStorage.removeItem("fathomRefused");
          } else if (!localStorage.getItem("blockFathomTracking")) {
            localStorage.setItem("blockFathomTracking", "true");
            localStorage.setItem("fathomRefused", "true");
          }
        } catch (error) {}`,
    },
  },
})
