import { dataAttributes } from '../data-attributes.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { html, js, url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { defineProvider } from '../provider.ts'
import { arrayCallsStub, callAll, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { splitProperty } from '../split-property.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Simple Analytics. Attributes, `sa_metadata`, the path overwriter and the queue from the script's source in
 * simpleanalytics/scripts (read 2026-11-21); unverified: the image for pages without script, and that a domain of one's own
 * serves script, hits and image alike.
 */
export const simpleAnalytics = defineProvider({
  name: 'simple_analytics',
  title: 'Simple Analytics',
  homepage: 'https://www.simpleanalytics.com',
  summary: 'Web analytics without cookies and without unique visitors.',
  category: 'analytics',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    SIMPLE_ANALYTICS_HOSTNAME: setting.id(
      'The website, as it is called in Simple Analytics, whatever host the page is on.',
      'rhymes.example',
      /^[A-Za-z0-9][A-Za-z0-9-]{0,99}\.[A-Za-z0-9.-]{1,99}$/,
      'must be a host without https://',
    ),
    SIMPLE_ANALYTICS_CUSTOM_DOMAIN: setting.optional(
      setting.host('Your own domain for Simple Analytics, where you have one.', 'stats.example.com'),
    ),
    SIMPLE_ANALYTICS_COLLECT_DNT: setting.optional(setting.boolean('Count visitors with Do Not Track too.', true)),
    SIMPLE_ANALYTICS_HASH_MODE: setting.optional(setting.boolean('Count changes of the fragment as page views.', true)),
    SIMPLE_ANALYTICS_STRICT_UTM: setting.optional(
      setting.boolean('Take campaigns from parameters with the prefix utm_ only.', true),
    ),
    SIMPLE_ANALYTICS_IGNORE_PAGES: setting.optional(
      setting.list(setting.line('Paths not to count; * stands for anything.', '/drafts/*')),
    ),
    SIMPLE_ANALYTICS_ALLOW_PARAMS: setting.optional(setting.list(setting.line('Query parameters to keep.', 'rhyme'))),
    SIMPLE_ANALYTICS_NON_UNIQUE_HOSTNAMES: setting.optional(
      setting.list(setting.line('Other hosts of yours; visitors who come from there are not new.', 'shop.example.com')),
    ),
  },
  variables: {
    metadata: variable.object('Metadata of the page view and its events, beside the session data.', { form: 'sonnet' }),
  },
  capabilities: {
    identity: false,
    session: 'as metadata',
    goal: 'as an event, its revenue as metadata',
    split: 'as metadata named split_ and the test',
    page: 'the path without query; title and referrer cannot be told',
    events: true,
  },
  csp: ({ SIMPLE_ANALYTICS_CUSTOM_DOMAIN: own }) => ({
    'script-src': [own?.origin ?? 'https://scripts.simpleanalyticscdn.com'],
    'img-src': [own?.origin ?? 'https://queue.simpleanalyticscdn.com'],
    'connect-src': [own?.origin ?? 'https://queue.simpleanalyticscdn.com'],
  }),
  tags: {
    simple_analytics: {
      position: 'body_bottom',
      data: ({ variables, session, goal, split, page, events }) => {
        const path = pagePath(page?.href)?.split(/[?#]/, 1)[0]
        const metadata = filled({
          ...traitsOf(session),
          ...splitProperty(split),
          ...variables.metadata,
        })
        const calls = commands(
          goal && [goalName(goal), filled({ revenue: goal.revenue, currency: goal.currency })],
          ...events.map(([name, properties]) => [name, filled(properties)]),
        )
        return path === undefined && metadata === undefined && calls.length === 0
          ? undefined
          : { path, metadata, calls }
      },
      // The script takes queued calls that are arrays; of Arguments it would send the name only, or nothing.
      stub: () => arrayCallsStub('sa_event'),
      script: () => js`
        var counted;
        if (data.metadata !== undefined) window.sa_metadata = Object.assign({}, window.sa_metadata, data.metadata);
        if (data.path !== undefined) {
          window.saPathOverwriter = function (path) {
            counted = counted || path;
            return path === counted ? data.path : path;
          };
        }
        ${callAll('sa_event', js`data.calls`)}`,
      load: ({ SIMPLE_ANALYTICS_HOSTNAME, SIMPLE_ANALYTICS_CUSTOM_DOMAIN: own, ...settings }) => [
        {
          src: own ? url`${own}/latest.js` : url`https://scripts.simpleanalyticscdn.com/latest.js`,
          attributes: dataAttributes({
            hostname: SIMPLE_ANALYTICS_HOSTNAME,
            'path-overwriter': 'saPathOverwriter',
            'collect-dnt': settings.SIMPLE_ANALYTICS_COLLECT_DNT,
            mode: settings.SIMPLE_ANALYTICS_HASH_MODE ? 'hash' : undefined,
            'strict-utm': settings.SIMPLE_ANALYTICS_STRICT_UTM,
            'ignore-pages': settings.SIMPLE_ANALYTICS_IGNORE_PAGES,
            'allow-params': settings.SIMPLE_ANALYTICS_ALLOW_PARAMS,
            'non-unique-hostnames': settings.SIMPLE_ANALYTICS_NON_UNIQUE_HOSTNAMES,
          }),
        },
      ],
      // The image is told the page by its referrer.
      noscript: ({ SIMPLE_ANALYTICS_CUSTOM_DOMAIN: own }) => {
        const src = own ? url`${own}/noscript.gif` : url`https://queue.simpleanalyticscdn.com/noscript.gif`
        return html`<img alt="" width="1" height="1" hidden referrerpolicy="no-referrer-when-downgrade" src="${src}">`
      },
    },
  },
})
