import { type Fields, filled, renamed } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { html, js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { pushAll } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

/**
 * Statcounter. The globals, the image and the custom tags as public sites have them (read 2026-11-21); the functions for
 * clicks are in no documentation that could be read, so events are not told. Unverified: the hosts of the policy other than
 * that of the image, and how many tags a page may have.
 */
export const statcounter = defineProvider({
  name: 'statcounter',
  title: 'Statcounter',
  homepage: 'https://statcounter.com',
  summary: 'Web analytics with a log of single visits.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    STATCOUNTER_PROJECT: setting.digits(
      'The project id: in Statcounter under Project settings, in the code as sc_project.',
      '12345678',
    ),
    STATCOUNTER_SECURITY: setting.hex('The security code: in the same code as sc_security.', '1a2b3c4d'),
    STATCOUNTER_INVISIBLE: setting.optional(
      setting.boolean('Whether the counter is invisible, true unless you say.', true),
    ),
  },
  variables: {
    tags: variable.object('Custom tags of the page view, laid over the session.', { section: 'rhymes' }),
  },
  capabilities: {
    identity: 'as the custom tag username',
    session: 'as custom tags',
    goal: 'as the custom tag goal',
    split: false,
    page: false,
    events: false,
  },
  csp: () => ({
    'script-src': ['https://www.statcounter.com', 'https://secure.statcounter.com'],
    'connect-src': ['https://c.statcounter.com'],
    'img-src': ['https://c.statcounter.com'],
  }),
  tags: {
    statcounter: {
      position: 'body_bottom',
      data: ({ variables, user, session, goal }) => {
        const { email, name } = user
        const tags = asTags({ email, name, ...session, goal: goal && goalName(goal), ...variables.tags })
        return tags === undefined ? [] : [{ tags }]
      },
      script: ({ STATCOUNTER_PROJECT, STATCOUNTER_SECURITY, STATCOUNTER_INVISIBLE = true }) => js`
        window.sc_project = ${Number(STATCOUNTER_PROJECT)};
        window.sc_security = ${STATCOUNTER_SECURITY};
        window.sc_invisible = ${STATCOUNTER_INVISIBLE ? 1 : 0};
        ${pushAll('_statcounter')}`,
      load: () => [{ src: url`https://www.statcounter.com/counter/counter.js` }],
      noscript: ({ STATCOUNTER_PROJECT, STATCOUNTER_SECURITY, STATCOUNTER_INVISIBLE = true }) =>
        html`<img alt="" width="1" height="1" hidden src="${url`https://c.statcounter.com/${STATCOUNTER_PROJECT}/0/${STATCOUNTER_SECURITY}/${STATCOUNTER_INVISIBLE ? 1 : 0}/`}">`,
    },
  },
})

// A tag's value is one text.
const asTags = (fields: Fields) =>
  filled(
    renamed(
      fields,
      (name) => name,
      (value) => (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined),
    ),
  )
