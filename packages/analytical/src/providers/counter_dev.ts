import { dataAttributes } from '../data-attributes.ts'
import { url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { setting } from '../settings/setting.ts'

/**
 * Counter.dev. The attributes and what is sent where from the script in the repository ihucos/counter.dev (read 2026-11-21);
 * it has no calls. Unverified: where the screens show the id.
 */
export const counterDev = defineProvider({
  name: 'counter_dev',
  title: 'Counter.dev',
  homepage: 'https://counter.dev',
  summary: 'Simple web analytics that counts visits without cookies.',
  category: 'analytics',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    COUNTER_DEV_ID: setting.uuid(
      'The id of the account: in Counter.dev in the tracking code, as data-id.',
      '5c8a1f0e-7b3d-4e62-9a41-d0f6b2c7e913',
    ),
    COUNTER_DEV_UTCOFFSET: setting.optional(
      setting.id(
        'Hours that the reports’ days are ahead of UTC; in the tracking code as data-utcoffset.',
        '2',
        /^-?(?:\d|1[0-4])$/,
        'must be whole hours from -14 to 14',
      ),
    ),
    COUNTER_DEV_TIMEZONE: setting.optional(
      setting.id(
        'The time zone of the reports’ days, by its name in the tz database.',
        'Europe/Berlin',
        /^[A-Za-z][\w+/-]*$/,
        'must be the name of a time zone',
      ),
    ),
    COUNTER_DEV_SERVER: setting.optional(
      setting.url('Your own Counter.dev server, where visits are counted.', 'https://counter.example.com'),
    ),
  },
  variables: {},
  capabilities: { identity: false, session: false, goal: false, split: false, page: false, events: false },
  csp: ({ COUNTER_DEV_SERVER = collector }) => ({
    'script-src': ['https://cdn.counter.dev'],
    'connect-src': [COUNTER_DEV_SERVER.origin],
  }),
  tags: {
    counter_dev: {
      position: 'body_bottom',
      load: (settings) => [
        {
          src: url`https://cdn.counter.dev/script.js`,
          attributes: dataAttributes({
            id: settings.COUNTER_DEV_ID,
            utcoffset: settings.COUNTER_DEV_UTCOFFSET,
            timezone: settings.COUNTER_DEV_TIMEZONE,
            server: settings.COUNTER_DEV_SERVER,
          }),
        },
      ],
    },
  },
})

const collector = url`https://t.counter.dev`
