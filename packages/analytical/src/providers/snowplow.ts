import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider, type Seen } from '../provider.ts'
import { callAll, commands, functionStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { profileOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Snowplow, by its JavaScript tag, version 3 or later. The queue and the calls are from docs.snowplow.io, what setCustomUrl and
 * setReferrerUrl do from @snowplow/browser-tracker-core 4.10.2 (read 2026-11-21); unverified: the image, which only the GET
 * method of version 3 would use.
 */
export const snowplow = defineProvider({
  name: 'snowplow',
  title: 'Snowplow',
  homepage: 'https://snowplow.io',
  summary: 'Event collection into your own data warehouse, by a collector of your own.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    SNOWPLOW_COLLECTOR: setting.host('The host of your collector.', 'collector.example.com'),
    SNOWPLOW_APP_ID: setting.id(
      'The application ID that events carry; you choose it.',
      'rhymes',
      /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/,
      'must be letters, digits, dots, dashes and underscores',
    ),
    SNOWPLOW_SCRIPT_URL: setting.url(
      'The address of the tracker’s file, sp.js or sp.lite.js, best on your own host.',
      'https://cdn.example.com/sp.js',
    ),
    SNOWPLOW_VISITOR_SCHEMA: setting.optional(
      setting.id(
        'The Iglu schema of your own under which e-mail address, name and session data are sent as an entity.',
        'iglu:com.example/visitor/jsonschema/1-0-0',
        /^iglu:[\w.-]+\/[\w.-]+\/jsonschema\/\d+-\d+-\d+$/,
        'must be the address of an Iglu schema',
      ),
    ),
    SNOWPLOW_HEARTBEAT: setting.optional(
      setting.number('Seconds between page pings while the visitor is active; none are sent without.', 10, {
        min: 1,
        max: 3600,
      }),
    ),
    SNOWPLOW_CONFIG: setting.optional(
      setting.object('Any other option of newTracker.', { cookieSameSite: 'Lax', respectDoNotTrack: true }),
    ),
  },
  variables: {
    contexts: variable.list('Entities that every event carries: objects of schema and data.', [
      { schema: 'iglu:com.example/page/jsonschema/1-0-0', data: { section: 'rhymes' } },
    ]),
    self_describing_events: variable.list('Events under schemas of your own: objects of schema and data.', [
      { schema: 'iglu:com.example/liked/jsonschema/1-0-0', data: { lines: 4 } },
    ]),
  },
  capabilities: {
    identity: true,
    session: 'takes SNOWPLOW_VISITOR_SCHEMA',
    goal: 'as a structured event of the category goal',
    split: 'as a structured event of the category experiment',
    page: true,
    events: 'as structured events, with the properties category, label, property and value',
  },
  csp: ({ SNOWPLOW_COLLECTOR, SNOWPLOW_SCRIPT_URL }) => ({
    'script-src': [SNOWPLOW_SCRIPT_URL.origin],
    'connect-src': [SNOWPLOW_COLLECTOR.origin],
    'img-src': [SNOWPLOW_COLLECTOR.origin],
  }),
  tags: {
    snowplow: {
      position: 'head_bottom',
      data: (seen, { SNOWPLOW_VISITOR_SCHEMA: schema, SNOWPLOW_HEARTBEAT: heartbeat }) => {
        const { variables, identity, goal, split, page, events } = seen
        const visitor = schema === undefined ? undefined : visitorOf(seen)
        const own = variables.contexts ?? []
        const contexts = visitor === undefined ? own : [{ schema, data: visitor }, ...own]
        const described = variables.self_describing_events ?? []
        return commands(
          heartbeat !== undefined && [
            'enableActivityTracking',
            { minimumVisitLength: heartbeat, heartbeatDelay: heartbeat },
          ],
          identity !== undefined && ['setUserId', identity],
          contexts.length > 0 && ['addGlobalContexts', contexts],
          page?.href !== undefined && ['setCustomUrl', page.href],
          page?.referrer !== undefined && ['setReferrerUrl', page.referrer],
          ['trackPageView', filled({ title: page?.title })],
          split && ['trackStructEvent', { category: 'experiment', action: split.name, label: split.version }],
          goal && [
            'trackStructEvent',
            { category: 'goal', action: goalName(goal), property: goal.currency, value: goal.revenue },
          ],
          ...described.map((event) => ['trackSelfDescribingEvent', { event }]),
          ...events.map(([name, properties]) => ['trackStructEvent', structured(name, properties)]),
        )
      },
      stub: () => js`
        if (!window.snowplow) {
          window.GlobalSnowplowNamespace = window.GlobalSnowplowNamespace || [];
          window.GlobalSnowplowNamespace.push("snowplow");
        }
        ${functionStub('snowplow')}`,
      script: ({ SNOWPLOW_COLLECTOR, SNOWPLOW_APP_ID, SNOWPLOW_CONFIG }) => js`
        window.snowplow("newTracker", "sp", ${SNOWPLOW_COLLECTOR}, ${{ ...SNOWPLOW_CONFIG, appId: SNOWPLOW_APP_ID }});
        ${callAll('snowplow')}`,
      load: ({ SNOWPLOW_SCRIPT_URL }) => [{ src: url`${SNOWPLOW_SCRIPT_URL}` }],
    },
  },
})

const visitorOf = ({ user, session }: Pick<Seen, 'user' | 'session'>) => profileOf({ user, session })

const structured = (
  name: string,
  { category = 'event', label, property, value }: Readonly<Record<string, unknown>>,
) => ({
  category,
  action: name,
  label,
  property,
  value,
})
