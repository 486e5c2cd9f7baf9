import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider, type Seen } from '../provider.ts'
import { type Command, commands, pushAll } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { profileOf } from '../traits.ts'

/**
 * Lucky Orange. Script, modules and the consent call from developers.luckyorange.com, the arguments of identify and track as
 * public pages call them (read 2026-11-21). Unverified: all of Lucky Orange Classic but its script and its tags, and the
 * hosts that data goes to.
 */
export const luckyorange = defineProvider({
  name: 'luckyorange',
  otherNames: ['lucky_orange'],
  title: 'Lucky Orange',
  homepage: 'https://www.luckyorange.com',
  summary: 'Session recordings, heatmaps, chat and surveys.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    LUCKYORANGE_SITE_ID: setting.id(
      'The Site ID: in Lucky Orange under Settings, Tracking code; of a Lucky Orange Classic site its number.',
      '3fa9c21b',
      /^(?:[0-9a-f]{8}|[0-9]{1,12})$/,
      'must be eight hexadecimal digits, or the number of a Classic site',
    ),
  },
  variables: {},
  capabilities: {
    identity: true,
    session: 'as attributes of the visitor',
    goal: 'as an event by its name; a tag in Lucky Orange Classic',
    split: false,
    page: false,
    events: 'with their properties; tags in Lucky Orange Classic',
  },
  csp: ({ LUCKYORANGE_SITE_ID }) => ({
    'script-src': isClassic(LUCKYORANGE_SITE_ID)
      ? ['https://d10lpsik1i8c69.cloudfront.net', 'https://*.luckyorange.com']
      : ['https://*.luckyorange.com'],
    'connect-src': ['https://*.luckyorange.com', 'wss://*.luckyorange.com'],
    'img-src': ['https://*.luckyorange.com'],
  }),
  tags: {
    luckyorange: {
      position: 'head_bottom',
      data: (seen, { LUCKYORANGE_SITE_ID }) => (isClassic(LUCKYORANGE_SITE_ID) ? classicCommands(seen) : calls(seen)),
      stub: ({ LUCKYORANGE_SITE_ID }) =>
        isClassic(LUCKYORANGE_SITE_ID) ? js`window._loq = window._loq || [];` : js`window.LOQ = window.LOQ || [];`,
      // Each call waits for its module, and the modules for lo.js.
      script: ({ LUCKYORANGE_SITE_ID: id }) =>
        isClassic(id)
          ? js`
            window.__lo_site_id = ${Number(id)};
            ${pushAll('_loq')}`
          : js`
            window.LOQ.push(["ready", function (LO) {
              data.forEach(function (call) {
                LO.$internal.ready(call[0]).then(function () {
                  LO[call[0]][call[1]].apply(LO[call[0]], call.slice(2));
                });
              });
            }]);`,
      // Classic has no such call.
      consent: ({ LUCKYORANGE_SITE_ID }) =>
        isClassic(LUCKYORANGE_SITE_ID)
          ? js``
          : js`
            window.LOQ.push(["ready", function (LO) {
              LO.$internal.ready("privacy").then(function () {
                LO.privacy.setConsentStatus(consent.analytics === "granted");
              });
            }]);`,
      load: ({ LUCKYORANGE_SITE_ID: id }) => [
        {
          src: isClassic(id)
            ? url`https://d10lpsik1i8c69.cloudfront.net/w.js`
            : url`https://tools.luckyorange.com/core/lo.js?site-id=${id}`,
        },
      ],
    },
  },
})

// A Classic site has a number; one of eight digits would be taken for an id of today, which may be digits alone.
const isClassic = (id: string) => id.length !== 8

/** Module, method and arguments of each call; without an id a visitor is told of by attributes alone. */
function calls({ identity, user, session, goal, events }: Seen): Command[] {
  const attributes = profileOf({ user, session })
  return commands(
    identity !== undefined && ['visitor', 'identify', identity, attributes],
    identity === undefined && attributes !== undefined && ['visitor', 'identify', attributes],
    goal && ['events', 'track', goalName(goal), filled({ revenue: goal.revenue, currency: goal.currency })],
    ...events.map(([name, properties]) => ['events', 'track', name, filled(properties)]),
  )
}

function classicCommands({ identity, user, session, goal, events }: Seen): Command[] {
  const custom = filled({ username: identity, email: user.email, name: user.name, ...session })
  return commands(
    custom && ['custom', custom],
    goal && ['tag', goalName(goal)],
    ...events.map(([name]) => ['tag', name]),
  )
}
