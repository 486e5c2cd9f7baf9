import { type Fields, filled, renamed } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { plainText } from '../plain-text.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Sentry, by its Loader Script. The loader, its place in the page, `sentryOnLoad` and `data-lazy` from Sentry's documentation
 * and the loader's own source, the hosts of the region de and of self-hosted Sentry as public pages load them (read
 * 2026-11-21); unverified: the rules for names of tags. The settings are named so that none is an environment variable of
 * Sentry's own tools on the server: SENTRY_DSN, SENTRY_ENVIRONMENT, SENTRY_RELEASE, SENTRY_AUTH_TOKEN and their like.
 */
export const sentry = defineProvider({
  name: 'sentry',
  title: 'Sentry',
  homepage: 'https://sentry.io',
  summary: 'Error monitoring; tells which errors visitors ran into, and who they were.',
  category: 'functional',
  verified: '2026-11-21',
  settings: {
    SENTRY_BROWSER_KEY: setting.hex(
      'The public key: in Sentry in the project’s settings, SDK Setup, Loader Script, in the script’s address before .min.js.',
      '7f1c0e5b9a2d4c8e8b3f6a1d5e9c0b72',
    ),
    SENTRY_BROWSER_REGION: setting.optional(
      setting.choice('Where the data is kept; us unless you say.', ['us', 'de'], 'de'),
    ),
    SENTRY_BROWSER_HOST: setting.optional(
      setting.url('Your own Sentry, where you host it.', 'https://sentry.example.com'),
    ),
    SENTRY_BROWSER_OPTIONS: setting.optional(
      setting.object('Options of Sentry.init in the browser.', { environment: 'production', tracesSampleRate: 0.1 }),
    ),
    SENTRY_BROWSER_LAZY: setting.optional(
      setting.boolean('false to load the SDK at once, and not only when the first error happens.', false),
    ),
  },
  variables: {
    tags: variable.object('Tags of what happens on this page.', { section: 'rhymes' }),
  },
  capabilities: {
    identity: 'e-mail and full name with it, where they are granted',
    session: 'as tags',
    goal: 'as a breadcrumb of the errors that follow',
    split: 'as the tag experiment. and its name',
    page: false,
    events: 'as breadcrumbs of the errors that follow',
  },
  csp: ({ SENTRY_BROWSER_REGION = 'us', SENTRY_BROWSER_HOST: own }) => ({
    'script-src': [
      'https://browser.sentry-cdn.com',
      own?.origin ?? (SENTRY_BROWSER_REGION === 'de' ? 'https://js-de.sentry-cdn.com' : 'https://js.sentry-cdn.com'),
    ],
    'connect-src': own
      ? [own.origin]
      : SENTRY_BROWSER_REGION === 'de'
        ? ['https://*.ingest.de.sentry.io']
        : ['https://*.ingest.sentry.io', 'https://*.ingest.us.sentry.io'],
    // Session replay, which is switched on in Sentry, compresses in a worker.
    'worker-src': ['blob:'],
  }),
  tags: {
    sentry: {
      // Before all others and blocking, as Sentry asks: it sees the errors of what comes after it only.
      position: 'head_top',
      order: 'first',
      data: ({ variables, identity, user, session, goal, split, events }) => {
        const person = filled({ id: user.id ?? identity, username: identity, email: user.email, name: user.name })
        const tags = filled({
          ...tagsOf(traitsOf(session)),
          ...(split && tagsOf({ [`experiment.${split.name}`]: split.version })),
          ...tagsOf(variables.tags),
        })
        const crumb = (message: string, data: object | undefined) =>
          ['addBreadcrumb', { category: 'analytical', message, data }] as const
        return commands(
          person && ['setUser', person],
          tags && ['setTags', tags],
          goal && crumb(goalName(goal), filled({ revenue: goal.revenue, currency: goal.currency })),
          ...events.map(([name, properties]) => crumb(name, filled(properties))),
        )
      },
      // Called by the loader once the SDK is there; the loader initializes the SDK itself where nobody else has.
      script: ({ SENTRY_BROWSER_OPTIONS: options }) => js`
        var before = window.sentryOnLoad;
        window.sentryOnLoad = function () {
          if (typeof before === "function") before();
          ${options === undefined ? js`` : js`window.Sentry.init(${options});`}
          ${callMethods('Sentry')}
        };`,
      load: ({
        SENTRY_BROWSER_KEY: key,
        SENTRY_BROWSER_REGION = 'us',
        SENTRY_BROWSER_HOST: own,
        SENTRY_BROWSER_LAZY,
      }) => [
        {
          src: own
            ? url`${own}/js-sdk-loader/${key}.min.js`
            : SENTRY_BROWSER_REGION === 'de'
              ? url`https://js-de.sentry-cdn.com/${key}.min.js`
              : url`https://js.sentry-cdn.com/${key}.min.js`,
          blocking: true,
          attributes: {
            crossorigin: 'anonymous',
            ...(SENTRY_BROWSER_LAZY === false ? { 'data-lazy': 'no' } : {}),
          },
        },
      ],
    },
  },
})

// A tag's name is up to 32 letters, digits and _.:-, its value up to 200 letters on one line.
const tagsOf = (fields: Fields | null | undefined) =>
  renamed(fields, (name) => name.replace(/[^A-Za-z0-9_.:-]/g, '_').slice(0, 32), asTag)

const asTag = (value: unknown) =>
  plainText(value)
    ?.replace(/[\r\n]+/g, ' ')
    .slice(0, 200)
