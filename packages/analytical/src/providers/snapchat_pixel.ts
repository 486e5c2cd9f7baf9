import { contactHash } from '../contact-hash.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callAll, commands, relayStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { standardEvent } from '../standard-event.ts'
import { variable } from '../variable.ts'

const standardEvents = [
  'PAGE_VIEW',
  'VIEW_CONTENT',
  'ADD_CART',
  'SIGN_UP',
  'SAVE',
  'START_CHECKOUT',
  'PURCHASE',
  'APP_OPEN',
  'APP_INSTALL',
  'ADD_BILLING',
  'SEARCH',
  'SUBSCRIBE',
  'AD_CLICK',
  'AD_VIEW',
  'COMPLETE_TUTORIAL',
  'LEVEL_COMPLETE',
  'INVITE',
  'LOGIN',
  'SHARE',
  'RESERVE',
  'ACHIEVEMENT_UNLOCKED',
  'ADD_TO_WISHLIST',
  'SPENT_CREDITS',
  'RATE',
  'START_TRIAL',
  'LIST_VIEW',
  'CUSTOM_EVENT_1',
  'CUSTOM_EVENT_2',
  'CUSTOM_EVENT_3',
  'CUSTOM_EVENT_4',
  'CUSTOM_EVENT_5',
]

/**
 * Snap Pixel. The queue (`queue` until `handleRequest` is there), the fields of `init` and the standard events from Nuxt
 * Scripts, Snap’s page on website events and public guides (read 2026-11-21); unverified: the hosts beside sc-static.net,
 * and that `event_tag` tells custom events apart.
 */
export const snapchatPixel = defineProvider({
  name: 'snapchat_pixel',
  title: 'Snap Pixel',
  homepage: 'https://forbusiness.snapchat.com',
  summary: 'Measures what visitors do after they saw an ad on Snapchat.',
  category: 'marketing',
  verified: '2026-11-21',
  settings: {
    SNAPCHAT_PIXEL_ID: setting.uuid(
      'The pixel ID: in Snapchat Ads Manager under Events Manager.',
      'b59b0b9e-3c0a-4e21-9d8a-7a2d1c0f4e65',
    ),
    SNAPCHAT_PIXEL_INIT: setting.optional(
      setting.object('Fields of snaptr’s init call for every page.', { geo_country: 'de' }),
    ),
  },
  variables: {
    init: variable.object('Fields of snaptr’s init call for this page, such as a hashed telephone number.', {
      geo_city: 'weimar',
    }),
    transaction_id: variable.text('The id of the goal’s order, which Snapchat counts once.', 'order-4711'),
    client_dedup_id: variable.text(
      'The id of the goal’s event, by which Snapchat knows it again when your server tells it too.',
      'e-4711',
    ),
    item_ids: variable.texts('The ids of the goal’s products.', ['r1', 'r2']),
    number_items: variable.number('How many items the goal is about.', 2),
  },
  capabilities: {
    identity: 'the e-mail address alone, hashed, where SNAPCHAT_PIXEL_PERSONAL_DATA lists it',
    session: false,
    goal: 'as the standard event of that name, else as CUSTOM_EVENT_1',
    split: false,
    page: false,
    events: 'as the standard event of that name, else as CUSTOM_EVENT_1',
  },
  csp: () => ({
    'script-src': ['https://sc-static.net', 'https://tr.snapchat.com'],
    'connect-src': ['https://tr.snapchat.com'],
    'img-src': ['https://tr.snapchat.com'],
    'frame-src': ['https://tr.snapchat.com'],
  }),
  tags: {
    snapchat_pixel: {
      position: 'head_bottom',
      data: ({ variables, user, goal, events }, { SNAPCHAT_PIXEL_ID, SNAPCHAT_PIXEL_INIT }) => {
        const { init, ...ofGoal } = variables
        return commands(
          [
            'init',
            SNAPCHAT_PIXEL_ID,
            filled({ ...SNAPCHAT_PIXEL_INIT, user_hashed_email: contactHash(user.email), ...init }),
          ],
          ['track', 'PAGE_VIEW'],
          goal && track(goalName(goal), { price: goal.revenue, currency: goal.currency, ...ofGoal }),
          ...events.map(([name, properties]) => track(name, properties)),
        )
      },
      stub: () => relayStub('snaptr', 'queue', 'handleRequest'),
      script: () => callAll('snaptr'),
      load: () => [{ src: url`https://sc-static.net/scevent.min.js` }],
    },
  },
})

function track(name: string, properties: Readonly<Record<string, unknown>>) {
  const standard = standardEvent(name, standardEvents)
  return standard === undefined
    ? ['track', 'CUSTOM_EVENT_1', { event_tag: name, ...properties }]
    : ['track', standard, filled(properties)]
}
