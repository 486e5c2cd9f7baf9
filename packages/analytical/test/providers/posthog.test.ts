import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { posthog as provider } from '../../src/providers/posthog.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const token = 'phc_b1C2d3E4f5G6h7I8j9K0l1M2n3O4p5Q6r7S8t9U0v1W'
const settings = { POSTHOG_PROJECT_TOKEN: token }
const posthog = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

type Queue = unknown[] & { _i: unknown[]; people: unknown[]; __SV: number }
const queueOf = (page: Partial<PageWith>) => {
  const { globals, errors } = posthog(page)
  expect(errors).toEqual([])
  return globals.posthog as Queue
}

describe('the calls that posthog-js finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['none for an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [['identify', 'jeff']]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, POSTHOG_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', 'jeff', { email: 'jeff@example.com', name: 'Jeffrey Bean' }]],
    ],
    [
      'session data as properties of every event, its own over them',
      {
        user: jeff,
        variables: {
          analytical_session: { plan: 'gold', form: 'sonnet' },
          posthog_properties: { plan: 'silver' },
        },
      },
      [
        ['identify', 'jeff'],
        ['register', { plan: 'silver', form: 'sonnet' }],
      ],
    ],
    [
      'properties of the person, with the identity',
      { user: jeff, variables: { posthog_person_properties: { joined: 2026 } } },
      [['identify', 'jeff', { joined: 2026 }]],
    ],
    [
      'properties of a person without name',
      { variables: { posthog_person_properties: { joined: 2026 } } },
      [['setPersonProperties', { joined: 2026 }]],
    ],
    [
      'groups',
      { variables: { posthog_groups: { company: 'acme', team: 7 } } },
      [
        ['group', 'company', 'acme'],
        ['group', 'team', 7],
      ],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['capture', 'goal_5']]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [['capture', 'posted', { revenue: 9.5, currency: 'EUR' }]],
    ],
    [
      'a split test as the variant of a feature flag',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [
        ['register', { '$feature/home': 'loud' }],
        [
          'capture',
          '$feature_flag_called',
          { $feature_flag: 'home', $feature_flag_response: 'loud', '$feature/home': 'loud' },
        ],
      ],
    ],
    [
      'events',
      { variables: { analytical_events: [['rhyme posted', { lines: 4 }], 'liked'] } },
      [
        ['capture', 'rhyme posted', { lines: 4 }],
        ['capture', 'liked', {}],
      ],
    ],
  ])('%s', (_, page, calls) => {
    const queue = queueOf(page)
    expect([...queue]).toEqual(calls)
    expect(queue._i).toEqual([[token, { api_host: 'https://us.i.posthog.com' }, 'posthog']])
    expect(queue.people).toEqual([])
    expect(queue.__SV).toBe(1)
  })
})

describe('settings', () => {
  const assets = (host: string) => `https://${host}/static/array.js`
  test.each<[more: Record<string, unknown>, config: Record<string, unknown>, load: string]>([
    [{}, { api_host: 'https://us.i.posthog.com' }, assets('us-assets.i.posthog.com')],
    [
      { POSTHOG_HOST: 'https://eu.i.posthog.com' },
      { api_host: 'https://eu.i.posthog.com' },
      assets('eu-assets.i.posthog.com'),
    ],
    [
      { POSTHOG_HOST: 'https://app.posthog.com' },
      { api_host: 'https://us.i.posthog.com' },
      assets('us-assets.i.posthog.com'),
    ],
    [
      { POSTHOG_HOST: 'https://rhymes.example/ph', POSTHOG_UI_HOST: 'https://eu.posthog.com' },
      { api_host: 'https://rhymes.example/ph', ui_host: 'https://eu.posthog.com' },
      assets('rhymes.example/ph'),
    ],
    [
      {
        POSTHOG_DEFAULTS: '2025-05-24',
        POSTHOG_PERSON_PROFILES: 'always',
        POSTHOG_CONFIG: '{"autocapture":false}',
      },
      {
        api_host: 'https://us.i.posthog.com',
        defaults: '2025-05-24',
        person_profiles: 'always',
        autocapture: false,
      },
      assets('us-assets.i.posthog.com'),
    ],
  ])('%j', (more, config, load) => {
    const page = { settings: { ...settings, ...more } }
    expect(queueOf(page)._i).toEqual([[token, config, 'posthog']])
    expect(posthog(page).loads).toEqual([load])
  })

  test('name the hosts of their region for the policy', () => {
    const provider = createAnalytical({ settings: { ...settings, POSTHOG_HOST: 'https://eu.i.posthog.com' } })
    expect(provider.csp()['connect-src']).toEqual(['https://eu.i.posthog.com', 'https://eu-assets.i.posthog.com'])
    expect(provider.csp()['script-src']).toContain('https://eu-assets.i.posthog.com')
  })
})

describe('the page view', () => {
  type Event = { event: string; properties: Record<string, unknown> }
  const counted = (page: Record<string, unknown>) => {
    const events: Event[] = ['$identify', '$pageview', '$pageview'].map((event) => ({
      event,
      properties: { title: 'Rhymes', $current_url: 'https://rhymes.example/page?x=1' },
    }))
    posthog({
      variables: { analytical_page: page },
      vendors: {
        'https://us-assets.i.posthog.com/static/array.js': (window) => {
          for (const event of events) window.posthog._i[0][1].before_send(event)
        },
      },
    })
    return events
  }
  const asItIs = { title: 'Rhymes', $current_url: 'https://rhymes.example/page?x=1' }

  test('is counted under the address, title and referrer that the page gives; no other event is', () => {
    const events = counted({ href: '/a?b', title: 'A', referrer: 'https://x.example/y' })
    expect(events.map(({ properties }) => properties)).toEqual([
      asItIs,
      {
        title: 'A',
        $current_url: 'https://rhymes.example/a?b',
        $host: 'rhymes.example',
        $pathname: '/a',
        $referrer: 'https://x.example/y',
        $referring_domain: 'x.example',
      },
      asItIs,
    ])
  })

  test('keeps its address where the page gives a title alone', () => {
    expect(counted({ title: 'A' })[1]?.properties).toEqual({
      ...asItIs,
      title: 'A',
      $host: 'rhymes.example',
      $pathname: '/page',
    })
  })
})

test('calls are taken before the library is there: of the site’s own code, too', () => {
  const taken: unknown[] = []
  posthog({
    vendors: {
      'https://us-assets.i.posthog.com/static/array.js': ({ posthog }) => {
        posthog.capture('early', { a: 1 })
        posthog.people.set({ b: 2 })
        taken.push([...posthog], [...posthog.people])
      },
    },
  })
  expect(taken).toEqual([[['capture', 'early', { a: 1 }]], [['set', { b: 2 }]]])
})

test('consent opts in without an event, and out', () => {
  const { posthog } = consentOf(provider, {}, { analytics: 'granted' }, { analytics: 'pending' })
  expect([...(posthog as Queue)]).toEqual([['opt_in_capturing', { captureEventName: false }], ['opt_out_capturing']])
})

test.each([
  ['POSTHOG_API_KEY', token],
  ['POSTHOG_KEY', token],
])('%s is another name of the token', (name, value) => {
  expect(createAnalytical({ settings: { [name]: value } }).enabled).toEqual(['posthog'])
})

test.each([
  [{ POSTHOG_PROJECT_TOKEN: 'phx_abcdefgh12345678' }, 'this is a secret key and belongs on no page'],
  [{ POSTHOG_PROJECT_TOKEN: 'phc_XXXXXXXX' }, 'must be a project token, which starts with phc_, your own'],
  [{ POSTHOG_PROJECT_TOKEN: '<ph_project_token>' }, 'your own'],
  [{ POSTHOG_PROJECT_TOKEN: 'G-ABCDE12345' }, 'must be a project token, which starts with phc_'],
  [{ ...settings, POSTHOG_HOST: 'http://eu.i.posthog.com' }, 'must be reached by https'],
  [{ ...settings, POSTHOG_HOST: 'https://me:pw@eu.i.posthog.com' }, 'must not hold a user name or password'],
  [{ ...settings, POSTHOG_DEFAULTS: 'latest' }, 'must be a date'],
])('%j is refused', (settings, reason) => {
  expect(() => createAnalytical({ settings })).toThrow(reason)
})
