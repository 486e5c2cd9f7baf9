import { hashedContact } from '../contact-hash.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callAll, commands, relayStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { standardEvent } from '../standard-event.ts'
import { variable } from '../variable.ts'

const standardEvents = [
  'PageVisit',
  'ViewContent',
  'Search',
  'AddToCart',
  'AddToWishlist',
  'Purchase',
  'Lead',
  'SignUp',
] as const

/**
 * Reddit Pixel. The queue (`callQueue` until `sendEvent` is there), the standard events and what of an event Reddit takes
 * from public installations, Nuxt Scripts and Reddit’s page on event metadata, that e-mail addresses may come hashed from
 * Tealium’s guide (read 2026-11-21); unverified: `externalId` hashed, the shape of ids, `customEventName`, the hosts the
 * events go to.
 */
export const redditPixel = defineProvider({
  name: 'reddit_pixel',
  title: 'Reddit Pixel',
  homepage: 'https://www.business.reddit.com',
  summary: 'Measures what visitors do after they saw an ad on Reddit.',
  category: 'marketing',
  verified: '2026-11-21',
  settings: {
    REDDIT_PIXEL_ID: setting.id(
      'The pixel ID: in Reddit Ads under Events Manager.',
      'a2_h4x9k2m7q1zp',
      /^(?:a2|t2)_[a-z0-9]{1,40}$/,
      'must be a pixel ID of Reddit, which starts with a2_ or t2_',
    ),
    REDDIT_PIXEL_INIT: setting.optional(
      setting.object('Fields of rdt’s init call for every page.', { dpm: 'LDU', dpcc: 'US' }),
    ),
  },
  variables: {
    init: variable.object('Fields of rdt’s init call for this page.', { optOut: true }),
    conversion_id: variable.text(
      'The id of the goal’s conversion, by which Reddit knows it again when your server tells it too.',
      'order-4711',
    ),
    item_count: variable.number('How many items the goal is about.', 2),
    products: variable.list('The goal’s products.', [{ id: 'r1', name: 'Sonnet', category: 'rhymes' }]),
  },
  capabilities: {
    identity: 'hashed, and only where REDDIT_PIXEL_PERSONAL_DATA lists email or name',
    session: false,
    goal: 'as the standard event of that name, else as a custom event',
    split: false,
    page: false,
    events: 'as the standard event of that name, else as a custom event',
  },
  csp: () => ({
    'script-src': ['https://www.redditstatic.com'],
    'connect-src': ['https://pixel-config.reddit.com', 'https://www.redditstatic.com', 'https://alb.reddit.com'],
    'img-src': ['https://alb.reddit.com'],
  }),
  tags: {
    reddit_pixel: {
      position: 'head_bottom',
      data: ({ variables, identity, user, goal, events }, { REDDIT_PIXEL_ID, REDDIT_PIXEL_INIT }) => {
        const { id, email } = hashedContact({ identity, user })
        const init = filled({
          ...REDDIT_PIXEL_INIT,
          email,
          externalId: id,
          ...variables.init,
        })
        return commands(
          ['init', REDDIT_PIXEL_ID, init],
          ['track', 'PageVisit'],
          goal &&
            track(goalName(goal), {
              value: goal.revenue,
              currency: goal.currency,
              itemCount: variables.item_count,
              products: variables.products,
              conversionId: variables.conversion_id,
            }),
          ...events.map(([name, properties]) => track(name, properties)),
        )
      },
      stub: () => relayStub('rdt', 'callQueue', 'sendEvent'),
      script: () => callAll('rdt'),
      load: () => [{ src: url`https://www.redditstatic.com/ads/pixel.js` }],
    },
  },
})

function track(name: string, properties: Readonly<Record<string, unknown>>) {
  const standard = standardEvent(name, standardEvents)
  return standard === undefined
    ? ['track', 'Custom', { customEventName: name, ...properties }]
    : ['track', standard, filled(properties)]
}
