import { dataAttributes } from '../data-attributes.ts'
import { type Fields, filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { linkTo } from '../link-to.ts'
import { js, url } from '../markup/index.ts'
import { plainValues } from '../plain-values.ts'
import { defineProvider } from '../provider.ts'
import { setting } from '../settings/setting.ts'

/**
 * Vercel Web Analytics. The queue, the commands and the attributes from the npm package `@vercel/analytics` 2.0.1 (read
 * 2026-11-21). Unverified: the script outside Vercel and the host it sends to, and that it compares addresses as written.
 */
export const vercelAnalytics = defineProvider({
  name: 'vercel_analytics',
  title: 'Vercel Web Analytics',
  homepage: 'https://vercel.com/analytics',
  summary: 'Web analytics of the hosting platform Vercel, without cookies.',
  category: 'analytics',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    VERCEL_ANALYTICS_SCRIPT_URL: setting.url(
      'The address of the script: on Vercel /_vercel/insights/script.js on the site’s own host, elsewhere https://va.vercel-scripts.com/v1/script.js.',
      'https://www.example.com/_vercel/insights/script.js',
    ),
    VERCEL_ANALYTICS_DSN: setting.optional(
      setting.id(
        'The DSN of the project that events go to, which the script from va.vercel-scripts.com needs.',
        'Zk4rT9wQm2XbVn7sLc1Yp8HdGf3',
        /^[A-Za-z0-9_-]{8,64}$/,
        'must be the DSN of a project',
      ),
    ),
    VERCEL_ANALYTICS_ENDPOINT: setting.optional(
      setting.url('Where events go, in place of Vercel’s own address.', 'https://www.example.com/_vercel/insights'),
    ),
  },
  variables: {},
  capabilities: {
    identity: false,
    session: false,
    goal: 'as a custom event, which takes a paid plan',
    split: false,
    page: 'the address; title and referrer cannot be told',
    events: 'takes a paid plan; nested properties are left out',
  },
  csp: ({ VERCEL_ANALYTICS_SCRIPT_URL: { origin }, VERCEL_ANALYTICS_ENDPOINT: endpoint }) => ({
    'script-src': [origin],
    // On Vercel events go to the host of the script.
    'connect-src': [endpoint?.origin ?? (origin === cdn.origin ? 'https://vitals.vercel-insights.com' : origin)],
  }),
  tags: {
    vercel_analytics: {
      position: 'head_bottom',
      data: ({ goal, page, events }) =>
        filled({
          href: page?.href,
          events:
            goal === undefined && events.length === 0
              ? undefined
              : [
                  ...(goal ? [eventOf(goalName(goal), { revenue: goal.revenue, currency: goal.currency })] : []),
                  ...events.map(([name, properties]) => eventOf(name, properties)),
                ],
        }),
      stub: () => js`
        window.va = window.va || function () { (window.vaq = window.vaq || []).push(arguments); };`,
      // The script is asked before every event, also on pages that follow without a load.
      script: () => js`
        var here = location.href;
        if (data.href) {
          var link = ${linkTo(js`data.href`)};
          window.va("beforeSend", function (event) {
            return location.href === here ? Object.assign({}, event, { url: link.href }) : event;
          });
        }
        (data.events || []).forEach(function (event) { window.va("event", event); });`,
      load: ({ VERCEL_ANALYTICS_SCRIPT_URL, VERCEL_ANALYTICS_ENDPOINT, VERCEL_ANALYTICS_DSN }) => [
        {
          src: VERCEL_ANALYTICS_SCRIPT_URL,
          defer: true,
          attributes: dataAttributes({ dsn: VERCEL_ANALYTICS_DSN, endpoint: VERCEL_ANALYTICS_ENDPOINT }),
        },
      ],
    },
  },
})

const cdn = url`https://va.vercel-scripts.com`

const eventOf = (name: string, properties: Fields) => ({ name, data: plainValues(properties) })
