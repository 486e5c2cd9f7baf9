import { type Fields, filled, renamed } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider, type Seen } from '../provider.ts'
import { commands, functionStub } from '../queues.ts'
import type { Secret } from '../settings/secret.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { unixSeconds } from '../unix-seconds.ts'
import { variable } from '../variable.ts'

const regions = {
  us: {
    api: 'https://api-iam.intercom.io',
    others: [
      'https://nexus-websocket-a.intercom.io',
      'wss://nexus-websocket-a.intercom.io',
      'https://nexus-websocket-b.intercom.io',
      'wss://nexus-websocket-b.intercom.io',
      'https://uploads.intercomcdn.com',
    ],
  },
  eu: {
    api: 'https://api-iam.eu.intercom.io',
    others: [
      'https://nexus-europe-websocket.intercom.io',
      'wss://nexus-europe-websocket.intercom.io',
      'https://uploads.intercomcdn.eu',
    ],
  },
  au: {
    api: 'https://api-iam.au.intercom.io',
    others: [
      'https://nexus-australia-websocket.intercom.io',
      'wss://nexus-australia-websocket.intercom.io',
      'https://uploads.au.intercomcdn.com',
    ],
  },
}

/**
 * Intercom. That the hash is HMAC-SHA256 and that `user_id` comes before `email` are from Intercom's help on identity
 * verification, the API hosts of the regions and most hosts of the policy from public policies and clients (read
 * 2026-11-21); unverified: `disabled`, that dates are told in seconds whatever the attribute, and the hosts of uploads,
 * images and frames.
 */
export const intercom = defineProvider({
  name: 'intercom',
  title: 'Intercom',
  homepage: 'https://www.intercom.com',
  summary: 'Customer support by chat, with a record of each user.',
  category: 'functional',
  verified: '2026-11-21',
  settings: {
    INTERCOM_APP_ID: setting.id(
      'The workspace ID, also called app ID: in Intercom in the address of every page, after /apps/.',
      'tx2p130c',
      /^[a-z0-9]{4,20}$/,
      'must be lower-case letters and digits',
    ),
    INTERCOM_HMAC_SECRET_KEY: setting.optional(
      setting.secret(
        'The identity verification secret: in Intercom under Settings, Security. It signs who the user is; the secret itself never leaves the server.',
      ),
    ),
    INTERCOM_REGION: setting.optional(
      setting.choice('Where the workspace’s data is kept; us unless you say.', ['us', 'eu', 'au'], 'eu'),
    ),
  },
  variables: {
    name: variable.text('The user’s name, in place of the signed-in user’s.', 'Ann Poet'),
    email: variable.text('The user’s e-mail address, in place of the signed-in user’s.', 'ann@example.com'),
    user_id: variable.text('The user’s id, in place of the signed-in user’s.', '17'),
    user_hash: variable.text(
      'The HMAC of the user’s id, or else of the e-mail address, where the site signs it itself.',
      'ab12',
    ),
    user_jwt: variable.text(
      'A JSON Web Token that tells who the user is, signed by the site.',
      'eyJhbGciOi.eyJ1c2.c2ln',
    ),
    created_at: variable.number('When the user signed up, in seconds since 1970.', 1_700_000_000),
    company: variable.object('The user’s company, by its company_id.', { company_id: 5, name: 'Rhymes Ltd' }),
    language_override: variable.text('The Messenger’s language, in place of the browser’s.', 'fr'),
    hide_default_launcher: variable.ofPage(variable.boolean('Do not show Intercom’s own button.', true)),
    custom_launcher_selector: variable.ofPage(variable.text('The CSS selector of the page’s own button.', '#help')),
  },
  rest: 'Any other attribute of the user, or option of the Messenger.',
  capabilities: {
    identity: 'as the user’s id, and as the name where that is not granted',
    session: 'as attributes of the user',
    goal: 'as an event',
    split: false,
    page: false,
    events: true,
  },
  csp: ({ INTERCOM_REGION = 'us' }) => {
    const { api, others } = regions[INTERCOM_REGION]
    return {
      'script-src': ['https://widget.intercom.io', 'https://js.intercomcdn.com', 'https://app.intercom.io'],
      'connect-src': [
        api,
        ...others,
        'https://via.intercom.io',
        'https://api-ping.intercom.io',
        'https://*.intercom-messenger.com',
        'wss://*.intercom-messenger.com',
      ],
      'img-src': [
        'https://*.intercomcdn.com',
        'https://*.intercomcdn.eu',
        'https://static.intercomassets.com',
        'https://*.intercom-attachments-1.com',
      ],
      'font-src': ['https://js.intercomcdn.com', 'https://fonts.intercomcdn.com'],
      'frame-src': ['https://intercom-sheets.com', 'https://www.intercom-reporting.com'],
      'media-src': ['https://js.intercomcdn.com'],
      'form-action': [api, 'https://intercom.help'],
    }
  },
  tags: {
    intercom: {
      position: 'body_bottom',
      data: (seen, { INTERCOM_HMAC_SECRET_KEY: secret }) => {
        const { goal, events } = seen
        const calls = commands(
          goal && ['trackEvent', goalName(goal), { revenue: goal.revenue, currency: goal.currency }],
          ...events.map(([name, properties]) => ['trackEvent', name, attributes(properties)]),
        )
        return { settings: signed(settingsOf(seen), seen, secret), calls: calls.length === 0 ? undefined : calls }
      },
      stub: () => functionStub('Intercom'),
      // The account last, so that no variable can name another; what consent said before this ran stays said.
      script: ({ INTERCOM_APP_ID, INTERCOM_REGION }) => js`
        if (window.intercomSettings && window.intercomSettings.disabled) data.settings.disabled = true;
        window.intercomSettings = data.settings;
        window.intercomSettings.app_id = ${INTERCOM_APP_ID};
        ${INTERCOM_REGION === undefined ? js`` : js`window.intercomSettings.api_base = ${regions[INTERCOM_REGION].api};`}
        (data.calls || []).forEach(function (call) { window.Intercom.apply(null, call); });`,
      // Intercom starts by itself as soon as its file finds settings, unless they say disabled.
      consent: () => js`
        var settings = window.intercomSettings = window.intercomSettings || {};
        var refused = consent.functional !== "granted";
        var changed = settings.disabled !== refused;
        settings.disabled = refused;
        if (changed && settings.app_id) {
          if (refused) window.Intercom("shutdown");
          else window.Intercom("boot", settings);
        }`,
      load: ({ INTERCOM_APP_ID }) => [{ src: url`https://widget.intercom.io/widget/${INTERCOM_APP_ID}` }],
    },
  },
})

function settingsOf({ variables: { user_jwt, ...own }, identity, user, session }: Seen): Record<string, unknown> {
  return {
    ...attributes(traitsOf(session)),
    ...filled({
      user_id: user.id ?? identity,
      email: user.email,
      name: user.name ?? identity,
      created_at: unixSeconds(user.createdAt),
    }),
    ...(user_jwt === undefined ? {} : { intercom_user_jwt: user_jwt }),
    ...attributes(own),
  }
}

// Signed is only whom the site names, and nothing of the session, where a visitor may have typed it.
function signed(settings: Record<string, unknown>, { variables, identity, user }: Seen, secret: Secret | undefined) {
  const who = variables.user_id ?? user.id ?? identity ?? variables.email ?? user.email
  const isSignable = (typeof who === 'string' && who !== '') || typeof who === 'number'
  if (secret === undefined || !isSignable || settings.user_hash !== undefined) return settings
  return { ...settings, user_hash: secret.hmac(String(who)) }
}

const attributes = (fields: Fields) =>
  renamed(
    fields,
    (name) => name,
    (value) => (value instanceof Date ? unixSeconds(value) : value),
  )
