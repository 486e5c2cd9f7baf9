import { filled } from '../fields.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, methodStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { specCalls, specVariables, wholePageAddress } from '../track-spec.ts'

const methods =
  'setDefaultInstanceKey load ready page track identify alias group reset setAnonymousId startSession endSession consent addCustomIntegration'.split(
    ' ',
  )

const cdn = url`https://cdn.rudderlabs.com`

/**
 * RudderStack. The arguments of the calls, the hosts and how the library finds its own element are from
 * @rudderstack/analytics-js 3.34.1, the fields and methods of the stub from loading snippets 3.0 to 3.2 in public repositories
 * (read 2026-11-21); unverified: the property names of Experiment Viewed.
 */
export const rudderstack = defineProvider({
  name: 'rudderstack',
  title: 'RudderStack',
  homepage: 'https://www.rudderstack.com',
  summary: 'Customer data platform that hands page views, users and events on to your warehouse and other services.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    RUDDERSTACK_WRITE_KEY: setting.id(
      'The write key of the source: in RudderStack under Sources, your source, Setup.',
      '2aBcDeFgHiJkLmNoPqRsTuVwXyZ',
      /^[A-Za-z0-9]{10,64}$/,
      'must be a write key of letters and digits',
    ),
    RUDDERSTACK_DATA_PLANE_URL: setting.url(
      'The address of the data plane: at the top of RudderStack’s connections page.',
      'https://example.dataplane.rudderstack.com',
    ),
    RUDDERSTACK_CONFIG_URL: setting.optional(
      setting.url(
        'Your own control plane, in place of https://api.rudderstack.com.',
        'https://rudder-config.example.com',
      ),
    ),
    RUDDERSTACK_CDN_HOST: setting.optional(
      setting.host('Your own proxy, from where the library is loaded.', 'cdn.example.com'),
    ),
    RUDDERSTACK_CONFIG: setting.optional(
      setting.object('Any other option of rudderanalytics.load.', { logLevel: 'ERROR' }),
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
  csp: ({ RUDDERSTACK_DATA_PLANE_URL, RUDDERSTACK_CONFIG_URL, RUDDERSTACK_CDN_HOST = cdn }) => ({
    'script-src': [RUDDERSTACK_CDN_HOST.origin],
    'connect-src': [
      ...new Set([RUDDERSTACK_CONFIG_URL?.origin ?? 'https://api.rudderstack.com', RUDDERSTACK_DATA_PLANE_URL.origin]),
    ],
  }),
  tags: {
    rudderstack: {
      position: 'head_bottom',
      data: specCalls,
      stub: () => js`
        ${methodStub('rudderanalytics', methods)}
        window.rudderanalytics.snippetExecuted = true;
        window.RudderSnippetVersion = "3.2.0";
        window.rudderAnalyticsBuildType = "modern";`,
      script: ({ RUDDERSTACK_WRITE_KEY, RUDDERSTACK_DATA_PLANE_URL, RUDDERSTACK_CONFIG_URL, RUDDERSTACK_CONFIG }) => js`
        window.rudderanalytics.load(${RUDDERSTACK_WRITE_KEY}, ${RUDDERSTACK_DATA_PLANE_URL}, ${{
          ...RUDDERSTACK_CONFIG,
          ...filled({ configUrl: RUDDERSTACK_CONFIG_URL }),
        }});
        ${wholePageAddress}
        ${callMethods('rudderanalytics')}`,
      load: ({ RUDDERSTACK_WRITE_KEY, RUDDERSTACK_CDN_HOST = cdn }) => [
        {
          src: url`${RUDDERSTACK_CDN_HOST}/v3/modern/rsa.min.js`,
          attributes: { 'data-rsa-write-key': RUDDERSTACK_WRITE_KEY },
        },
      ],
    },
  },
})
