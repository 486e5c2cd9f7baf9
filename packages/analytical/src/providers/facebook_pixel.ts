import { hashedContact } from '../contact-hash.ts'
import { type Fields, filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { html, js, url } from '../markup/index.ts'
import { defineProvider, type Seen } from '../provider.ts'
import { callAll, commands, relayStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { standardEvent } from '../standard-event.ts'
import { variable } from '../variable.ts'

const standardEvents = [
  'AddPaymentInfo',
  'AddToCart',
  'AddToWishlist',
  'CompleteRegistration',
  'Contact',
  'CustomizeProduct',
  'Donate',
  'FindLocation',
  'InitiateCheckout',
  'Lead',
  'PageView',
  'Purchase',
  'Schedule',
  'Search',
  'StartTrial',
  'SubmitApplication',
  'Subscribe',
  'ViewContent',
]

/**
 * Meta Pixel, once the Facebook Pixel. Advanced matching and that it takes SHA-256 from developers.facebook.com (read
 * 2026-11-21); unverified: eventID, the list of standard events, the length of a custom event's name, the empty list that
 * switches Limited Data Use off, and the policy's hosts but for script and image.
 */
export const facebookPixel = defineProvider({
  name: 'facebook_pixel',
  otherNames: ['meta_pixel'],
  title: 'Meta Pixel',
  homepage: 'https://www.facebook.com/business/tools/meta-pixel',
  summary: 'Measures and builds audiences for advertising on Facebook and Instagram.',
  category: 'marketing',
  verified: '2026-11-21',
  settings: {
    FACEBOOK_PIXEL_ID: setting.list(
      setting.digits(
        'The pixel (dataset) ID: in Meta’s Events Manager under Data sources. Several ids count every page in each.',
        '1234567890123456',
      ),
    ),
    FACEBOOK_PIXEL_LIMITED_DATA_USE: setting.optional(
      setting.boolean(
        'Limited Data Use for visitors whose state’s law asks for it, which Meta finds out: true to ask for it, false to tell Meta that it is not asked for.',
        true,
      ),
    ),
  },
  variables: {
    user_data: variable.object(
      'More fields of advanced matching, as Meta names them; they reach Meta without a grant in FACEBOOK_PIXEL_PERSONAL_DATA.',
      { country: 'us' },
    ),
    limited_data_use: variable.boolean('Limited Data Use for this visitor.', true),
  },
  capabilities: {
    identity: 'advanced matching: hashed, and only where FACEBOOK_PIXEL_PERSONAL_DATA lists email or name',
    session: false,
    goal: 'as a standard event where it has the name of one, else as a custom event',
    split: false,
    page: false,
    events:
      'as standard events where they have the name of one, else as custom events; eventID tells them from those of the server',
  },
  csp: () => ({
    'script-src': ['https://connect.facebook.net'],
    'img-src': ['https://www.facebook.com'],
    'connect-src': ['https://www.facebook.com', 'https://connect.facebook.net'],
    'frame-src': ['https://www.facebook.com'],
    'form-action': ['https://www.facebook.com'],
  }),
  tags: {
    facebook_pixel_head: {
      position: 'head_bottom',
      data: ({ variables, identity, user, goal, events }, settings) => {
        const limited = variables.limited_data_use ?? settings.FACEBOOK_PIXEL_LIMITED_DATA_USE
        const match = filled({ ...matchOf({ identity, user }), ...variables.user_data })
        return commands(
          limited !== undefined && (limited ? ['dataProcessingOptions', ['LDU'], 0, 0] : ['dataProcessingOptions', []]),
          ...settings.FACEBOOK_PIXEL_ID.map((id) => ['init', id, match]),
          ['track', 'PageView'],
          goal && trackingOf(goalName(goal), filled({ value: goal.revenue, currency: goal.currency })),
          ...events.map(([name, { eventID, ...properties }]) =>
            trackingOf(name, properties, eventID === undefined ? undefined : { eventID }),
          ),
        )
      },
      // The pixel's own contract has the function as its own push; unlisted, since whoever copies it would never end.
      stub: () => js`
        ${relayStub('fbq', 'queue', 'callMethod')}
        window._fbq = window._fbq || window.fbq;
        if (!window.fbq.loaded) {
          Object.defineProperty(window.fbq, "push", { value: window.fbq, writable: true, configurable: true });
          window.fbq.loaded = true;
          window.fbq.version = "2.0";
        }`,
      script: () => callAll('fbq'),
      // The pixel keeps back what comes after a revoke until there is a grant.
      consent: () => js`
        window.fbq("consent", consent.marketing === "granted" ? "grant" : "revoke");`,
      load: () => [{ src: url`https://connect.facebook.net/en_US/fbevents.js` }],
    },
    facebook_pixel_body: {
      position: 'body_bottom',
      noscript: ({ FACEBOOK_PIXEL_ID }) =>
        html`${FACEBOOK_PIXEL_ID.map(
          (id) =>
            html`<img alt="" width="1" height="1" hidden src="${url`https://www.facebook.com/tr?id=${id}&ev=PageView&noscript=1`}">`,
        )}`,
    },
  },
})

function matchOf(seen: Pick<Seen, 'identity' | 'user'>): Fields {
  const { id, email, first, last } = hashedContact(seen)
  return { em: email, fn: first, ln: last, external_id: id }
}

function trackingOf(name: string, ...more: readonly unknown[]) {
  const standard = standardEvent(name, standardEvents)
  return standard === undefined ? ['trackCustom', name.slice(0, 50), ...more] : ['track', standard, ...more]
}
