import { url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { commands, pushAll } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { profileOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Qualaroo, KISSinsights until 2012. `identify` and `setCookieExpireDays` from Qualaroo’s help pages, the address of its
 * file from integrations of others (read 2026-11-21); unverified: `set`, that `showSurvey` is still read, and the hosts
 * beside cl.qualaroo.com.
 */
export const qualaroo = defineProvider({
  name: 'qualaroo',
  otherNames: ['kiss_insights'],
  title: 'Qualaroo',
  homepage: 'https://qualaroo.com',
  summary: 'Asks visitors short questions on the page; it was called KISSinsights once.',
  category: 'functional',
  verified: '2026-11-21',
  settings: {
    QUALAROO_ACCOUNT_NUMBER: setting.digits(
      'The customer number: the first part of the path after ki.js in the code under Install Code.',
      '67890',
    ),
    QUALAROO_SITE_CODE: setting.id(
      'The site’s code: the second part of the path after ki.js in the code under Install Code.',
      'abc',
      /^[A-Za-z0-9_]{1,40}$/,
      'must be letters, digits and underscores',
    ),
    QUALAROO_COOKIE_DAYS: setting.optional(
      setting.number('For how many days Qualaroo’s cookies last.', 365, { min: 1, max: 3650 }),
    ),
  },
  variables: {
    show_survey: variable.ofPage(variable.number('The number of a survey to show at once.', 10062)),
  },
  capabilities: {
    identity: true,
    session: 'as custom properties, to choose surveys by and to see beside the answers',
    goal: false,
    split: false,
    page: false,
    events: false,
  },
  csp: () => ({
    'script-src': ['https://cl.qualaroo.com'],
    'connect-src': ['https://*.qualaroo.com'],
    'img-src': ['https://*.qualaroo.com'],
    'frame-src': ['https://*.qualaroo.com'],
  }),
  tags: {
    qualaroo: {
      position: 'body_top',
      data: ({ variables, identity, user, session }, { QUALAROO_COOKIE_DAYS: days }) => {
        const properties = profileOf({ user, session })
        const survey = variables.show_survey ?? undefined
        return commands(
          days !== undefined && ['setCookieExpireDays', days],
          identity !== undefined && ['identify', identity],
          properties && ['set', properties],
          survey !== undefined && ['showSurvey', survey],
        )
      },
      script: () => pushAll('_kiq'),
      load: ({ QUALAROO_ACCOUNT_NUMBER, QUALAROO_SITE_CODE }) => [
        { src: url`https://cl.qualaroo.com/ki.js/${QUALAROO_ACCOUNT_NUMBER}/${QUALAROO_SITE_CODE}.js` },
      ],
    },
  },
})
