import { readTracking } from '@analytical/testing'
import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import type { Consent } from '../../src/provider.ts'
import { fathom } from '../../src/providers/fathom.ts'
import { attributesOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { FATHOM_SITE_ID: 'VCJIPVUI' }
const script = 'https://cdn.usefathom.com/script.js'

/** The calls that reach Fathom’s script. */
function told(page: Partial<PageWith>) {
  const calls: unknown[] = []
  const call =
    (name: string) =>
    (...values: unknown[]) =>
      calls.push([name, ...values.filter((value) => value !== undefined)])
  const vendors = {
    [script]: (window: Record<string, unknown>) => {
      window.fathom = { trackPageview: call('trackPageview'), trackEvent: call('trackEvent') }
    },
  }
  const { errors } = trackingOf({ settings, ...page, vendors })
  expect(errors).toEqual([])
  return calls
}

describe('what Fathom is told', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['the page view', {}, [['trackPageview']]],
    [
      'nobody’s name, session or test',
      {
        user: jeff,
        variables: { analytical_session: { plan: 'gold' }, analytical_split: { name: 'home', version: 'loud' } },
      },
      [['trackPageview']],
    ],
    [
      'the page’s own address and referrer',
      { variables: { analytical_page: { href: '/a?b', title: 'A', referrer: 'https://x.example/' } } },
      [['trackPageview', { url: '/a?b', referrer: 'https://x.example/' }]],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['trackPageview'], ['trackEvent', 'goal_5', {}]]],
    [
      'a goal with its revenue in cents',
      { variables: { analytical_goal: { id: 'bought', revenue: 19.99 } } },
      [['trackPageview'], ['trackEvent', 'bought', { _value: 1999 }]],
    ],
    [
      'no revenue that is no number',
      { variables: { analytical_goal: { id: 'bought', revenue: 'much' } } },
      [['trackPageview'], ['trackEvent', 'bought', {}]],
    ],
    [
      'events by name',
      { variables: { analytical_events: [['liked', { lines: 4 }], ['left']] } },
      [['trackPageview'], ['trackEvent', 'liked'], ['trackEvent', 'left']],
    ],
  ])('%s', (_, page, calls) => {
    expect(told(page)).toEqual(calls)
  })
})

describe('the element', () => {
  test.each<[more: object, address: string, attributes: object]>([
    [{}, script, {}],
    [{ FATHOM_HOST: 'https://stats.rhymes.example/' }, 'https://stats.rhymes.example/script.js', {}],
    [
      {
        FATHOM_SPA: 'auto',
        FATHOM_CANONICAL: false,
        FATHOM_HONOR_DNT: true,
        FATHOM_INCLUDED_DOMAINS: 'rhymes.example, poets.example',
        FATHOM_EXCLUDED_DOMAINS: ['staging.rhymes.example'],
      },
      script,
      {
        'data-spa': 'auto',
        'data-canonical': 'false',
        'data-honor-dnt': 'true',
        'data-included-domains': 'rhymes.example,poets.example',
        'data-excluded-domains': 'staging.rhymes.example',
      },
    ],
  ])('with %j', (more, address, attributes) => {
    expect(attributesOf({ ...settings, ...more }, address)).toEqual({
      src: address,
      defer: '',
      'data-site': 'VCJIPVUI',
      'data-auto': 'false',
      ...attributes,
    })
  })
})

describe('consent blocks Fathom in the browser, as blockTrackingForMe does', () => {
  test.each<[choices: readonly (Consent | undefined)[], blocked: string | null]>([
    [[undefined], 'true'],
    [['pending'], 'true'],
    [['denied'], 'true'],
    [['granted'], null],
    [['denied', 'granted'], null],
    [['granted', 'denied'], 'true'],
  ])('%j leaves %j', (choices, blocked) => {
    const call = fathom.tags.fathom?.consent?.({} as never, { regions: [] })
    const calls = choices.map(
      (choice) => `(function (consent) { ${call}\n })(${JSON.stringify({ analytics: choice })});`,
    )
    const { globals, errors } = readTracking(
      `<script>${calls.join('\n')} window.blocked = localStorage.getItem("blockFathomTracking")</script>`,
    )
    expect(errors).toEqual([])
    expect(globals).toEqual({ blocked })
  })
})

test.each([
  ['FATHOM_SITE_ID', '12345678', 'must be capital letters'],
  ['FATHOM_SITE_ID', 'XXXXXXXX', 'must be capital letters, your own'],
  ['FATHOM_SITE_ID', 'G-ABCDE', 'must be capital letters'],
  ['FATHOM_HOST', 'http://stats.rhymes.example', 'must be reached by https'],
  ['FATHOM_SPA', 'always', 'must be one of auto, history, hash'],
])('%s %s is refused', (setting, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [setting]: value } })).toThrow(reason)
})

test('the policy names a domain of one’s own', () => {
  const policy = createAnalytical({ settings: { ...settings, FATHOM_HOST: 'https://stats.rhymes.example' } }).csp()
  for (const directive of ['script-src', 'img-src', 'connect-src'] as const) {
    expect(policy[directive]).toContain('https://stats.rhymes.example')
  }
})
