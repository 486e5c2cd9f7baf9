import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

// The library loads the rest from the host of its own file, and sends to the host that belongs to it; it knows these only.
const scripts = {
  'cdn.lgrckt-in.com': url`https://cdn.lgrckt-in.com/LogRocket.min.js`,
  'cdn.logr-in.com': url`https://cdn.logr-in.com/LogRocket.min.js`,
  'cdn.lrkt-in.com': url`https://cdn.lrkt-in.com/LogRocket.min.js`,
  'cdn.logr-ingest.com': url`https://cdn.logr-ingest.com/LogRocket.min.js`,
  'cdn.intake-lr.com': url`https://cdn.intake-lr.com/LogRocket.min.js`,
  'cdn.lr-intake.com': url`https://cdn.lr-intake.com/LogRocket.min.js`,
  'cdn.ingest-lr.com': url`https://cdn.ingest-lr.com/LogRocket.min.js`,
  'cdn.lr-ingest.com': url`https://cdn.lr-ingest.com/LogRocket.min.js`,
  'cdn.lr-ingest.io': url`https://cdn.lr-ingest.io/LogRocket.min.js`,
  'cdn.lr-in-prod.com': url`https://cdn.lr-in-prod.com/LogRocket.min.js`,
  'cdn.lr-in.com': url`https://cdn.lr-in.com/LogRocket.min.js`,
  'cdn.logrocket.io': url`https://cdn.logrocket.io/LogRocket.min.js`,
}
const hosts = Object.keys(scripts) as [keyof typeof scripts, ...(keyof typeof scripts)[]]

/**
 * LogRocket. The calls, their arguments and the hosts that belong together are from the package logrocket 12.4.0 (read
 * 2026-11-21); unverified: that the file of the script tag is the same, and that replay needs workers of blob: alone.
 */
export const logrocket = defineProvider({
  name: 'logrocket',
  title: 'LogRocket',
  homepage: 'https://logrocket.com',
  summary: 'Session replay with product analytics and error tracking.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    LOGROCKET_APP_ID: setting.id(
      'The app ID, organization and project: in LogRocket under Settings, Project setup.',
      'a1b2c3/rhymes',
      /^[a-z0-9_-]{1,60}\/[A-Za-z0-9_-]{1,100}$/,
      'must be an organization and a project with a slash between them',
    ),
    LOGROCKET_CDN_HOST: setting.optional(
      setting.choice(
        'The host that your install snippet loads from; cdn.lgrckt-in.com unless you say.',
        hosts,
        'cdn.logr-in.com',
      ),
    ),
    LOGROCKET_SERVER_URL: setting.optional(
      setting.url('Your own proxy, where recordings go in place of LogRocket’s host.', 'https://ingest.example.com/i'),
    ),
    LOGROCKET_CONFIG: setting.optional(
      setting.object(
        'Any other option of LogRocket.init.',
        { dom: { inputSanitizer: true } },
        { serverURL: 'LOGROCKET_SERVER_URL' },
      ),
    ),
  },
  variables: {
    traits: variable.object('Traits of the user; laid over the session.', { plan: 'pro' }),
  },
  capabilities: {
    identity: true,
    session: 'as user traits',
    goal: 'as an event',
    split: 'as a user trait, named experiment and the name of the test',
    page: false,
    events: true,
  },
  csp: ({ LOGROCKET_CDN_HOST = hosts[0], LOGROCKET_SERVER_URL }) => ({
    'script-src': [scripts[LOGROCKET_CDN_HOST].origin],
    'connect-src': [
      LOGROCKET_SERVER_URL?.origin ?? scripts[LOGROCKET_CDN_HOST].origin.replace('https://cdn.', 'https://r.'),
    ],
    'worker-src': ['blob:'],
  }),
  tags: {
    logrocket: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, split, events }) => {
        const traits = filled({
          email: user.email,
          name: user.name,
          ...traitsOf(session),
          ...(split && { [`experiment ${split.name}`]: split.version }),
          ...variables.traits,
        })
        return commands(
          identity === undefined ? traits && ['identify', traits] : ['identify', identity, traits],
          goal && ['track', goalName(goal), filled({ revenue: goal.revenue, currency: goal.currency })],
          ...events.map(([name, properties]) => ['track', name, properties]),
        )
      },
      load: ({ LOGROCKET_CDN_HOST = hosts[0] }) => [
        { src: scripts[LOGROCKET_CDN_HOST], attributes: { crossorigin: 'anonymous' } },
      ],
      // The library declines browsers that it does not know.
      loaded: ({ LOGROCKET_APP_ID, LOGROCKET_SERVER_URL, LOGROCKET_CONFIG }) => js`
        if (window.LogRocket) {
          window.LogRocket.init(${LOGROCKET_APP_ID}, ${{
            ...LOGROCKET_CONFIG,
            ...filled({ serverURL: LOGROCKET_SERVER_URL }),
          }});
          ${callMethods('LogRocket')}
        }`,
    },
  },
})
