import { type Fields, filled, renamed } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { callMethods, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'

/**
 * Ahrefs Web Analytics. The script, its attribute and `sendEvent` from the documentation of Nuxt Scripts and of c15t and from
 * sites that call it (read 2026-11-21); unverified: that every value in `props` must be text, where the screens show the key.
 */
export const ahrefs = defineProvider({
  name: 'ahrefs',
  title: 'Ahrefs Web Analytics',
  homepage: 'https://ahrefs.com/web-analytics',
  summary: 'Cookieless web analytics beside the search data of Ahrefs.',
  category: 'analytics',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    AHREFS_KEY: setting.id(
      'The project’s key: in Ahrefs under Web Analytics in the tracking code, as data-key.',
      'Wq3mZ8cT1vXy5Rk0Lp9NbA',
      /^[A-Za-z0-9+/_-]{16,100}={0,2}$/,
      'must be the key of a project in Ahrefs Web Analytics',
    ),
  },
  variables: {},
  capabilities: {
    identity: false,
    session: false,
    goal: 'as a custom event',
    split: false,
    page: false,
    events: 'their properties as text',
  },
  csp: () => ({
    'script-src': ['https://analytics.ahrefs.com'],
    'connect-src': ['https://analytics.ahrefs.com'],
  }),
  tags: {
    ahrefs: {
      position: 'head_bottom',
      data: ({ goal, events }) =>
        commands(
          goal && eventCall(goalName(goal), { revenue: goal.revenue, currency: goal.currency }),
          ...events.map(([name, properties]) => eventCall(name, properties)),
        ),
      load: ({ AHREFS_KEY }) => [
        { src: url`https://analytics.ahrefs.com/analytics.js`, attributes: { 'data-key': AHREFS_KEY } },
      ],
      loaded: () => js`
        if (window.AhrefsAnalytics) {
          ${callMethods('AhrefsAnalytics')}
        }`,
    },
  },
})

function eventCall(name: string, properties: Fields) {
  const props = filled(renamed(properties, (name) => name, asText))
  return ['sendEvent', name, props && { props }] as const
}

const asText = (value: unknown) => {
  if (value instanceof Date) return value
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined
}
