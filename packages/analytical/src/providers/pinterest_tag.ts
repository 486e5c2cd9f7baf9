import { hashedContact } from '../contact-hash.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { html, js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { arrayCallsStub, callAll, commands } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

/**
 * Pinterest Tag. The queue, load and page from developers.pinterest.com, enhanced match and that it takes SHA-256 from
 * help.pinterest.com, setconsent from c15t's notes (read 2026-11-21); unverified: external_id, the fields of page and set,
 * the policy's hosts but for script and image.
 */
export const pinterestTag = defineProvider({
  name: 'pinterest_tag',
  title: 'Pinterest Tag',
  homepage: 'https://help.pinterest.com/business/article/install-the-pinterest-tag',
  summary: 'Measures and builds audiences for advertising on Pinterest.',
  category: 'marketing',
  verified: '2026-11-21',
  settings: {
    PINTEREST_TAG_ID: setting.digits(
      'The tag ID: in Pinterest’s Ads Manager under Conversions, Pinterest tag.',
      '2612345678901',
    ),
  },
  variables: {
    user_data: variable.object(
      'More fields of enhanced match, such as ph, hashed; they reach Pinterest without a grant in PINTEREST_TAG_PERSONAL_DATA.',
      { external_id: '9b2f1c7d5e0a4b6c8d3e7f1a2b4c6d8e0f1a3b5c7d9e1f2a4b6c8d0e2f4a6b8c' },
    ),
    page_fields: variable.ofPage(variable.object('Fields of the page call.', { page_category: 'rhymes' })),
    set: variable.object('Fields of the set call, for every event of the page.', { np: 'rhymes' }),
  },
  capabilities: {
    identity: 'enhanced match: hashed, and only where PINTEREST_TAG_PERSONAL_DATA lists email or name',
    session: false,
    goal: 'as an event, which a name of Pinterest’s makes a standard one',
    split: false,
    page: false,
    events: 'under their names; event_id tells them from those of the server',
  },
  csp: () => ({
    'script-src': ['https://s.pinimg.com', 'https://ct.pinterest.com'],
    'img-src': ['https://ct.pinterest.com'],
    'connect-src': ['https://ct.pinterest.com'],
    'frame-src': ['https://ct.pinterest.com'],
  }),
  tags: {
    pinterest_tag_head: {
      position: 'head_bottom',
      data: ({ variables, identity, user, goal, events }, { PINTEREST_TAG_ID }) => {
        const { id, email } = hashedContact({ identity, user })
        return commands(
          ['load', PINTEREST_TAG_ID, filled({ em: email, external_id: id, ...variables.user_data })],
          variables.set !== undefined && ['set', variables.set],
          ['page', variables.page_fields],
          goal && ['track', goalName(goal), filled({ value: goal.revenue, currency: goal.currency })],
          ...events.map(([name, properties]) => ['track', name, properties]),
        )
      },
      stub: () => js`
        ${arrayCallsStub('pintrk', 'queue')}
        window.pintrk.version = window.pintrk.version || "3.0";`,
      script: () => callAll('pintrk'),
      consent: () => js`
        window.pintrk("setconsent", consent.marketing === "granted");`,
      load: () => [{ src: url`https://s.pinimg.com/ct/core.js` }],
    },
    pinterest_tag_body: {
      position: 'body_bottom',
      noscript: ({ PINTEREST_TAG_ID }) =>
        html`<img alt="" width="1" height="1" hidden src="${url`https://ct.pinterest.com/v3/?tid=${PINTEREST_TAG_ID}&event=init&noscript=1`}">`,
    },
  },
})
