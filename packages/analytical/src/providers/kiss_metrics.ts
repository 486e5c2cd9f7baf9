import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { type Command, commands, pushAll } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { profileOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Kissmetrics. The commands of `_kmq` from Kissmetrics’ developer hub, the addresses of its files from public installations
 * (read 2026-11-21); unverified: the property `Billing Amount` for revenue, a split test as a property, and that events are
 * sent to trk.kissmetrics.io as images, not by request.
 */
export const kissMetrics = defineProvider({
  name: 'kiss_metrics',
  otherNames: ['kissmetrics'],
  title: 'Kissmetrics',
  homepage: 'https://www.kissmetrics.io',
  summary: 'Analytics of people: what each visitor did, from the first visit on.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    KISS_METRICS_API_KEY: setting.hex(
      'The API key of the site: in Kissmetrics under Site settings.',
      '0123456789abcdef0123456789abcdef01234567',
    ),
  },
  variables: {
    alias: variable.objectOrList(
      'Other names of the person, each with the name it stands for; or two names as a list.',
      {
        jeff: 'jeff-the-poet',
      },
    ),
    properties: variable.object('Properties of the person.', { plan: 'pro' }),
  },
  aliases: { variables: { kiss_metrics_event: 'events' } },
  capabilities: {
    identity: true,
    session: 'as properties of the person',
    goal: 'as an event; its revenue as the property Billing Amount',
    split: 'as a property of the person, named as the test',
    page: false,
    events: true,
  },
  csp: () => ({
    'script-src': ['https://i.kissmetrics.io', 'https://scripts.kissmetrics.io'],
    'connect-src': ['https://trk.kissmetrics.io'],
    'img-src': ['https://trk.kissmetrics.io'],
  }),
  tags: {
    kiss_metrics: {
      position: 'head_top',
      // Who it is first, and properties before events: an event counts for whom Kissmetrics knows by then.
      data: ({ variables, identity, user, session, goal, split, events }) => {
        const properties = profileOf({ user, session })
        return commands(
          identity !== undefined && ['identify', identity],
          ...aliases(variables.alias),
          properties && ['set', properties],
          variables.properties ? ['set', variables.properties] : undefined,
          split && ['set', { [split.name]: split.version }],
          goal && ['record', goalName(goal), filled({ 'Billing Amount': goal.revenue, Currency: goal.currency })],
          ...events.map(([name, fields]) => ['record', name, fields]),
        )
      },
      script: () => pushAll('_kmq'),
      load: ({ KISS_METRICS_API_KEY }) => [
        { src: url`https://i.kissmetrics.io/i.js` },
        { src: url`https://scripts.kissmetrics.io/${KISS_METRICS_API_KEY}.2.js` },
      ],
    },
  },
})

function aliases(given: unknown): Command[] {
  if (Array.isArray(given)) return given.length === 2 ? [['alias', ...given]] : []
  return Object.entries(given ?? {}).map(([name, other]) => ['alias', name, other])
}
