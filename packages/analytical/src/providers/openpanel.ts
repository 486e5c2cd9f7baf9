import { cents } from '../cents.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { personName } from '../person-name.ts'
import { defineProvider } from '../provider.ts'
import { arrayCallsStub, callAll, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * OpenPanel. The commands, their order and the options from openpanel.dev/docs and the script in the npm package
 * `@openpanel/web` 1.4.1; that revenue is in cents from the code of the dashboard (read 2026-11-21). The script takes the
 * first command for `init`, and the entries of the queue as arrays. Unverified: that `screenView` with a path alone is counted
 * under the site’s own domain.
 */
export const openpanel = defineProvider({
  name: 'openpanel',
  title: 'OpenPanel',
  homepage: 'https://openpanel.dev',
  summary: 'Open-source web and product analytics.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    OPENPANEL_CLIENT_ID: setting.uuid(
      'The client id: in OpenPanel under Settings, Clients.',
      '8e1c6a40-52d7-4b9f-a3e8-0f6d1b7c2954',
    ),
    OPENPANEL_API_URL: setting.optional(
      setting.url(
        'The API of your own OpenPanel; https://api.openpanel.dev unless you say.',
        'https://op.example.com/api',
      ),
    ),
    OPENPANEL_SCRIPT_URL: setting.optional(
      setting.url('Another address of the script op1.js.', 'https://op.example.com/op1.js'),
    ),
    OPENPANEL_TRACK_OUTGOING_LINKS: setting.optional(
      setting.boolean('Count clicks on links to other sites, true unless you say.', false),
    ),
    OPENPANEL_TRACK_ATTRIBUTES: setting.optional(
      setting.boolean('Count clicks on elements with a data-track attribute, true unless you say.', false),
    ),
    OPENPANEL_TRACK_HASH_CHANGES: setting.optional(
      setting.boolean('Count changes of the address after the # as screen views.', true),
    ),
    OPENPANEL_SESSION_REPLAY: setting.optional(setting.boolean('Record sessions, inputs and text masked.', true)),
  },
  variables: {
    global_properties: variable.object('Properties of every event on this page.', { section: 'rhymes' }),
    properties: variable.object('More properties of the visitor’s profile, laid over the session.', { plan: 'pro' }),
    increment: variable.object('Properties of the visitor’s profile to count up, each with how much.', { posts: 1 }),
  },
  capabilities: {
    identity: true,
    session: 'as properties of the profile, or of every event for an anonymous visitor',
    goal: 'as an event, and its revenue as revenue',
    split: false,
    page: 'address and referrer; where the address is told, views without a load are no longer counted by themselves',
    events: true,
  },
  csp: ({ OPENPANEL_API_URL = api, OPENPANEL_SCRIPT_URL = op1 }) => ({
    'script-src': [OPENPANEL_SCRIPT_URL.origin],
    'connect-src': [OPENPANEL_API_URL.origin],
  }),
  tags: {
    openpanel: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, page, events }, settings) => {
        const path = pagePath(page?.href)
        const { first, last } = personName(user.name)
        const traits = { ...traitsOf(session), ...variables.properties }
        const ofEvents = {
          ...(identity === undefined ? traits : undefined),
          ...variables.global_properties,
          __referrer: page?.referrer,
        }
        const counts = { ...variables.increment }
        const revenue = cents(goal?.revenue)
        const globals = filled(ofEvents)

        return commands(
          [
            'init',
            {
              clientId: settings.OPENPANEL_CLIENT_ID,
              apiUrl: settings.OPENPANEL_API_URL,
              trackScreenViews: path === undefined,
              trackOutgoingLinks: settings.OPENPANEL_TRACK_OUTGOING_LINKS ?? true,
              trackAttributes: settings.OPENPANEL_TRACK_ATTRIBUTES ?? true,
              trackHashChanges: settings.OPENPANEL_TRACK_HASH_CHANGES,
              sessionReplay: settings.OPENPANEL_SESSION_REPLAY ? { enabled: true } : undefined,
            },
          ],
          globals && ['setGlobalProperties', globals],
          identity !== undefined && [
            'identify',
            { profileId: identity, firstName: first, lastName: last, email: user.email, properties: filled(traits) },
          ],
          ...(identity === undefined ? [] : Object.keys(counts)).map((property) => [
            'increment',
            { profileId: identity, property, value: counts[property] },
          ]),
          path !== undefined && ['screenView', path],
          goal && ['track', goalName(goal)],
          goal &&
            revenue !== undefined && ['revenue', revenue, filled({ currency: goal.currency, goal: goalName(goal) })],
          ...events.map(([name, properties]) => ['track', name, filled(properties)]),
        )
      },
      stub: () => arrayCallsStub('op'),
      script: () => callAll('op'),
      load: ({ OPENPANEL_SCRIPT_URL = op1 }) => [{ src: OPENPANEL_SCRIPT_URL }],
    },
  },
})

const api = url`https://api.openpanel.dev`
const op1 = url`https://openpanel.dev/op1.js`
