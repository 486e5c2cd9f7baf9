import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { commands, pushAll } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Crisp. `user:email` and its list of values from Crisp's help, the signature (HMAC-SHA256 of the address, in hexadecimal)
 * from a client that cites its guide on identity verification, the names of the globals from Crisp's own TypeScript client
 * (read 2026-11-21); unverified: the order of an event's parts, the kinds of value `session:data` takes, and the hosts of the
 * policy.
 */
export const crisp = defineProvider({
  name: 'crisp',
  title: 'Crisp',
  homepage: 'https://crisp.chat',
  summary: 'Customer support by chat, with a shared inbox.',
  category: 'functional',
  verified: '2026-11-21',
  settings: {
    CRISP_WEBSITE_ID: setting.uuid(
      'The website ID: in Crisp under Settings, Website Settings, Setup instructions.',
      'e30a04ee-f81c-4935-b8d8-5fa55831b1c0',
    ),
    CRISP_VERIFICATION_SECRET: setting.optional(
      setting.secret(
        'The secret of identity verification: in Crisp under Settings, Website Settings. It signs the signed-in user’s e-mail address; the secret itself never leaves the server.',
      ),
    ),
    CRISP_LOCALE: setting.optional(
      setting.id(
        'The chat’s language for every page, in place of the browser’s.',
        'fr',
        /^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,4})?$/,
        'must be a language',
      ),
    ),
    CRISP_COOKIE_DOMAIN: setting.optional(
      setting.id(
        'The domain of the cookies, for one visitor on several subdomains.',
        '.example.com',
        /^\.?[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
        'must be a domain',
      ),
    ),
    CRISP_COOKIE_EXPIRY: setting.optional(
      setting.number('How long the cookies last, in seconds.', 604_800, { min: 0, max: 1_000_000_000 }),
    ),
  },
  variables: {
    locale: variable.text('The chat’s language, in place of CRISP_LOCALE.', 'fr'),
    token: variable.text(
      'A secret token of this user, random and always the same, by which the conversation is found again on another device.',
      '9f2c4b1e7a5d4c8eb3f60a1d2e4c5b6a',
    ),
    email: variable.text('The e-mail address, in place of the signed-in user’s; it is not signed.', 'ann@example.com'),
    nickname: variable.text('The name that operators see, in place of the signed-in user’s.', 'Ann'),
    phone: variable.text('The phone number.', '+33612345678'),
    avatar: variable.text('The address of the user’s picture.', 'https://example.com/ann.png'),
    company: variable.textOrObject(
      'The company: its name, or an object of its name and what else Crisp knows of companies.',
      { name: 'Rhymes Ltd' },
    ),
    segments: variable.texts('The segments of the conversation.', ['poets']),
  },
  capabilities: {
    identity: 'as the name that operators see',
    session: 'as data of the conversation',
    goal: 'as an event',
    split: false,
    page: false,
    events: true,
  },
  csp: () => ({
    'script-src': ['https://client.crisp.chat', 'https://settings.crisp.chat'],
    'connect-src': [
      'https://client.crisp.chat',
      'https://storage.crisp.chat',
      'wss://client.relay.crisp.chat',
      'wss://stream.relay.crisp.chat',
    ],
    'img-src': ['https://client.crisp.chat', 'https://image.crisp.chat', 'https://storage.crisp.chat'],
    'style-src': ['https://client.crisp.chat'],
    'font-src': ['https://client.crisp.chat'],
    'media-src': ['https://client.crisp.chat'],
    'frame-src': ['https://game.crisp.chat', 'https://plugins.crisp.chat'],
  }),
  tags: {
    crisp: {
      position: 'body_bottom',
      data: ({ variables, identity, user, session, goal, events }, { CRISP_LOCALE, CRISP_VERIFICATION_SECRET }) => {
        const { locale = CRISP_LOCALE, token, phone, avatar, company, segments } = variables
        const { nickname = user.name ?? identity } = variables
        const traits = Object.entries(traitsOf(session)).map(([key, value]) => [key, asCrispTakesIt(value)])
        const told = [
          ...(goal ? [[goalName(goal), { revenue: goal.revenue, currency: goal.currency }]] : []),
          ...events,
        ]
        return {
          locale,
          token,
          commands: commands(
            emailOf(variables.email, user.email, (text) => CRISP_VERIFICATION_SECRET?.hmac(text)),
            set('user:nickname', nickname),
            set('user:phone', phone),
            set('user:avatar', avatar),
            company !== undefined && company !== null && ['set', 'user:company', companyOf(company)],
            traits.length > 0 && ['set', 'session:data', [traits]],
            segments !== undefined && ['set', 'session:segments', [[segments].flat()]],
            told.length > 0 && ['set', 'session:event', [told]],
          ),
        }
      },
      // Unless it is safe Crisp throws on a value that it does not take, and forgets the commands after it.
      script: ({ CRISP_WEBSITE_ID, CRISP_COOKIE_DOMAIN: domain, CRISP_COOKIE_EXPIRY: expiry }) => js`
        window.CRISP_WEBSITE_ID = ${CRISP_WEBSITE_ID};
        ${domain === undefined ? js`` : js`window.CRISP_COOKIE_DOMAIN = ${domain};`}
        ${expiry === undefined ? js`` : js`window.CRISP_COOKIE_EXPIRE = ${expiry};`}
        if (data.token) window.CRISP_TOKEN_ID = data.token;
        if (data.locale) window.CRISP_RUNTIME_CONFIG = { locale: data.locale };
        data = [["safe", true]].concat(data.commands);
        ${pushAll('$crisp')}`,
      load: () => [{ src: url`https://client.crisp.chat/l.js` }],
    },
  },
})

const set = (key: string, value: unknown) => value !== undefined && value !== null && (['set', key, [value]] as const)

/** Only the address of the user's record is known to be the user's, so that no other is signed. */
function emailOf(own: unknown, email: string | undefined, sign: (text: string) => string | undefined) {
  if (own !== undefined) return set('user:email', own)
  if (email === undefined) return undefined
  const signature = sign(email)
  return ['set', 'user:email', signature === undefined ? [email] : [email, signature]]
}

function companyOf(company: unknown): unknown[] {
  if (typeof company !== 'object') return [company]
  const { name, ...more } = company as Readonly<Record<string, unknown>>
  return Object.keys(more).length === 0 ? [name] : [name, more]
}

const asCrispTakesIt = (value: unknown) => {
  if (value instanceof Date) return value.toJSON()
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
}
