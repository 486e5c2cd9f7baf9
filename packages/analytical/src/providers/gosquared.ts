import { asText } from '../as-text.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { defineProvider, type Goal, type Seen } from '../provider.ts'
import { callAll, commands, functionStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { unixSeconds } from '../unix-seconds.ts'
import { variable } from '../variable.ts'

/**
 * GoSquared. Identify and transactions from GoSquared's documentation of the tracking code, the loader, the options and the
 * page view told by hand from the vendor's gem gosquared-rails (read 2026-11-21). Unverified: whether the service still
 * stands as documented, the hosts of the policy, a title told without an address, and useCookies set before the project
 * token.
 */
export const gosquared = defineProvider({
  name: 'gosquared',
  title: 'GoSquared',
  homepage: 'https://www.gosquared.com',
  summary: 'Real-time web analytics with profiles of visitors.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    GOSQUARED_SITE_TOKEN: setting.id(
      'The project token: in GoSquared under Settings, Current project.',
      'GSN-123456-A',
      /^[A-Za-z0-9]{2,8}-[0-9]{3,12}-[A-Za-z0-9]{1,4}$/,
      'must be a GoSquared project token',
      [[/^UA-/i, 'must be a GoSquared project token; UA- is an id of Universal Analytics']],
    ),
    GOSQUARED_ANONYMIZE_IP: setting.optional(setting.boolean('Cut the last part off IP addresses.', true)),
    GOSQUARED_USE_COOKIES: setting.optional(setting.boolean('false to set no cookies.', false)),
    GOSQUARED_COOKIE_DOMAIN: setting.optional(setting.domain('The domain of the cookies.', '.example.com')),
    GOSQUARED_TRACK_LOCAL: setting.optional(setting.boolean('Count pages of localhost too.', true)),
    GOSQUARED_TRACK_HASH: setting.optional(setting.boolean('Count the fragment as part of an address.', true)),
    GOSQUARED_TRACK_PARAMS: setting.optional(setting.boolean('false to leave the query out of addresses.', false)),
  },
  variables: {
    path: variable.ofPage(variable.text('The address to count the page under, from the slash on.', '/rhymes')),
    title: variable.ofPage(variable.text('The title to count the page under.', 'All rhymes')),
    transaction_id: variable.text('The id of the order, another for each, where a goal has revenue.', 'order-42'),
    transaction_items: variable.list('What was bought, where a goal has revenue.', [
      { name: 'Sonnets', price: 9.5, quantity: 1 },
    ]),
  },
  capabilities: {
    identity: 'as a profile in People',
    session: 'as custom properties of the profile',
    goal: 'as an event, with revenue as a transaction, whose id is to be another each time',
    split: 'as the event experiment',
    page: true,
    events: true,
  },
  csp: () => ({
    'script-src': ['https://d1l6p2sc9645hc.cloudfront.net', 'https://data.gosquared.com'],
    'connect-src': ['https://data.gosquared.com'],
    'img-src': ['https://data.gosquared.com'],
  }),
  tags: {
    gosquared: {
      position: 'body_bottom',
      data: ({ variables, identity, user, session, goal, split, page, events }, settings) => {
        const path = pagePath(variables.path ?? page?.href)
        const title = variables.title ?? page?.title
        const isTold = path !== undefined || title !== undefined
        const custom = filled(traitsOf(session))
        const profile = profileOf(identity, user, custom)
        return commands(
          // Told by hand the page view must not be counted by itself, too.
          isTold ? [settings.GOSQUARED_SITE_TOKEN, false] : [settings.GOSQUARED_SITE_TOKEN],
          ...optionsOf(settings, page?.referrer).map(([name, value]) => value !== undefined && ['set', name, value]),
          profile && ['identify', profile],
          profile === undefined && custom && ['properties', { custom }],
          isTold && ['track', path ?? null, title],
          goal && toldGoal(goal, variables),
          split && ['event', 'experiment', { name: split.name, version: split.version }],
          ...events.map(([name, properties]) => ['event', name, properties]),
        )
      },
      stub: () => functionStub('_gs'),
      script: () => callAll('_gs'),
      // A site that wants no cookies gets none by a consent either.
      consent: ({ GOSQUARED_USE_COOKIES = true }) =>
        js`window._gs("set", "useCookies", ${GOSQUARED_USE_COOKIES} && consent.analytics === "granted");`,
      load: () => [{ src: url`https://d1l6p2sc9645hc.cloudfront.net/tracker.js` }],
    },
  },
})

/** A profile is found by id or e-mail address; shown is the full name where it is known, else the user name. */
function profileOf(identity: string | undefined, user: Seen['user'], custom: object | undefined) {
  const id = identity ?? user.id
  if (id === undefined && user.email === undefined) return undefined
  const seconds = unixSeconds(user.createdAt)
  return filled({
    id,
    email: user.email,
    name: user.name ?? identity,
    username: identity,
    created_at: seconds === undefined ? undefined : new Date(seconds * 1000).toISOString(),
    custom,
  })
}

interface Options {
  readonly GOSQUARED_ANONYMIZE_IP: boolean | undefined
  readonly GOSQUARED_USE_COOKIES: boolean | undefined
  readonly GOSQUARED_COOKIE_DOMAIN: string | undefined
  readonly GOSQUARED_TRACK_LOCAL: boolean | undefined
  readonly GOSQUARED_TRACK_HASH: boolean | undefined
  readonly GOSQUARED_TRACK_PARAMS: boolean | undefined
}

const optionsOf = (settings: Options, referrer: unknown) =>
  [
    ['anonymizeIP', settings.GOSQUARED_ANONYMIZE_IP],
    // The default is true, and what consent refused is not to be allowed here.
    ['useCookies', settings.GOSQUARED_USE_COOKIES === false ? false : undefined],
    ['cookieDomain', settings.GOSQUARED_COOKIE_DOMAIN],
    ['trackLocal', settings.GOSQUARED_TRACK_LOCAL],
    ['trackHash', settings.GOSQUARED_TRACK_HASH],
    ['trackParams', settings.GOSQUARED_TRACK_PARAMS],
    ['referrer', referrer],
  ] as const

function toldGoal(goal: Goal, variables: Seen['variables']) {
  if (goal.revenue === undefined) return ['event', goalName(goal)]
  const id = asText(variables.transaction_id) ?? String(goal.id ?? goal.name)
  return ['transaction', id, { revenue: goal.revenue, track: true }, variables.transaction_items]
}
