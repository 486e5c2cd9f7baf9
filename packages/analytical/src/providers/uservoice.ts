import { filled } from '../fields.ts'
import { url } from '../markup/index.ts'
import { defineProvider, type Seen } from '../provider.ts'
import { commands, pushAll } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { unixSeconds } from '../unix-seconds.ts'
import { variable } from '../variable.ts'

/**
 * UserVoice. The traits of users and accounts from UserVoice's documentation of `identify`, the script hosts from a public
 * list of a vendor's own policy (read 2026-11-21); unverified: the options of `set`, and the other hosts of the policy.
 */
export const uservoice = defineProvider({
  name: 'uservoice',
  title: 'UserVoice',
  homepage: 'https://www.uservoice.com',
  summary: 'Collects ideas and feedback from users.',
  category: 'functional',
  verified: '2026-11-21',
  settings: {
    USERVOICE_WIDGET_KEY: setting.id(
      'The widget key: in UserVoice in the widget’s code, the name of its JavaScript file.',
      'abcdefGHIJKLmnopQRST',
      /^[A-Za-z0-9]+$/,
      'must be letters and digits',
    ),
    USERVOICE_WIDGET_OPTIONS: setting.optional(
      setting.object('Options of the widget on every page.', { mode: 'contact', accent_color: '#448dd6' }),
    ),
    USERVOICE_ADD_TRIGGER: setting.optional(
      setting.boolean('Whether UserVoice’s own button shows; true unless you say no.', false),
    ),
  },
  variables: {
    widget_options: variable.ofPage(
      variable.object('Options of the widget on this page; laid over USERVOICE_WIDGET_OPTIONS.', {
        mode: 'satisfaction',
      }),
    ),
    add_trigger: variable.ofPage(variable.boolean('Whether UserVoice’s own button shows on this page.', false)),
    account: variable.object('The account that the user belongs to.', { id: 5, name: 'Rhymes Ltd' }),
  },
  capabilities: {
    identity: 'with the e-mail address, which UserVoice asks for: list email in USERVOICE_PERSONAL_DATA',
    session: 'as traits of a signed-in user',
    goal: false,
    split: false,
    page: false,
    events: false,
  },
  csp: () => ({
    'script-src': ['https://widget.uservoice.com', 'https://by2.uservoice.com'],
    'connect-src': ['https://*.uservoice.com'],
    'img-src': ['https://*.uservoice.com'],
    'style-src': ['https://widget.uservoice.com'],
    'frame-src': ['https://*.uservoice.com'],
  }),
  tags: {
    uservoice: {
      position: 'body_bottom',
      data: (seen, { USERVOICE_WIDGET_OPTIONS, USERVOICE_ADD_TRIGGER = true }) => {
        const { widget_options, add_trigger = USERVOICE_ADD_TRIGGER } = seen.variables
        const options = filled({ ...USERVOICE_WIDGET_OPTIONS, ...widget_options })
        const user = traitsOfUser(seen)
        return commands(
          options && ['set', options],
          Boolean(add_trigger) && ['addTrigger', {}],
          user && ['identify', user],
        )
      },
      script: () => pushAll('UserVoice'),
      load: ({ USERVOICE_WIDGET_KEY }) => [{ src: url`https://widget.uservoice.com/${USERVOICE_WIDGET_KEY}.js` }],
    },
  },
})

/** Traits without a user are nobody's. */
function traitsOfUser({ variables, identity, user, session }: Seen): Record<string, unknown> | undefined {
  const { email = identity?.includes('@') ? identity : undefined, name = email === identity ? undefined : identity } =
    user
  const who = filled({ id: user.id ?? identity, email, name })
  if (who === undefined) return undefined
  return filled({ ...who, created_at: unixSeconds(user.createdAt), account: variables.account, ...traitsOf(session) })
}
