import { expect, test } from 'vitest'
import type { AnalyticalOptions } from '../../src/analytical.ts'
import type { PageViewInput } from '../../src/page-view.ts'
import { living, sharedWords, siteOf, variablesOf } from './whole-site.ts'

interface Probe {
  what: string
  /** Laid over a harmless page. */
  context?: object
  visit?: PageViewInput
  options?: Partial<AnalyticalOptions>
}

function thrower(): never {
  throw new Error('the session store is down')
}

function cycle(): object {
  const row: { self?: object } = {}
  row.self = row
  return row
}

const uuid = { toString: () => '6f1c1f0e-6c2f-4f6e-9a3b-0d9c8b7a6f5e' }
const decimal = { toString: () => '9.50', toJSON: () => '9.50' }
const translated = Object('All rhymes')
const alice = { username: 'alice', id: 17, email: 'alice@example.com', name: 'Alice Liddell' }

/** What sites really hand over: the kinds with which django-analytical was probed. */
const probes: readonly Probe[] = [
  { what: 'a date in the session', context: { analytical_session: { since: new Date(0) } } },
  { what: 'no date in the session', context: { analytical_session: { since: new Date(Number.NaN) } } },
  { what: 'a decimal as an amount', context: { analytical_goal: { id: 5, revenue: decimal } } },
  { what: 'a decimal in the session', context: { analytical_session: { balance: decimal } } },
  { what: 'a UUID as an identity', context: { analytical_identity: uuid } },
  { what: 'a UUID as the record’s id', visit: { user: { id: uuid } } },
  { what: 'a BigInt as the record’s id', visit: { user: { id: 17n } } },
  { what: 'a BigInt in the session', context: { analytical_session: { views: 17n } } },
  { what: 'a translated text as a title', context: { analytical_page: { title: translated } } },
  { what: 'a cycle in the session', context: { analytical_session: { row: cycle() } } },
  { what: 'a cycle in an event', context: { analytical_events: [['posted', { row: cycle() }]] } },
  { what: 'null as the session', context: { analytical_session: null } },
  { what: 'null as a goal', context: { analytical_goal: null } },
  { what: 'null in a goal', context: { analytical_goal: { id: 5, name: null, revenue: null } } },
  { what: 'a list as a split', context: { analytical_split: ['hero', 'loud'] } },
  { what: 'a list as a session', context: { analytical_session: [['plan', 'gold']] } },
  { what: 'a text as a session', context: { analytical_session: 'gold' } },
  { what: 'a number as a title', context: { analytical_page: { title: 404 } } },
  { what: 'an event without a name', context: { analytical_events: [[undefined, {}]] } },
  { what: 'a map as the session', context: { analytical_session: new Map([['plan', 'gold']]) } },
  { what: 'a set in the session', context: { analytical_session: { groups: new Set(['staff']) } } },
  { what: 'a function in the session', context: { analytical_session: { plan: thrower } } },
  { what: 'a symbol in the session', context: { analytical_session: { plan: Symbol('gold') } } },
  { what: 'not a number as an amount', context: { analytical_goal: { id: 5, revenue: Number.NaN } } },
  { what: 'half a character in a title', context: { analytical_page: { title: 'Rhyme \ud83d' } } },
  { what: 'an identity that is not ASCII', context: { analytical_identity: 'žluťoučký' } },
  { what: 'a user without an e-mail address', visit: { user: { username: 'alice' } } },
  { what: 'a user without any name', visit: { user: {} } },
  { what: 'a user whose e-mail address is null', visit: { user: { ...alice, email: null } } },
  { what: 'a session store that is down', visit: { user: thrower } },
  { what: 'isAuthenticated() that asks a store that is down', visit: { user: { ...alice, isAuthenticated: thrower } } },
  {
    what: 'a record that asks a store that is down for the e-mail address',
    visit: { user: Object.defineProperty({ ...alice }, 'email', { enumerable: true, get: thrower }) },
  },
  {
    what: 'session data that asks a store that is down',
    context: { analytical_session: Object.defineProperty({}, 'plan', { enumerable: true, get: thrower }) },
  },
  { what: 'a context processor that fails', options: { contextProcessors: [thrower] } },
]

const harmless = { ...variablesOf(...living), ...sharedWords() }
const whole = siteOf(living)
const speaking = Object.entries(whole.tags(harmless).html).flatMap(([tag, html]) => (html === '' ? [] : [tag]))

test('there are as many probes as the peer was tried with', () => {
  expect(probes).toHaveLength(34)
  expect(speaking.length).toBeGreaterThanOrEqual(living.length)
})

test.each(probes)('$what costs no service its tag', ({ context, visit, options }) => {
  const site = options === undefined ? whole : siteOf(living, options)
  const { html } = site.tags({ ...harmless, ...context }, visit)
  expect(speaking.filter((tag) => html[tag] === '')).toEqual([])
})
