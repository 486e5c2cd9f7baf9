import { asText } from '../as-text.ts'
import { renamed } from '../fields.ts'
import { goalName } from '../goal-name.ts'
import { hjCalls, hjEvent } from '../hj-calls.ts'
import { js, url } from '../markup/index.ts'
import { pagePath } from '../page-path.ts'
import { plainText } from '../plain-text.ts'
import type { Goal } from '../provider.ts'
import { defineProvider, type Seen } from '../provider.ts'
import { type Command, callAll, commands, functionStub, pushAll } from '../queues.ts'
import { setting } from '../settings/setting.ts'
import { traitsOf } from '../traits.ts'
import { variable } from '../variable.ts'

/**
 * Contentsquare. The commands identify, event, trackPageview and the ecommerce ones, the tag id's 13 characters and the
 * content security policy from docs.contentsquare.com and support.contentsquare.com (read 2026-11-21). The tag for a numeric
 * site id, as Contentsquare gives it to what were Hotjar sites, as it stands in public pages; it takes the calls of `hj`.
 * Unverified: the commands setPath, trackPageEvent and those of consent, and which hosts the tag for a site id needs beside
 * its own.
 */
export const contentsquare = defineProvider({
  name: 'contentsquare',
  title: 'Contentsquare',
  homepage: 'https://contentsquare.com',
  summary: 'Experience analytics with session replay, heatmaps and journeys.',
  category: 'analytics',
  verified: '2026-11-21',
  settings: {
    CONTENTSQUARE_TAG_ID: setting.id(
      'The tag ID: in the address of your tag, before .js; of a former Hotjar site its number, the site ID.',
      '4a1b2c3d5e6f7',
      /^(?:[0-9a-f]{11,20}|[0-9]{1,10})$/,
      'must be a Contentsquare tag id or site id',
    ),
  },
  aliases: { settings: { CONTENTSQUARE_SITE_ID: 'CONTENTSQUARE_TAG_ID' } },
  variables: {
    path: variable.ofPage(variable.text('The path to count the page under; starts with a slash.', '/rhymes')),
    custom_variables: variable.list('Custom variables: index from 1 to 20, name, value and, if need be, scope.', [
      { index: 1, name: 'page type', value: 'rhyme' },
    ]),
    page_events: variable.ofPage(variable.texts('Names of page events.', ['rhyme read'])),
    transaction_id: variable.text('The id of the order, where a goal has revenue.', 'order-42'),
  },
  capabilities: {
    identity: 'takes the User Lifecycle extension or Product Analytics',
    session: 'as dynamic variables',
    goal: 'as an event by its name, and as a transaction where it has revenue',
    split: 'as the dynamic variable experiment_ and its name',
    page: 'the path',
    events: 'by their names, without properties',
  },
  csp: ({ CONTENTSQUARE_TAG_ID }) =>
    isSite(CONTENTSQUARE_TAG_ID)
      ? {
          'script-src': ['https://*.contentsquare.net', 'https://*.hotjar.com'],
          'connect-src': [
            'https://*.contentsquare.net',
            'https://*.contentsquare.com',
            'https://*.hotjar.com',
            'https://*.hotjar.io',
            'wss://*.hotjar.com',
          ],
          'img-src': ['https://*.contentsquare.net', 'https://*.hotjar.com'],
          'font-src': ['https://*.hotjar.com'],
          'style-src': ['https://*.hotjar.com'],
          'frame-src': ['https://*.hotjar.com'],
        }
      : {
          'script-src': ['https://*.contentsquare.net', 'https://app.contentsquare.com'],
          'connect-src': ['https://*.contentsquare.net', 'https://*.contentsquare.com'],
          'img-src': ['https://*.contentsquare.net'],
          'worker-src': ['blob:'],
        },
  tags: {
    contentsquare: {
      position: 'head_bottom',
      data: (seen, { CONTENTSQUARE_TAG_ID }) => (isSite(CONTENTSQUARE_TAG_ID) ? hjCalls(seen) : tagCommands(seen)),
      stub: ({ CONTENTSQUARE_TAG_ID }) =>
        isSite(CONTENTSQUARE_TAG_ID) ? functionStub('hj') : js`window._uxa = window._uxa || [];`,
      script: ({ CONTENTSQUARE_TAG_ID: id }) =>
        isSite(id)
          ? js`
            window._hjSettings = { hjid: ${Number(id)} };
            ${callAll('hj')}`
          : pushAll('_uxa'),
      // The tag of a site id has no such call.
      consent: ({ CONTENTSQUARE_TAG_ID }) =>
        isSite(CONTENTSQUARE_TAG_ID)
          ? js``
          : js`
            window._uxa.push([consent.analytics === "granted" ? "trackConsentGranted" : "trackConsentWithdrawn"]);`,
      load: ({ CONTENTSQUARE_TAG_ID: id }) => [
        {
          src: isSite(id)
            ? url`https://static.hj.contentsquare.net/c/csq-${id}.js`
            : url`https://t.contentsquare.net/uxa/${id}.js`,
        },
      ],
    },
  },
})

// A tag id has 13 characters, the number of a site seven or so.
const isSite = (id: string) => id.length <= 10

interface Own {
  path: string
  custom_variables: readonly unknown[]
  page_events: string | readonly string[]
  transaction_id: string
}

/** The commands of the tag: who it is and what is to be told with the page view, then what happened. */
function tagCommands({ variables, identity, session, goal, split, page, events }: Seen<Own>): Command[] {
  const path = pagePath(variables.path ?? page?.href)
  const dynamic = {
    ...renamed(traitsOf(session), (name) => name, asValue),
    ...(split && { [`experiment_${split.name}`]: asValue(split.version) }),
  }
  return commands(
    identity !== undefined && ['identify', identity],
    path !== undefined && ['setPath', path],
    ...(variables.custom_variables ?? []).flatMap(customVariable),
    ...Object.entries(dynamic).map(([key, value]) => value !== undefined && ['trackDynamicVariable', { key, value }]),
    ...[variables.page_events ?? []].flat().map((name) => ['trackPageEvent', plainText(name)]),
    goal && ['event', hjEvent(goalName(goal))],
    ...transaction(goal, variables.transaction_id),
    ...events.map(([name]) => ['event', hjEvent(name)]),
  )
}

function transaction(goal: Goal | undefined, id: unknown): Command[] {
  if (goal?.revenue === undefined) return []
  const order = { id: asText(id) ?? goalName(goal), revenue: goal.revenue, currency: goal.currency }
  return [['ec:transaction:create', order], ['ec:transaction:send']]
}

function customVariable(given: unknown): Command[] {
  const { index, name, value, scope } = (given ?? {}) as Record<string, unknown>
  return index === undefined ? [] : [['setCustomVariable', index, name, value, scope]]
}

// Dynamic variables are numbers and text.
const asValue = (value: unknown) => (typeof value === 'number' ? value : plainText(value))
