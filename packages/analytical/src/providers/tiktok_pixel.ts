import { hashedContact } from '../contact-hash.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands, methodStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

const hosts = { global: url`https://analytics.tiktok.com`, us: url`https://analytics.us.tiktok.com` }

const methods = [
  'page',
  'track',
  'identify',
  'instances',
  'debug',
  'on',
  'off',
  'once',
  'ready',
  'alias',
  'group',
  'enableCookie',
  'disableCookie',
  'holdConsent',
  'revokeConsent',
  'grantConsent',
]

/**
 * TikTok Pixel. The queue, its methods and what it keeps by pixel (`_i`, `_t`, `_o`) from base codes that sites publish,
 * that contact data and external_id go hashed from TikTok's help, event_id and the region from nuxt/scripts (read
 * 2026-11-21); unverified: that one queue serves several pixels, and the policy's hosts but for the script's.
 */
export const tiktokPixel = defineProvider({
  name: 'tiktok_pixel',
  title: 'TikTok Pixel',
  homepage: 'https://ads.tiktok.com/help/article/tiktok-pixel',
  summary: 'Measures and builds audiences for advertising on TikTok.',
  category: 'marketing',
  verified: '2026-11-21',
  settings: {
    TIKTOK_PIXEL_ID: setting.list(
      setting.id(
        'The pixel ID: in TikTok’s Events Manager under Data sources. Several ids count every page in each.',
        'CABCDE12345FGHIJ6789',
        /^[A-Z0-9]{10,30}$/,
        'must be the id of a TikTok pixel, capitals and digits',
      ),
    ),
    TIKTOK_PIXEL_REGION: setting.optional(
      setting.choice('Where the pixel’s data goes; global unless you say.', ['global', 'us'], 'us'),
    ),
  },
  variables: {
    user_data: variable.object(
      'More fields of identify, such as phone_number, hashed; they reach TikTok without a grant in TIKTOK_PIXEL_PERSONAL_DATA.',
      { phone_number: 'a56f9aa0b1e0c8e4cbbc4d6f2bfae6c6a3e1e3bd8d5f0a0f5a3a3f3a0e4f5c11' },
    ),
  },
  capabilities: {
    identity: 'hashed, and only where TIKTOK_PIXEL_PERSONAL_DATA lists email or name',
    session: false,
    goal: 'as an event, which a standard name makes a standard one',
    split: false,
    page: false,
    events: 'under their names; event_id tells them from those of the server',
  },
  csp: ({ TIKTOK_PIXEL_REGION = 'global' }) => {
    const { origin } = hosts[TIKTOK_PIXEL_REGION]
    return {
      'script-src': [origin, 'https://*.ttwstatic.com'],
      'connect-src': [
        origin,
        'https://mon.tiktok.com',
        'https://mcs.tiktok.com',
        ...(TIKTOK_PIXEL_REGION === 'us' ? ['https://*.tiktokw.us'] : []),
      ],
      'img-src': [origin],
    }
  },
  tags: {
    tiktok_pixel: {
      position: 'head_bottom',
      data: ({ variables, identity, user, goal, events }) => {
        const { id, email } = hashedContact({ identity, user })
        const person = filled({ email, external_id: id, ...variables.user_data })
        return commands(
          person && ['identify', person],
          ['page'],
          goal && ['track', goalName(goal), filled({ value: goal.revenue, currency: goal.currency })],
          ...events.map(([name, { event_id, ...properties }]) => [
            'track',
            name,
            properties,
            event_id === undefined ? undefined : { event_id },
          ]),
        )
      },
      // The library takes its queue for an array with methods; of a function it would drop every call.
      stub: () => js`
        window.TiktokAnalyticsObject = "ttq";
        ${methodStub('ttq', methods)}
        window.ttq.methods = window.ttq.methods || ${methods};
        window.ttq.setAndDefer = window.ttq.setAndDefer || function (queue, method) {
          queue[method] = function () {
            queue.push([method].concat(Array.prototype.slice.call(arguments)));
          };
        };
        window.ttq.instance = window.ttq.instance || function (id) {
          var pixel = (window.ttq._i || {})[id] || [];
          window.ttq.methods.forEach(function (method) { window.ttq.setAndDefer(pixel, method); });
          return pixel;
        };`,
      script: ({ TIKTOK_PIXEL_ID, TIKTOK_PIXEL_REGION = 'global' }) => js`
        ["_i", "_t", "_o"].forEach(function (name) { window.ttq[name] = window.ttq[name] || {}; });
        ${TIKTOK_PIXEL_ID}.forEach(function (id) {
          window.ttq._i[id] = [];
          window.ttq._i[id]._u = ${fileOf(TIKTOK_PIXEL_REGION)};
          window.ttq._t[id] = new Date().getTime();
          window.ttq._o[id] = {};
        });
        ${callMethods('ttq')}`,
      consent: () => js`
        if (consent.marketing === "granted") window.ttq.grantConsent();
        else if (consent.marketing === "pending") window.ttq.holdConsent();
        else window.ttq.revokeConsent();`,
      load: ({ TIKTOK_PIXEL_ID, TIKTOK_PIXEL_REGION = 'global' }) =>
        TIKTOK_PIXEL_ID.map((id) => ({ src: url`${fileOf(TIKTOK_PIXEL_REGION)}?sdkid=${id}&lib=ttq` })),
    },
  },
})

const fileOf = (region: keyof typeof hosts) => url`${hosts[region]}/i18n/pixel/events.js`
