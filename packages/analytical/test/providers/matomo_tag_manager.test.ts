import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const address = 'https://stats.example.com/matomo/js/container_AbCd1234.js'
const settings = { MATOMO_TAG_MANAGER_CONTAINER_URL: address }
const manager = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const start = { 'mtm.startTime': expect.any(Number), event: 'mtm.Start' }

describe('what the container finds in _mtm', () => {
  test.each<[what: string, page: Partial<PageWith>, layer: unknown[]]>([
    ['the start alone for an anonymous visitor', {}, [start]],
    ['the user name', { user: jeff }, [{ userId: 'jeff' }, start]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, MATOMO_TAG_MANAGER_PERSONAL_DATA: ['email', 'name'] } },
      [{ userId: 'jeff', userEmail: 'jeff@example.com', userName: 'Jeffrey Bean' }, start],
    ],
    [
      'session, split and page',
      {
        user: jeff,
        variables: {
          analytical_session: { plan: 'gold' },
          analytical_split: { name: 'home', version: 'loud' },
          analytical_page: { href: '/a', title: 'A' },
        },
      },
      [
        {
          userId: 'jeff',
          session: { plan: 'gold' },
          split: { name: 'home', version: 'loud' },
          page: { href: '/a', title: 'A' },
        },
        start,
      ],
    ],
    [
      'its own data before the shared',
      { user: jeff, variables: { matomo_tag_manager_data: { userId: 17, section: 'rhymes' } } },
      [{ userId: 17, section: 'rhymes' }, start],
    ],
    [
      'a goal and events, whose properties cannot rename them',
      {
        variables: {
          analytical_goal: { id: 5, revenue: 9.5, currency: 'EUR' },
          analytical_events: [['liked', { lines: 4, event: 'x' }]],
        },
      },
      [start, { event: 'goal_5', revenue: 9.5, currency: 'EUR' }, { event: 'liked', lines: 4 }],
    ],
  ])('%s', (_, page, layer) => {
    const { globals, loads, errors } = manager(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ _mtm: layer })
    expect(loads).toEqual([address])
  })
})

test('a container in Matomo Cloud reports to the account’s own host', () => {
  const { csp } = createAnalytical({
    settings: {
      MATOMO_TAG_MANAGER_CONTAINER_URL: 'https://cdn.matomo.cloud/example.matomo.cloud/container_AbCd1234.js',
    },
  })
  expect(csp()['script-src']).toEqual(
    expect.arrayContaining(['https://cdn.matomo.cloud', 'https://example.matomo.cloud']),
  )
  expect(csp()['connect-src']).toContain('https://example.matomo.cloud')
})

test.each([
  'http://stats.example.com/js/container_AbCd1234.js',
  'https://stats.example.com/js/',
  'https://stats.example.com/matomo.js',
  'https://jeff@stats.example.com/js/container_AbCd1234.js',
  'container_AbCd1234',
])('%s is no container', (wrong) => {
  expect(() => manager({ settings: { MATOMO_TAG_MANAGER_CONTAINER_URL: wrong } })).toThrow(
    'MATOMO_TAG_MANAGER_CONTAINER_URL',
  )
})
