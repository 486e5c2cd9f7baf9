import { dataAttributes } from '../data-attributes.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callAll, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'

const cloud = url`https://api.pirsch.io`

/**
 * Pirsch. The element's id and code, `pirsch()` and its limits from docs.pirsch.io, the other attributes from a public copy
 * of its script (read 2026-11-21); unverified: that a proxy serves /pa.js, /hit, /event and /session side by side.
 */
export const pirsch = defineProvider({
  name: 'pirsch',
  title: 'Pirsch',
  homepage: 'https://pirsch.io',
  summary: 'Web analytics without cookies, made and hosted in Germany.',
  category: 'analytics',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    PIRSCH_IDENTIFICATION_CODE: setting.id(
      'The identification code: in Pirsch under Settings, Integration.',
      'HXdkUoyfzOakKngFs6IwJUaR7WryTzx3',
      /^[A-Za-z0-9]{16,64}$/,
      'must be letters and digits',
    ),
    PIRSCH_HOST: setting.optional(
      setting.url(
        'A proxy of your own; its /pa.js, /hit, /event and /session stand for Pirsch’s.',
        'https://p.example.com',
      ),
    ),
    PIRSCH_DOMAINS: setting.optional(
      setting.list(
        setting.id(
          'Other dashboards that count the page too, each as host and identification code.',
          'all.example.com:5gXQXdNTvteM4eVY35fNBkcU5CbStFSq',
          /^[A-Za-z0-9.-]{1,150}:[A-Za-z0-9]{16,48}$/,
          'must be a host, a colon and an identification code',
        ),
      ),
    ),
    PIRSCH_INCLUDE: setting.optional(
      setting.list(setting.line('The only paths to count, as regular expressions.', '^/rhymes')),
    ),
    PIRSCH_EXCLUDE: setting.optional(
      setting.list(setting.line('Paths not to count, as regular expressions.', '^/drafts')),
    ),
    PIRSCH_DISABLE: setting.optional(
      setting.list(
        setting.choice(
          'What not to send or count.',
          ['query', 'referrer', 'resolution', 'history', 'outbound-links', 'downloads'],
          'query',
        ),
      ),
    ),
  },
  variables: {},
  capabilities: {
    identity: false,
    session: false,
    goal: 'as an event, its revenue as metadata',
    split: false,
    page: false,
    events: 'their properties as metadata, made text',
  },
  csp: ({ PIRSCH_HOST = cloud }) => ({ 'script-src': [PIRSCH_HOST.origin], 'connect-src': [PIRSCH_HOST.origin] }),
  tags: {
    pirsch: {
      position: 'head_bottom',
      data: ({ goal, events }) =>
        commands(
          goal && [goalName(goal), withMeta({ revenue: goal.revenue, currency: goal.currency })],
          ...events.map(([name, properties]) => [name, withMeta(properties)]),
        ),
      load: ({ PIRSCH_IDENTIFICATION_CODE, PIRSCH_HOST, ...settings }) => [
        {
          src: url`${PIRSCH_HOST ?? cloud}/pa.js`,
          defer: true,
          attributes: {
            // By this id the script finds its own element.
            id: 'pianjs',
            ...dataAttributes({
              code: PIRSCH_IDENTIFICATION_CODE,
              'hit-endpoint': PIRSCH_HOST && url`${PIRSCH_HOST}/hit`,
              'event-endpoint': PIRSCH_HOST && url`${PIRSCH_HOST}/event`,
              'session-endpoint': PIRSCH_HOST && url`${PIRSCH_HOST}/session`,
              domain: settings.PIRSCH_DOMAINS,
              include: settings.PIRSCH_INCLUDE,
              exclude: settings.PIRSCH_EXCLUDE,
              ...Object.fromEntries((settings.PIRSCH_DISABLE ?? []).map((what) => [`disable-${what}`, ''])),
            }),
          },
        },
      ],
      loaded: () => js`
        if (window.pirsch) {
          ${callAll('pirsch')}
        }`,
    },
  },
})

function withMeta(properties: Readonly<Record<string, unknown>>) {
  const meta = filled(properties)
  return meta && { meta }
}
