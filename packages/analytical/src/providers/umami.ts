import { asText } from '../as-text.ts'
import { dataAttributes } from '../data-attributes.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { linkTo } from '../link-to.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { profileOf } from '../traits.ts'
import { variable } from '../variable.ts'

const cloud = url`https://cloud.umami.is`

/**
 * Umami. Attributes, `data-before-send`, `identify` and `track` from the tracker's source in umami-software/umami, tags and
 * revenue from Umami's documentation (read 2026-11-21); unverified: data-performance, the limit of 50 characters for ids,
 * tags and names of events, and the cloud's second host.
 */
export const umami = defineProvider({
  name: 'umami',
  title: 'Umami',
  homepage: 'https://umami.is',
  summary: 'Open-source web analytics, in its cloud or on your own server.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    UMAMI_WEBSITE_ID: setting.uuid(
      'The Website ID: in Umami under Settings, Websites, Edit.',
      '94db1cb1-74f4-4a40-ad6c-962362670409',
    ),
    UMAMI_HOST: setting.optional(
      setting.url('Your own Umami; Umami’s cloud unless you say.', 'https://stats.example.com'),
    ),
    UMAMI_SCRIPT_NAME: setting.optional(
      setting.id(
        'The name of the script, where TRACKER_SCRIPT_NAME of your own Umami changes it.',
        'getinfo.js',
        /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/,
        'must be the name of a file',
      ),
    ),
    UMAMI_HOST_URL: setting.optional(
      setting.url('Where data goes, if elsewhere than to the script’s host.', 'https://collect.example.com'),
    ),
    UMAMI_DOMAINS: setting.optional(
      setting.list(
        setting.id(
          'The only hosts to count on.',
          'rhymes.example',
          /^[A-Za-z0-9][A-Za-z0-9.-]{0,199}$/,
          'must be a host without https://',
        ),
      ),
    ),
    UMAMI_TAG: setting.optional(setting.line('A tag for everything that this site sends.', 'staging')),
    UMAMI_DO_NOT_TRACK: setting.optional(setting.boolean('Heed the browser’s Do Not Track.', true)),
    UMAMI_EXCLUDE_SEARCH: setting.optional(setting.boolean('Leave queries out of addresses.', true)),
    UMAMI_EXCLUDE_HASH: setting.optional(setting.boolean('Leave fragments out of addresses.', true)),
    UMAMI_PERFORMANCE: setting.optional(setting.boolean('Measure how fast pages load.', true)),
  },
  variables: {
    tag: variable.text('A tag for this page view and its events, in place of the split test’s.', 'rhymes'),
  },
  capabilities: {
    identity: 'as the distinct id, from the page view on',
    session: 'as session data',
    goal: 'as an event, with its revenue',
    split: 'as the tag of the page view and its events',
    page: true,
    events: true,
  },
  csp: ({ UMAMI_HOST = cloud, UMAMI_HOST_URL }) => ({
    'script-src': [UMAMI_HOST.origin],
    'connect-src':
      UMAMI_HOST_URL || UMAMI_HOST.origin !== cloud.origin
        ? [(UMAMI_HOST_URL ?? UMAMI_HOST).origin]
        : [cloud.origin, 'https://api-gateway.umami.dev'],
  }),
  tags: {
    umami: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, split, page, events }) => {
        const id = identity?.slice(0, 50)
        const tag = variables.tag ?? (split && `${split.name}:${split.version}`)
        const sent = filled({
          url: page?.href,
          title: page?.title,
          referrer: page?.referrer,
          tag: asText(tag)?.slice(0, 50),
          id,
        })
        const traits = profileOf({ user, session })
        const calls = commands(
          id === undefined ? traits && ['identify', traits] : ['identify', id, traits],
          goal && ['track', goalName(goal).slice(0, 50), filled({ revenue: goal.revenue, currency: goal.currency })],
          ...events.map(([name, properties]) => ['track', name.slice(0, 50), filled(properties)]),
        )
        return sent === undefined && calls.length === 0 ? undefined : { sent, calls }
      },
      // All that is sent passes this function, the first page view too. Once the visitor has gone on to another address
      // without loading a page, what was said of this page no longer holds.
      script: () => js`
        var sent = data.sent, counted;
        if (sent !== undefined) {
          if (sent.url !== undefined) sent.url = ${linkTo(js`sent.url`)}.href;
          window.umamiBeforeSend = function (type, payload) {
            counted = counted || payload.url;
            return payload.url === counted ? Object.assign({}, payload, sent) : payload;
          };
        }`,
      load: ({ UMAMI_HOST = cloud, UMAMI_SCRIPT_NAME = 'script.js', UMAMI_HOST_URL, ...settings }) => [
        {
          src: url`${UMAMI_HOST}/${UMAMI_SCRIPT_NAME}`,
          defer: true,
          attributes: dataAttributes({
            'website-id': settings.UMAMI_WEBSITE_ID,
            'before-send': 'umamiBeforeSend',
            'host-url': UMAMI_HOST_URL,
            domains: settings.UMAMI_DOMAINS,
            tag: settings.UMAMI_TAG,
            'do-not-track': settings.UMAMI_DO_NOT_TRACK,
            'exclude-search': settings.UMAMI_EXCLUDE_SEARCH,
            'exclude-hash': settings.UMAMI_EXCLUDE_HASH,
            performance: settings.UMAMI_PERFORMANCE,
          }),
        },
      ],
      loaded: () => js`
        if (window.umami) {
          ${callMethods('umami', js`data.calls`)}
        }`,
    },
  },
})
