import { dataAttributes } from '../data-attributes.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { plainValues } from '../plain-values.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { profileOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Rybbit. The calls and attributes from rybbit.com/docs and the script’s source in rybbit-io/rybbit (read 2026-11-21). The
 * script asks its server for the site’s settings before it makes `window.rybbit`, and is not to find one: the calls wait for
 * it. Unverified: the shape of site ids beyond letters and digits.
 */
export const rybbit = defineProvider({
  name: 'rybbit',
  title: 'Rybbit',
  homepage: 'https://rybbit.com',
  summary: 'Open-source web and product analytics without cookies.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    RYBBIT_SITE_ID: setting.id(
      'The site’s id: in Rybbit under Site settings, in the tracking script.',
      '4711',
      /^[A-Za-z0-9]{1,40}$/,
      'must be the id of a site: letters and digits',
    ),
    RYBBIT_HOST: setting.optional(
      setting.url(
        'Your own Rybbit, up to the folder of its script.js; https://app.rybbit.io/api unless you say.',
        'https://rybbit.example.com/api',
      ),
    ),
    RYBBIT_TAG: setting.optional(
      setting.line('A label on everything that is counted, to filter reports by.', 'production'),
    ),
    RYBBIT_SKIP_PATTERNS: setting.optional(
      setting.list(setting.line('Patterns of paths that are not counted.', '/admin/**')),
    ),
    RYBBIT_MASK_PATTERNS: setting.optional(
      setting.list(
        setting.line('Patterns of paths that are counted under the pattern in place of the path.', '/users/*'),
      ),
    ),
  },
  variables: {
    traits: variable.object('More traits of the identified visitor, laid over the session.', { plan: 'pro' }),
    clear_user_id: variable.boolean(
      'Forget the user that an earlier page told; the browser keeps it until then.',
      true,
    ),
  },
  capabilities: {
    identity: true,
    session: 'as traits of an identified visitor',
    goal: 'as a custom event',
    split: false,
    page: false,
    events: 'nested properties are left out',
  },
  csp: ({ RYBBIT_HOST = cloud }) => ({
    'script-src': [RYBBIT_HOST.origin],
    'connect-src': [RYBBIT_HOST.origin],
  }),
  tags: {
    rybbit: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, events }) => {
        const traits = profileOf({ user, session }, variables.traits)
        const calls = commands(
          variables.clear_user_id === true && ['clearUserId'],
          identity !== undefined && ['identify', identity, traits],
          goal && ['event', goalName(goal), filled({ revenue: goal.revenue, currency: goal.currency })],
          ...events.map(([name, properties]) => ['event', name, plainValues(properties)]),
        )
        return calls.length === 0 ? undefined : calls
      },
      load: ({ RYBBIT_HOST = cloud, ...settings }) => [
        {
          src: url`${RYBBIT_HOST}/script.js`,
          attributes: dataAttributes({
            'site-id': settings.RYBBIT_SITE_ID,
            tag: settings.RYBBIT_TAG,
            'skip-patterns': settings.RYBBIT_SKIP_PATTERNS && JSON.stringify(settings.RYBBIT_SKIP_PATTERNS),
            'mask-patterns': settings.RYBBIT_MASK_PATTERNS && JSON.stringify(settings.RYBBIT_MASK_PATTERNS),
          }),
        },
      ],
      loaded: () => js`
        (function tell(tries) {
          if (window.rybbit) {
            ${callMethods('rybbit')}
          } else if (tries > 0) {
            setTimeout(function () { tell(tries - 1); }, 100);
          }
        })(100);`,
    },
  },
})

const cloud = url`https://app.rybbit.io/api`
