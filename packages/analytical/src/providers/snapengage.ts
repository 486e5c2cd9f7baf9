import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * SnapEngage. The loader, and that calls come once it has run, from SnapEngage's documentation of its JavaScript API; the
 * methods for locale, name, sounds, proactive chat and button from the code of sites that use it (read 2026-11-21);
 * unverified: `setCustomField`, the second argument of `setUserEmail`, that no call is left for the retired settings and the
 * dashboard has them, and the hosts of the policy.
 */
export const snapengage = defineProvider({
  name: 'snapengage',
  title: 'SnapEngage',
  homepage: 'https://snapengage.com',
  summary: 'Live chat for sales and support.',
  category: 'functional',
  verified: '2026-11-21',
  settings: {
    SNAPENGAGE_WIDGET_ID: setting.uuid(
      'The widget ID: in SnapEngage’s Admin Dashboard under Get the Code.',
      'ec329c69-0bf0-4db8-9b77-3f8150fb977e',
    ),
    SNAPENGAGE_LOCALE: setting.optional(
      setting.id(
        'The language of the chat, as a language or a language and a country.',
        'fr_CA',
        /^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,4})?$/,
        'must be a language',
      ),
    ),
    SNAPENGAGE_READONLY_EMAIL: setting.optional(
      setting.boolean('The visitor cannot change the e-mail address that the site tells.', true),
    ),
    SNAPENGAGE_SOUNDS: setting.optional(setting.boolean('Whether the chat makes sounds.', false)),
    SNAPENGAGE_BUTTON: setting.optional(
      setting.number('0 hides the button; 1 and 2 leave it as it is set in SnapEngage.', 0, { min: 0, max: 2 }),
    ),
  },
  variables: {
    email: variable.text('The e-mail address, in place of the signed-in user’s.', 'ann@example.com'),
    name: variable.text('The name, in place of the signed-in user’s.', 'Ann'),
    locale: variable.text('The language of the chat, in place of SNAPENGAGE_LOCALE.', 'fr'),
    readonly_email: variable.ofPage(variable.boolean('In place of SNAPENGAGE_READONLY_EMAIL.', true)),
    sounds: variable.ofPage(variable.boolean('In place of SNAPENGAGE_SOUNDS.', false)),
    button: variable.ofPage(variable.number('In place of SNAPENGAGE_BUTTON.', 0)),
    proactive_chat: variable.ofPage(variable.boolean('Whether an operator or a rule may open the chat.', false)),
    custom_fields: variable.object('Custom fields, which must exist in SnapEngage; laid over the session.', {
      plan: 'pro',
    }),
  },
  capabilities: {
    identity: 'as the name, or as the e-mail address where it is one',
    session: 'as custom fields, which must exist in SnapEngage',
    goal: false,
    split: false,
    page: false,
    events: false,
  },
  retired: [
    {
      settings: [
        'SNAPENGAGE_FORM_POSITION',
        'SNAPENGAGE_FORM_TOP_POSITION',
        'SNAPENGAGE_SHOW_OFFLINE',
        'SNAPENGAGE_SCREENSHOTS',
        'SNAPENGAGE_OFFLINE_SCREENSHOTS',
        'SNAPENGAGE_BUTTON_EFFECT',
        'SNAPENGAGE_BUTTON_LOCATION',
        'SNAPENGAGE_BUTTON_LOCATION_OFFSET',
      ],
      because: 'SnapEngage’s script of today has no such call. Set this in SnapEngage’s Admin Dashboard instead',
    },
    {
      settings: ['SNAPENGAGE_BUTTON'],
      value: /[./]/,
      because: 'SnapEngage’s script of today takes no image. Set this in SnapEngage’s Admin Dashboard instead',
    },
    {
      settings: ['SNAPENGAGE_DOMAIN', 'SNAPENGAGE_SECURE_CONNECTION'],
      because: 'SnapEngage’s script of today has no such call, and always uses a secure connection',
    },
  ],
  csp: () => ({
    'script-src': ['https://storage.googleapis.com', 'https://*.snapengage.com'],
    'connect-src': ['https://*.snapengage.com', 'wss://*.snapengage.com'],
    'img-src': ['https://storage.googleapis.com', 'https://*.snapengage.com'],
    'frame-src': ['https://*.snapengage.com'],
  }),
  tags: {
    snapengage: {
      position: 'body_bottom',
      data: ({ variables, identity, user, session }, settings) => {
        const { readonly_email = settings.SNAPENGAGE_READONLY_EMAIL, sounds = settings.SNAPENGAGE_SOUNDS } = variables
        const { locale = settings.SNAPENGAGE_LOCALE, button = settings.SNAPENGAGE_BUTTON, proactive_chat } = variables
        const isEmail = identity?.includes('@')
        const email = variables.email ?? user.email ?? (isEmail ? identity : undefined)
        const name = variables.name ?? user.name ?? (isEmail ? undefined : identity)
        return commands(
          isTold(email) && ['setUserEmail', email, readonly_email ? true : undefined],
          isTold(name) && ['setUserName', name],
          isTold(locale) && ['setLocale', locale],
          typeof sounds === 'boolean' && ['allowChatSound', sounds],
          typeof proactive_chat === 'boolean' && ['allowProactiveChat', proactive_chat],
          button === 0 && ['hideButton'],
          ...Object.entries({ ...traitsOf(session), ...variables.custom_fields }).map((field) => [
            'setCustomField',
            ...field,
          ]),
        )
      },
      load: ({ SNAPENGAGE_WIDGET_ID }) => [
        { src: url`https://storage.googleapis.com/code.snapengage.com/js/${SNAPENGAGE_WIDGET_ID}.js` },
      ],
      loaded: () => js`
        if (window.SnapEngage) {
          ${callMethods('SnapEngage')}
        }`,
    },
  },
})

const isTold = (value: unknown) => value !== undefined && value !== null && value !== ''
