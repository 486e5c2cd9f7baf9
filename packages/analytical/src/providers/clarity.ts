import { asText } from '../as-text.ts'
import { renamed } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { plainText } from '../plain-text.ts'
import { defineProvider } from '../provider.ts'
import { callAll, commands, functionStub } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Microsoft Clarity. The calls and the consent signals from learn.microsoft.com (client API, consent API v2), what becomes of
 * a call from clarity-js 0.8.70 itself (read 2026-11-21); unverified: the letters and the length of project ids, and
 * c.bing.com.
 */
export const clarity = defineProvider({
  name: 'clarity',
  title: 'Microsoft Clarity',
  homepage: 'https://clarity.microsoft.com',
  summary: 'Session recordings and heatmaps, free of charge.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    CLARITY_PROJECT_ID: setting.id(
      'The project ID: in Clarity under Settings, Overview.',
      'k3p9x2mz7q',
      /^[a-z0-9]{8,20}$/,
      'must be the id of a Clarity project, lower-case letters and digits',
    ),
  },
  variables: {
    session_id: variable.text('Your own id of the visit, for an identified visitor.', 'visit-42'),
    page_id: variable.ofPage(variable.text('Your own id of the page, for an identified visitor.', 'rhymes')),
    upgrade: variable.text('Why this visit is to be recorded before others.', 'checkout'),
  },
  capabilities: {
    identity: 'hashed in the browser before it is sent; the full name is the friendly name, where it is granted',
    session: 'as custom tags',
    goal: 'as an event by its name, without its revenue',
    split: 'as a custom tag, experiment_ and its name',
    page: 'the address as the page id, for an identified visitor',
    events: 'by their names, without properties',
  },
  csp: () => ({
    // Scripts come from www and scripts; where recordings go to has one letter and changes.
    'script-src': ['https://*.clarity.ms'],
    'connect-src': ['https://*.clarity.ms'],
    'img-src': ['https://*.clarity.ms', 'https://c.bing.com'],
  }),
  tags: {
    clarity: {
      position: 'head_bottom',
      data: ({ variables, identity, user, session, goal, split, page, events }) =>
        commands(
          identity !== undefined && [
            'identify',
            identity,
            asText(variables.session_id),
            asText(variables.page_id) ?? pagePath(page?.href),
            user.name,
          ],
          ...Object.entries(renamed(traitsOf(session), (name) => name, asTags)).map(
            ([name, values]) => values !== undefined && ['set', name, values],
          ),
          split && ['set', `experiment_${split.name}`, String(split.version)],
          asText(variables.upgrade) !== undefined && ['upgrade', asText(variables.upgrade)],
          goal && ['event', goalName(goal)],
          ...events.map(([name]) => ['event', name]),
        ),
      stub: () => functionStub('clarity'),
      script: () => callAll('clarity'),
      consent: () => js`
        window.clarity("consentv2", {
          ad_Storage: consent.marketing === "granted" ? "granted" : "denied",
          analytics_Storage: consent.analytics === "granted" ? "granted" : "denied"
        });`,
      load: ({ CLARITY_PROJECT_ID }) => [{ src: url`https://www.clarity.ms/tag/${CLARITY_PROJECT_ID}` }],
    },
  },
})

// Clarity takes text and lists of text, and drops anything else without a word.
function asTags(value: unknown): string | string[] | undefined {
  if (!Array.isArray(value)) return plainText(value)
  return value.map(plainText).filter((tag) => tag !== undefined)
}
