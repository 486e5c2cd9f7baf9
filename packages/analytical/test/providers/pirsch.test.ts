import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { attributesOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { PIRSCH_IDENTIFICATION_CODE: 'HXdkUoyfzOakKngFs6IwJUaR7WryTzx3' }
const script = 'https://api.pirsch.io/pa.js'

/** The calls that reach Pirsch’s script. */
function told(page: Partial<PageWith>) {
  const calls: unknown[] = []
  const vendors = {
    [script]: (window: Record<string, unknown>) => {
      window.pirsch = (...call: unknown[]) => calls.push(call)
    },
  }
  const { errors } = trackingOf({ settings, ...page, vendors })
  expect(errors).toEqual([])
  return calls
}

describe('what Pirsch is told', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['nothing but the page view, which its script sends', {}, []],
    [
      'nobody’s name, session, test or address',
      {
        user: jeff,
        variables: {
          analytical_session: { plan: 'gold' },
          analytical_split: { name: 'home', version: 'loud' },
          analytical_page: { href: '/a' },
        },
      },
      [],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['goal_5']]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'bought', revenue: 9.5, currency: 'EUR' } } },
      [['bought', { meta: { revenue: 9.5, currency: 'EUR' } }]],
    ],
    [
      'events with and without properties',
      { variables: { analytical_events: [['liked', { lines: 4 }], ['left']] } },
      [['liked', { meta: { lines: 4 } }], ['left']],
    ],
  ])('%s', (_, page, calls) => {
    expect(told(page)).toEqual(calls)
  })
})

test('a script that is switched off and leaves no pirsch does no harm', () => {
  const page = { settings, variables: { analytical_goal: 5 }, vendors: { [script]: () => {} } }
  expect(trackingOf(page).errors).toEqual([])
})

describe('the element', () => {
  test.each<[more: object, address: string, attributes: object]>([
    [{}, script, {}],
    [
      { PIRSCH_HOST: 'https://rhymes.example/p' },
      'https://rhymes.example/p/pa.js',
      {
        'data-hit-endpoint': 'https://rhymes.example/p/hit',
        'data-event-endpoint': 'https://rhymes.example/p/event',
        'data-session-endpoint': 'https://rhymes.example/p/session',
      },
    ],
    [
      {
        PIRSCH_DOMAINS: 'all.rhymes.example:5gXQXdNTvteM4eVY35fNBkcU5CbStFSq',
        PIRSCH_INCLUDE: ['^/rhymes', '^/odes'],
        PIRSCH_EXCLUDE: '^/drafts',
        PIRSCH_DISABLE: 'query, outbound-links',
      },
      script,
      {
        'data-domain': 'all.rhymes.example:5gXQXdNTvteM4eVY35fNBkcU5CbStFSq',
        'data-include': '^/rhymes,^/odes',
        'data-exclude': '^/drafts',
        'data-disable-query': '',
        'data-disable-outbound-links': '',
      },
    ],
  ])('with %j', (more, address, attributes) => {
    expect(attributesOf({ ...settings, ...more }, address)).toEqual({
      src: address,
      defer: '',
      id: 'pianjs',
      'data-code': 'HXdkUoyfzOakKngFs6IwJUaR7WryTzx3',
      ...attributes,
    })
  })
})

test('the policy names a proxy', () => {
  const policy = createAnalytical({ settings: { ...settings, PIRSCH_HOST: 'https://rhymes.example/p' } }).csp()
  expect(policy['script-src']).toContain('https://rhymes.example')
  expect(policy['connect-src']).toContain('https://rhymes.example')
})

test.each([
  ['PIRSCH_IDENTIFICATION_CODE', 'YOUR_IDENTIFICATION_CODE', 'must be letters and digits, your own'],
  ['PIRSCH_IDENTIFICATION_CODE', '12345678', 'must be letters and digits'],
  ['PIRSCH_DOMAINS', 'all.rhymes.example', 'must be a host, a colon and an identification code'],
  ['PIRSCH_HOST', 'http://rhymes.example', 'must be reached by https'],
  ['PIRSCH_DISABLE', 'everything', 'must be one of query, referrer'],
])('%s %s is refused', (setting, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [setting]: value } })).toThrow(reason)
})
