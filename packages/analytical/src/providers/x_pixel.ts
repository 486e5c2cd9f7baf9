import { entryFor } from '../entry-for.ts'
import { type Fields, filled } from '../fields.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callAll, commands, relayStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'

/**
 * X Pixel, once Twitter's. The queue, config and event with its ids and fields from base codes that sites publish and from
 * nuxt/scripts (read 2026-11-21); unverified: the shape of the pixel ID, the policy's hosts but for the script's. X's own
 * code has the e-mail address as text; that the pixel took a hash is nowhere said.
 */
export const xPixel = defineProvider({
  name: 'x_pixel',
  title: 'X Pixel',
  homepage: 'https://business.x.com/en/help/campaign-measurement-and-analytics/conversion-tracking-for-websites.html',
  summary: 'Counts conversions and builds audiences for advertising on X, formerly Twitter.',
  category: 'marketing',
  verified: '2026-11-21',
  settings: {
    X_PIXEL_ID: setting.id(
      'The pixel ID: in X’s Ads Manager under Tools, Events manager.',
      'o1abc',
      /^[a-z0-9]{4,10}$/,
      'must be the id of an X pixel, lower-case letters and digits',
      [[/^tw-/, 'must be the id of an X pixel; tw- is the id of an event, for X_PIXEL_EVENTS']],
    ),
    X_PIXEL_EVENTS: setting.optional(
      setting.object(
        'The event ID of goals and events, by their name or id: in the Events manager, like tw-o1abc-o1def.',
        { signed_up: 'tw-o1abc-o1def', 'rhyme posted': 'tw-o1abc-o1xyz' },
      ),
    ),
  },
  variables: {},
  capabilities: {
    identity: false,
    session: false,
    goal: 'where X_PIXEL_EVENTS has its event ID, or its id is one',
    split: false,
    page: false,
    events: 'those whose event ID is in X_PIXEL_EVENTS, or whose name is one',
  },
  csp: () => ({
    'script-src': ['https://static.ads-twitter.com'],
    'img-src': ['https://t.co', 'https://analytics.twitter.com'],
    'connect-src': ['https://analytics.twitter.com', 'https://ads-api.x.com'],
  }),
  tags: {
    x_pixel: {
      position: 'head_bottom',
      data: ({ user, goal, events }, { X_PIXEL_ID, X_PIXEL_EVENTS = {} }) => {
        const tell = (keys: readonly unknown[], fields: Fields) => {
          const id = eventId(X_PIXEL_ID, X_PIXEL_EVENTS, keys)
          return id !== undefined && (['event', id, filled({ email_address: user.email, ...fields })] as const)
        }
        return commands(
          ['config', X_PIXEL_ID],
          goal && tell([goal.name, goal.id], { value: goal.revenue, currency: goal.currency }),
          ...events.map(([name, properties]) => tell([name], properties)),
        )
      },
      stub: () => js`
        ${relayStub('twq', 'queue', 'exe')}
        window.twq.version = window.twq.version || "1.1";`,
      script: () => callAll('twq'),
      load: () => [{ src: url`https://static.ads-twitter.com/uwt.js` }],
    },
  },
})

/** The whole id of an event, of which the setting may have the last part only. */
function eventId(pixel: string, ids: Fields, keys: readonly unknown[]): string | undefined {
  const id = entryFor(ids, keys)
  if (id === undefined) return keys.map(String).find((key) => /^tw-[a-z0-9]+-[a-z0-9]+$/.test(key))
  return id.startsWith('tw-') ? id : `tw-${pixel}-${id}`
}
