import { js, url } from '../markup/index.ts'
import { defineProvider, type Seen } from '../provider.ts'
import { commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Olark. What the loader finds (`olark._`, `identify`, `configure`, `extend`) from the code of sites that use it, the status
 * and its lists from Olark's documentation of `updateVisitorStatus` (read 2026-11-21); unverified: `system.group`, the custom
 * fields, that a Date does where Olark's own snippet notes a call's time as a number, and the hosts of the policy.
 */
export const olark = defineProvider({
  name: 'olark',
  title: 'Olark',
  homepage: 'https://www.olark.com',
  summary: 'Live chat that shows operators who is on the site.',
  category: 'functional',
  verified: '2026-11-21',
  settings: {
    OLARK_SITE_ID: setting.id(
      'The Site-ID: in Olark under Settings, Installation.',
      '1234-567-10-8901',
      /^[0-9]+-[0-9]+-[0-9]+-[0-9]+$/,
      'must be four numbers with hyphens between them',
    ),
    OLARK_GROUP_ID: setting.optional(
      setting.id(
        'The group of operators that this site’s chats go to.',
        'abcdef0123456789abcdef0123456789',
        /^[0-9a-f]+$/,
        'must be hexadecimal digits',
      ),
    ),
  },
  variables: {
    nickname: variable.text('What operators see in place of the user’s name.', 'Ann'),
    fullname: variable.text('The full name, in place of the signed-in user’s.', 'Ann Poet'),
    email: variable.text('The e-mail address, in place of the signed-in user’s.', 'ann@example.com'),
    phone: variable.text('The phone number.', '+1 555 0100'),
    status: variable.texts('What else operators see of the visitor, in one line or several.', [
      '10 rhymes in the cart',
    ]),
    custom_fields: variable.object('More data for the transcript; laid over the session.', { customer: 4711 }),
  },
  rest: 'A text of the chat box by Olark’s name for it, such as welcome_title or offline_note_message.',
  capabilities: {
    identity: 'as the nickname that operators see',
    session: 'as custom fields',
    goal: false,
    split: false,
    page: false,
    events: false,
  },
  csp: () => ({
    'script-src': ['https://static.olark.com', 'https://*.olark.com'],
    'connect-src': ['https://*.olark.com', 'wss://*.olark.com'],
    'img-src': ['https://static.olark.com', 'https://log.olark.com'],
    'style-src': ['https://static.olark.com'],
    'frame-src': ['https://static.olark.com'],
  }),
  tags: {
    olark: {
      position: 'body_bottom',
      data: ({ variables, identity, user, session }) => {
        const { nickname = nicknameOf(identity, user), fullname = user.name, email = user.email } = variables
        const { phone, status, custom_fields, nickname: _, fullname: __, email: ___, ...texts } = variables
        const fields = { ...traitsOf(session), ...custom_fields }
        return {
          calls: commands(
            call('api.chat.updateVisitorNickname', 'snippet', nickname),
            call('api.visitor.updateFullName', 'fullName', fullname),
            call('api.visitor.updateEmailAddress', 'emailAddress', email),
            call('api.visitor.updatePhoneNumber', 'phoneNumber', phone),
            call('api.chat.updateVisitorStatus', 'snippet', status),
            Object.keys(fields).length > 0 && ['api.visitor.updateCustomFields', fields],
          ),
          texts: Object.entries(texts).map(([key, text]) => [`locale.${key}`, text]),
        }
      },
      stub: () => js`
        window.olark = window.olark || (function (queue) {
          function olark() {
            queue.s.push(arguments);
            queue.t.push(new Date());
          }
          olark.extend = function (name, code) { olark("extend", name, code); };
          olark.identify = function (site) {
            queue.i = site;
            olark("identify", site);
          };
          olark.configure = function (name, value) {
            olark("configure", name, value);
            queue.c[name] = value;
          };
          olark._ = queue;
          return olark;
        })({ s: [], t: [new Date()], c: {}, l: "static.olark.com/jsclient/loader.js" });`,
      script: ({ OLARK_SITE_ID, OLARK_GROUP_ID: group }) => js`
        data.calls.forEach(function (call) { window.olark.apply(null, call); });
        data.texts.forEach(function (text) { window.olark.configure(text[0], text[1]); });
        ${group === undefined ? js`` : js`window.olark.configure("system.group", ${group});`}
        window.olark.identify(${OLARK_SITE_ID});`,
      load: () => [{ src: url`https://static.olark.com/jsclient/loader.js` }],
    },
  },
})

const nicknameOf = (identity: string | undefined, { name }: Seen['user']) =>
  name !== undefined && identity !== undefined ? `${name} (${identity})` : (name ?? identity)

const call = (name: string, property: string, value: unknown) =>
  value !== undefined && value !== null && ([name, { [property]: value }] as const)
