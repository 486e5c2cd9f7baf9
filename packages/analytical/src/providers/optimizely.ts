import { cents } from '../cents.ts'
import { filled } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { js, url } from '../markup/index.ts'
import { defineProvider } from '../provider.ts'
import { pushAll } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { variable } from '../variable.ts'

/**
 * Optimizely Web Experimentation. The calls `user`, `event`, `holdEvents` and `sendEvents`, revenue in cents, the ban on
 * personal data and the content security policy from Optimizely’s developer and support pages (read 2026-11-21); unverified:
 * `page` and `tags` as called here, and that an account of one project has its number.
 */
export const optimizely = defineProvider({
  name: 'optimizely',
  title: 'Optimizely',
  homepage: 'https://www.optimizely.com',
  summary: 'Tests variants of a page on its visitors.',
  category: 'analytics',
  verified: '2026-11-21',
  terms: 'no personal data',
  settings: {
    OPTIMIZELY_PROJECT_ID: setting.digits(
      'The project ID: in Optimizely under Settings, Implementation, in the address of the snippet.',
      '1234567890',
    ),
    OPTIMIZELY_ACCOUNT_ID: setting.optional(
      setting.digits(
        'The account ID, where it is not the project’s: in Optimizely under Account Settings; for the policy only.',
        '1230000001',
      ),
    ),
    OPTIMIZELY_SNIPPET_URL: setting.optional(
      setting.url(
        'Your own copy of the snippet, loaded in place of Optimizely’s.',
        'https://static.example.com/optimizely.js',
      ),
    ),
  },
  variables: {
    attributes: variable.object('Custom attributes of the visitor, by their API names.', { plan: 'pro' }),
    pages: variable.ofPage(variable.texts('The API names of the Optimizely pages that this page is.', 'rhyme_page')),
    tags: variable.object('Tags of the page, such as what it is about.', { category: 'sonnets' }),
  },
  aliases: { settings: { OPTIMIZELY_ACCOUNT_NUMBER: 'OPTIMIZELY_PROJECT_ID' } },
  capabilities: {
    identity:
      'as the custom attribute username; Optimizely’s terms forbid names and e-mail addresses, which are hashed or left out',
    session: 'as custom attributes, which must exist in Optimizely',
    goal: 'as the event of that API name',
    split: false,
    page: false,
    events: 'by their API names; a property revenue goes in cents',
  },
  csp: ({ OPTIMIZELY_PROJECT_ID, OPTIMIZELY_ACCOUNT_ID: account = OPTIMIZELY_PROJECT_ID, OPTIMIZELY_SNIPPET_URL }) => ({
    'script-src': [
      ...(OPTIMIZELY_SNIPPET_URL ? [OPTIMIZELY_SNIPPET_URL.origin] : []),
      'https://*.optimizely.com',
      'https://optimizely.s3.amazonaws.com',
      'https://cdn-assets-prod.s3.amazonaws.com',
    ],
    'connect-src': ['https://logx.optimizely.com', 'https://*.optimizely.com'],
    'img-src': ['https://cdn.optimizely.com'],
    'frame-src': [`https://a${account}.cdn.optimizely.com`],
  }),
  tags: {
    optimizely: {
      position: 'head_top',
      // The visitor and the page first: whether a test runs may depend on them.
      data: ({ variables, session, goal, events }) => {
        const attributes = filled({ ...session, ...variables.attributes })
        return [
          ...(attributes ? [{ type: 'user', attributes }] : []),
          ...(variables.tags ? [{ type: 'tags', tags: variables.tags }] : []),
          ...[variables.pages ?? []].flat().map((pageName) => ({ type: 'page', pageName })),
          ...(goal ? [event(goalName(goal), filled({ revenue: cents(goal.revenue) }))] : []),
          ...events.map(([name, { revenue, ...tags }]) => event(name, filled({ ...tags, revenue: cents(revenue) }))),
        ]
      },
      stub: () => js`window.optimizely = window.optimizely || [];`,
      // Opting out would last; events that are held are sent once the visitor consents.
      consent: () => js`
        window.optimizely.push({ type: consent.analytics === "granted" ? "sendEvents" : "holdEvents" });`,
      script: () => pushAll('optimizely'),
      load: ({ OPTIMIZELY_PROJECT_ID, OPTIMIZELY_SNIPPET_URL }) => [
        {
          src: OPTIMIZELY_SNIPPET_URL ?? url`https://cdn.optimizely.com/js/${OPTIMIZELY_PROJECT_ID}.js`,
          blocking: true,
        },
      ],
    },
  },
})

const event = (eventName: string, tags: unknown) => ({ type: 'event', eventName, tags })
