import { filled } from '../fields.ts'
import { js, type Url, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, methodStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { specCalls, specVariables, wholePageAddress } from '../track-spec.ts'

const methods =
  'trackSubmit trackClick trackLink trackForm pageview identify reset group track ready alias debug page screen once off on addSourceMiddleware addIntegrationMiddleware setAnonymousId addDestinationMiddleware register'.split(
    ' ',
  )

const cdn = url`https://cdn.segment.com`

/**
 * Segment. What Analytics.js reads of the stub and of its own element, how it takes early calls, and its options are from
 * @segment/analytics-next 1.84.3 (read 2026-11-21); unverified: the property names of Experiment Viewed.
 */
export const segment = defineProvider({
  name: 'segment',
  title: 'Segment',
  homepage: 'https://segment.com',
  summary: 'Customer data platform that hands page views, users and events on to other services.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    SEGMENT_WRITE_KEY: setting.id(
      'The write key: in Segment under Sources, your source, Settings, API keys.',
      '8fJkQ2mVb7RtYx3LsWc9ZpNd4HgTuE6A',
      /^[A-Za-z0-9]{10,64}$/,
      'must be a write key of letters and digits',
    ),
    SEGMENT_CDN_HOST: setting.optional(
      setting.host('Your own proxy, from where Analytics.js and its settings are loaded.', 'cdn.example.com'),
    ),
    SEGMENT_API_HOST: setting.optional(
      setting.hostAndPath(
        'Where data goes in place of api.segment.io/v1: events.eu1.segmentapis.com/v1 for a workspace in the EU, or your own proxy.',
        'events.eu1.segmentapis.com/v1',
      ),
    ),
    SEGMENT_CONFIG: setting.optional(
      setting.object('Options of analytics.load.', { integrations: { All: false, 'Segment.io': true } }),
    ),
    SEGMENT_GLOBAL: setting.optional(
      setting.variableName('Another name for the global variable analytics.', 'segmentAnalytics'),
    ),
  },
  variables: specVariables,
  capabilities: {
    identity: true,
    session: 'as traits',
    goal: 'as an event',
    split: 'as the event Experiment Viewed',
    page: true,
    events: true,
  },
  csp: ({ SEGMENT_CDN_HOST = cdn, SEGMENT_API_HOST }) => ({
    'script-src': [SEGMENT_CDN_HOST.origin],
    'connect-src': [SEGMENT_CDN_HOST.origin, SEGMENT_API_HOST?.origin ?? 'https://api.segment.io'],
  }),
  tags: {
    segment: {
      position: 'head_bottom',
      data: specCalls,
      stub: ({ SEGMENT_GLOBAL: name = 'analytics' }) => js`
        ${methodStub(name, methods)}
        window[${name}].invoked = true;
        window[${name}].methods = ${methods};`,
      script: ({ SEGMENT_WRITE_KEY, SEGMENT_CDN_HOST, SEGMENT_GLOBAL: name = 'analytics', ...settings }) => js`
        window[${name}]._writeKey = ${SEGMENT_WRITE_KEY};
        window[${name}]._loadOptions = ${optionsOf(settings)};
        ${SEGMENT_CDN_HOST === undefined ? js`` : js`window[${name}]._cdn = ${SEGMENT_CDN_HOST};`}
        ${wholePageAddress}
        ${callMethods(name)}`,
      load: ({ SEGMENT_WRITE_KEY, SEGMENT_CDN_HOST = cdn, SEGMENT_GLOBAL = 'analytics' }) => [
        {
          src: url`${SEGMENT_CDN_HOST}/analytics.js/v1/${SEGMENT_WRITE_KEY}/analytics.min.js`,
          attributes: { 'data-global-segment-analytics-key': SEGMENT_GLOBAL },
        },
      ],
    },
  },
})

function optionsOf({
  SEGMENT_CONFIG = {},
  SEGMENT_API_HOST,
}: {
  SEGMENT_CONFIG?: Record<string, unknown> | undefined
  SEGMENT_API_HOST?: Url | undefined
}) {
  if (SEGMENT_API_HOST === undefined) return SEGMENT_CONFIG
  const integrations = { ...(SEGMENT_CONFIG.integrations as Record<string, unknown> | undefined) }
  const own = integrations['Segment.io']
  const apiHost = String(SEGMENT_API_HOST).slice('https://'.length)
  return {
    ...SEGMENT_CONFIG,
    integrations: { ...integrations, 'Segment.io': { ...filled(typeof own === 'object' ? { ...own } : {}), apiHost } },
  }
}
