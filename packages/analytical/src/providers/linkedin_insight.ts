import { entryFor } from '../entry-for.ts'
import { type Fields, filled } from '../fields.ts'
import { html, js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { arrayCallsStub, callAll, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'

/**
 * LinkedIn Insight Tag. The globals, the queue and setUserData from nuxt/scripts, which cites LinkedIn's help, the fields of
 * a conversion from walkerOS's documentation (read 2026-11-21); unverified: the noscript image and the policy's hosts.
 * The tag takes the e-mail address as text, and hashes it itself; that it took a hash is nowhere said.
 */
export const linkedinInsight = defineProvider({
  name: 'linkedin_insight',
  title: 'LinkedIn Insight Tag',
  homepage: 'https://business.linkedin.com/marketing-solutions/insight-tag',
  summary: 'Counts conversions, builds audiences and tells the professions of visitors, for advertising on LinkedIn.',
  category: 'marketing',
  verified: '2026-11-21',
  settings: {
    LINKEDIN_INSIGHT_PARTNER_ID: setting.list(
      setting.digits(
        'The partner ID: in LinkedIn’s Campaign Manager under Data, Signals manager, Insight Tag. Several ids count every page in each.',
        '1234567',
      ),
    ),
    LINKEDIN_INSIGHT_CONVERSIONS: setting.optional(
      setting.object('The conversion ID of goals and events, by their name or id.', {
        signed_up: 12345678,
        'rhyme posted': 87654321,
      }),
    ),
  },
  variables: {},
  capabilities: {
    identity: 'the e-mail address alone, which LinkedIn’s script hashes, where LINKEDIN_INSIGHT_PERSONAL_DATA lists it',
    session: false,
    goal: 'where LINKEDIN_INSIGHT_CONVERSIONS has its conversion ID, or its id is one',
    split: false,
    page: false,
    events: 'those whose conversion ID is in LINKEDIN_INSIGHT_CONVERSIONS',
  },
  csp: () => ({
    'script-src': ['https://snap.licdn.com'],
    'img-src': ['https://*.ads.linkedin.com', 'https://www.linkedin.com'],
    'connect-src': ['https://*.ads.linkedin.com', 'https://www.linkedin.com'],
  }),
  tags: {
    linkedin_insight: {
      position: 'body_bottom',
      data: ({ user, goal, events }, { LINKEDIN_INSIGHT_CONVERSIONS: conversions = {} }) =>
        commands(
          user.email !== undefined && ['setUserData', { email: user.email }],
          goal &&
            conversion(digitsOf(entryFor(conversions, [goal.name, goal.id]) ?? goal.id), {
              conversion_value: goal.revenue,
              currency: goal.currency,
            }),
          ...events.map(([name, properties]) => conversion(digitsOf(entryFor(conversions, [name])), properties)),
        ),
      stub: () => arrayCallsStub('lintrk'),
      script: ({ LINKEDIN_INSIGHT_PARTNER_ID }) => js`
        window._linkedin_partner_id = ${LINKEDIN_INSIGHT_PARTNER_ID[0]};
        window._linkedin_data_partner_ids = (window._linkedin_data_partner_ids || []).concat(${LINKEDIN_INSIGHT_PARTNER_ID});
        ${callAll('lintrk')}`,
      load: () => [{ src: url`https://snap.licdn.com/li.lms-analytics/insight.min.js` }],
      noscript: ({ LINKEDIN_INSIGHT_PARTNER_ID }) =>
        html`${LINKEDIN_INSIGHT_PARTNER_ID.map(
          (id) =>
            html`<img alt="" width="1" height="1" hidden src="${url`https://px.ads.linkedin.com/collect/?pid=${id}&fmt=gif`}">`,
        )}`,
    },
  },
})

const conversion = (id: number | undefined, fields: Fields) =>
  id !== undefined && (['track', filled({ ...fields, conversion_id: id })] as const)

const digitsOf = (id: unknown) => (/^[0-9]{1,15}$/.test(String(id).trim()) ? Number(id) : undefined)
