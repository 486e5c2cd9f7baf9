import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { personName } from '../person-name.ts'
import { defineProvider, type Seen } from '../provider.ts'
import { commands, pushAll } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Klaviyo. The object `klaviyo`, its queue `_klOnsite` of [method, ...arguments], `identify` and its special properties
 * ($email, $id), and that events count for known visitors only, from Klaviyo’s developer documentation and public
 * installations (read 2026-11-21); unverified: `$first_name` and `$last_name` in the newer object, `$value`,
 * `trackViewedItem`, and all hosts but static.klaviyo.com.
 */
export const klaviyo = defineProvider({
  name: 'klaviyo',
  title: 'Klaviyo',
  homepage: 'https://www.klaviyo.com',
  summary: 'E-mail and SMS marketing; its script ties what visitors do to profiles and shows sign-up forms.',
  category: 'marketing',
  verified: '2026-11-21',
  settings: {
    KLAVIYO_COMPANY_ID: setting.id(
      'The public API key, also called site ID: in Klaviyo under Settings, API keys.',
      'R7hYm2',
      /^[A-Za-z0-9]{6,20}$/,
      'must be the public API key, six or more letters and digits',
      [[/^pk_/i, 'must be the public API key; pk_ is a private key, which belongs in no page']],
    ),
  },
  variables: {
    viewed_item: variable.ofPage(
      variable.object('The product on this page, for lists of what a visitor viewed.', {
        Title: 'Sonnet',
        ItemId: 'r1',
      }),
    ),
    open_form: variable.ofPage(variable.text('The id of a sign-up form to open.', 'Xy12Ab')),
  },
  aliases: { settings: { KLAVIYO_PUBLIC_API_KEY: 'KLAVIYO_COMPANY_ID' } },
  capabilities: {
    identity: 'as the profile’s id; list email in KLAVIYO_PERSONAL_DATA to find profiles by their e-mail address',
    session: 'as profile properties, of known visitors only',
    goal: 'as a metric, of known visitors only',
    split: false,
    page: false,
    events: 'as metrics, of known visitors only',
  },
  csp: () => ({
    'script-src': ['https://*.klaviyo.com'],
    'connect-src': ['https://*.klaviyo.com'],
    'img-src': ['https://*.klaviyo.com', 'https://d3k81ch9hvuctc.cloudfront.net'],
    'style-src': ['https://*.klaviyo.com'],
    'font-src': ['https://*.klaviyo.com'],
  }),
  tags: {
    klaviyo: {
      position: 'body_bottom',
      // The profile first: an event counts for whom Klaviyo knows by then.
      data: ({ variables, identity, user, session, goal, events }) => {
        const profile = profileOf(identity, user, session)
        return commands(
          profile && ['identify', profile],
          variables.viewed_item ? ['trackViewedItem', variables.viewed_item] : undefined,
          goal && ['track', goalName(goal), filled({ $value: goal.revenue, currency: goal.currency })],
          ...events.map(([name, properties]) => ['track', name, properties]),
          variables.open_form ? ['openForm', variables.open_form] : undefined,
        )
      },
      // The vendor’s own stub has every method, by a Proxy; where there is no Proxy it is an array that passes on what is pushed.
      stub: () => js`
        window._klOnsite = window._klOnsite || [];
        if (!window.klaviyo) {
          window.klaviyo = [];
          window.klaviyo.push = function () { return window._klOnsite.push.apply(window._klOnsite, arguments); };
        }`,
      script: () => pushAll('klaviyo'),
      load: ({ KLAVIYO_COMPANY_ID }) => [
        { src: url`https://static.klaviyo.com/onsite/js/${KLAVIYO_COMPANY_ID}/klaviyo.js` },
      ],
    },
  },
})

/** Klaviyo knows a person by e-mail address or id; with neither there is no profile to keep properties of. */
function profileOf(identity: string | undefined, user: Seen['user'], session: Seen['session']) {
  const id = identity ?? user.id
  const email = user.email ?? (id?.includes('@') ? id : undefined)
  const { first, last } = personName(user.name)
  const traits = traitsOf(session)
  const profile = { $id: id, $email: email, $first_name: first, $last_name: last, ...traits }
  return (profile.$id ?? profile.$email ?? traits.email) === undefined ? undefined : profile
}
