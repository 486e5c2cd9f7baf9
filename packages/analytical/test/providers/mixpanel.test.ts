import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { mixpanel as provider } from '../../src/providers/mixpanel.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const token = '0123456789abcdef0123456789abcdef'
const settings = { MIXPANEL_API_TOKEN: token }
const mixpanel = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

type Queue = unknown[] & { _i: unknown[]; people: unknown[]; __SV: number }
const queueOf = (page: Partial<PageWith>) => {
  const { globals, errors } = mixpanel(page)
  expect(errors).toEqual([])
  return globals.mixpanel as Queue
}

describe('the calls that Mixpanel’s library finds in its queues', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[], people?: unknown[]]>([
    ['none for an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [['identify', 'jeff']]],
    [
      'its own identity before the user’s',
      { user: jeff, variables: { mixpanel_identity: 'ann' } },
      [['identify', 'ann']],
    ],
    [
      'an identity at length: the id, and the rest in the profile',
      {
        variables: {
          mixpanel_identity: { id: 17, username: 'ann', email: 'ann@example.com', name: 'Ann', plan: 'pro' },
        },
      },
      [
        ['identify', 'ann'],
        ['register', { plan: 'pro' }],
      ],
      [['set', { $email: 'ann@example.com', $name: 'Ann', plan: 'pro' }]],
    ],
    [
      'an identity at length that has an id alone',
      { variables: { mixpanel_identity: { id: 17 } } },
      [['identify', '17']],
    ],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, MIXPANEL_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', 'jeff']],
      [['set', { $email: 'jeff@example.com', $name: 'Jeffrey Bean' }]],
    ],
    [
      'session data as super properties, its own over them, and in the profile',
      {
        user: jeff,
        variables: { analytical_session: { plan: 'gold' }, mixpanel_properties: { form: 'sonnet' } },
      },
      [
        ['identify', 'jeff'],
        ['register', { plan: 'gold', form: 'sonnet' }],
      ],
      [['set', { plan: 'gold' }]],
    ],
    [
      'no profile of a visitor who is nobody',
      { variables: { analytical_session: { plan: 'gold' }, mixpanel_people: { a: 1 } } },
      [['register', { plan: 'gold' }]],
    ],
    [
      'properties of the profile',
      { user: jeff, variables: { mixpanel_people: { $avatar: 'x' } } },
      [['identify', 'jeff']],
      [['set', { $avatar: 'x' }]],
    ],
    ['groups', { variables: { mixpanel_groups: { company: 'acme' } } }, [['set_group', 'company', 'acme']]],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['track', 'goal_5']]],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [['track', 'posted', { revenue: 9.5, currency: 'EUR' }]],
    ],
    [
      'a split test',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [['track', '$experiment_started', { 'Experiment name': 'home', 'Variant name': 'loud' }]],
    ],
    [
      'events',
      { variables: { analytical_events: [['rhyme posted', { lines: 4 }], 'liked'] } },
      [
        ['track', 'rhyme posted', { lines: 4 }],
        ['track', 'liked', {}],
      ],
    ],
    [
      'the one event of mixpanel_event',
      { variables: { mixpanel_event: ['rhyme posted', { lines: 4 }] } },
      [['track', 'rhyme posted', { lines: 4 }]],
    ],
  ])('%s', (_, page, calls, people = []) => {
    const queue = queueOf(page)
    expect([...queue]).toEqual(calls)
    expect(queue.people).toEqual(people)
    expect(queue._i).toEqual([[token, { api_host: 'https://api-js.mixpanel.com' }, 'mixpanel']])
    expect(queue.__SV).toBe(1.2)
  })
})

describe('the page view', () => {
  const counting = { ...settings, MIXPANEL_CONFIG: { track_pageview: true } }
  const page = { href: '/a?b', title: 'A', referrer: 'https://x.example/' }

  test('is the library’s own where the site asks for it', () => {
    const queue = queueOf({ settings: counting })
    expect(queue._i).toEqual([[token, { api_host: 'https://api-js.mixpanel.com', track_pageview: true }, 'mixpanel']])
    expect([...queue]).toEqual([])
  })

  test('is counted under the address, title and referrer that the page gives', () => {
    const queue = queueOf({ settings: counting, variables: { analytical_page: page } })
    expect(queue._i).toEqual([[token, { api_host: 'https://api-js.mixpanel.com', track_pageview: false }, 'mixpanel']])
    expect([...queue]).toEqual([
      [
        'track_pageview',
        {
          current_page_title: 'A',
          $referrer: 'https://x.example/',
          $current_url: 'https://rhymes.example/a?b',
          current_domain: 'rhymes.example',
          current_url_path: '/a',
          current_url_protocol: 'https:',
          current_url_search: '?b',
        },
      ],
    ])
  })

  test('is not counted where the site does not ask for it', () => {
    expect([...queueOf({ variables: { analytical_page: page } })]).toEqual([])
  })
})

test.each([
  [{ MIXPANEL_REGION: 'eu' }, 'https://api-eu.mixpanel.com'],
  [{ MIXPANEL_REGION: 'in' }, 'https://api-in.mixpanel.com'],
  [{ MIXPANEL_REGION: 'eu', MIXPANEL_API_HOST: 'https://rhymes.example/mp' }, 'https://rhymes.example/mp'],
])('%j sends to %s', (more, host) => {
  const site = { ...settings, ...more }
  expect(queueOf({ settings: site })._i).toEqual([[token, { api_host: host }, 'mixpanel']])
  expect(createAnalytical({ settings: site }).csp()['connect-src']).toEqual([new URL(host).origin])
})

test('the file is Mixpanel’s own', () => {
  expect(mixpanel({}).loads).toEqual(['https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js'])
})

test('calls are taken before the library is there: of the site’s own code, too', () => {
  const taken: unknown[] = []
  mixpanel({
    vendors: {
      'https://cdn.mxpnl.com/libs/mixpanel-2-latest.min.js': ({ mixpanel }) => {
        mixpanel.time_event('read')
        mixpanel.people.increment('reads', 2)
        mixpanel.get_group('company', 'acme').set({ size: 3 })
        taken.push([...mixpanel], [...mixpanel.people])
      },
    },
  })
  expect(taken).toEqual([
    [
      ['time_event', 'read'],
      [
        ['get_group', 'company', 'acme'],
        ['set', { size: 3 }],
      ],
    ],
    [['increment', 'reads', 2]],
  ])
})

test('consent opts in without an event, and out without deleting the profile', () => {
  const { mixpanel } = consentOf(provider, {}, { analytics: 'granted' }, { analytics: 'denied' }, {})
  expect([...(mixpanel as Queue)]).toEqual([
    ['opt_in_tracking', { track: null }],
    ['opt_out_tracking', { delete_user: false }],
    ['opt_out_tracking', { delete_user: false }],
  ])
})

test.each([
  [{ MIXPANEL_API_TOKEN: 'XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX' }, 'must be 32 hexadecimal digits, your own'],
  [{ MIXPANEL_API_TOKEN: 'YOUR_TOKEN' }, 'your own'],
  [{ MIXPANEL_API_TOKEN: 'phc_abcdefgh' }, 'must be 32 hexadecimal digits'],
  [{ ...settings, MIXPANEL_REGION: 'cn' }, 'must be one of us, eu, in'],
  [{ ...settings, MIXPANEL_API_HOST: 'http://mp.example.com' }, 'must be reached by https'],
])('%j is refused', (settings, reason) => {
  expect(() => createAnalytical({ settings })).toThrow(reason)
})
