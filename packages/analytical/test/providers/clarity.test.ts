import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { clarity as provider } from '../../src/providers/clarity.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { CLARITY_PROJECT_ID: 'k3p9x2mz7q' }
const clarity = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what Clarity’s tag finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['the user name', { user: jeff }, [['identify', 'jeff']]],
    [
      'the full name as friendly name where a setting grants it',
      { user: jeff, settings: { ...settings, CLARITY_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', 'jeff', null, null, 'Jeffrey Bean']],
    ],
    [
      'the address as page id of an identified visitor',
      { user: jeff, variables: { analytical_page: { href: 'https://rhymes.example/a?b' } } },
      [['identify', 'jeff', null, '/a?b']],
    ],
    [
      'ids of visit and page of the site’s own',
      {
        user: jeff,
        variables: { analytical_page: { href: '/a' }, clarity_page_id: 'rhymes', clarity_session_id: 17 },
      },
      [['identify', 'jeff', '17', 'rhymes']],
    ],
    [
      'session data as tags, which are text or lists of text',
      {
        variables: {
          analytical_session: {
            plan: 'gold',
            rhymes: 4,
            staff: false,
            since: new Date('2026-01-02T03:04:05Z'),
            groups: ['a', 7, { b: 1 }],
            address: { city: 'Ulm' },
            nothing: null,
          },
        },
      },
      [
        ['set', 'plan', 'gold'],
        ['set', 'rhymes', '4'],
        ['set', 'staff', 'false'],
        ['set', 'since', '2026-01-02T03:04:05.000Z'],
        ['set', 'groups', ['a', '7']],
      ],
    ],
    [
      'the user name once, beside session data',
      { user: jeff, variables: { clarity_session: { plan: 'gold' } } },
      [
        ['identify', 'jeff'],
        ['set', 'plan', 'gold'],
      ],
    ],
    [
      'a split test as tag',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [['set', 'experiment_home', 'loud']],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['event', 'goal_5']]],
    [
      'a goal by name, without its revenue',
      { variables: { clarity_goal: { id: 5, name: 'signed up', revenue: 9.5 } } },
      [['event', 'signed up']],
    ],
    [
      'events by name',
      { variables: { analytical_events: [['liked', { lines: 4 }], ['posted']] } },
      [
        ['event', 'liked'],
        ['event', 'posted'],
      ],
    ],
    ['the wish for a recording', { variables: { clarity_upgrade: 'checkout' } }, [['upgrade', 'checkout']]],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = clarity(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ clarity: { q: queue } })
  })
})

test('an anonymous visitor leaves nothing but the tag', () => {
  const { globals, loads } = clarity({ variables: { analytical_page: { href: '/a' } } })
  expect(globals).toEqual({ clarity: { q: [] } })
  expect(loads).toEqual(['https://www.clarity.ms/tag/k3p9x2mz7q'])
})

test('consent is told of each change, anything but granted as denied', () => {
  const choices = [{ analytics: 'pending' }, { analytics: 'granted', marketing: 'denied' }] as const
  expect(consentOf(provider, settings, ...choices).clarity).toEqual({
    q: [
      ['consentv2', { ad_Storage: 'denied', analytics_Storage: 'denied' }],
      ['consentv2', { ad_Storage: 'denied', analytics_Storage: 'granted' }],
    ],
  })
})

test.each(['xxxxxxxxxx', 'YOUR_PROJECT_ID', 'G-ABCDE12345', 'K3P9X2MZ7Q', 'abc'])('%s is refused', (id) => {
  expect(() => createAnalytical({ settings: { CLARITY_PROJECT_ID: id } })).toThrow(
    'must be the id of a Clarity project, lower-case letters and digits',
  )
})
