import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { HOTJAR_SITE_ID: '3456789' }
const hotjar = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const _hjSettings = { hjid: 3456789, hjsv: 6 }

describe('what Hotjar’s code finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['the user name as user id', { user: jeff }, [['identify', 'jeff', {}]]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, HOTJAR_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', 'jeff', { email: 'jeff@example.com', name: 'Jeffrey Bean' }]],
    ],
    [
      'session data as attributes',
      { user: jeff, variables: { analytical_session: { plan: 'gold', rhymes: 4 } } },
      [['identify', 'jeff', { plan: 'gold', rhymes: 4 }]],
    ],
    [
      'attributes of an anonymous visitor',
      { variables: { hotjar_session: { plan: 'gold' } } },
      [['identify', null, { plan: 'gold' }]],
    ],
    [
      'the path',
      { variables: { analytical_page: { href: 'https://rhymes.example/a?b', title: 'A' } } },
      [['stateChange', '/a?b']],
    ],
    [
      'its own path before the shared one',
      { variables: { analytical_page: { href: '/a' }, hotjar_path: 'b' } },
      [['stateChange', '/b']],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['event', 'goal_5']]],
    [
      'a goal with revenue by its name alone',
      { variables: { analytical_goal: { id: 5, name: 'signed up', revenue: 9.5 } } },
      [['event', 'signed up']],
    ],
    [
      'a split test as event',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [['event', 'experiment_home_loud']],
    ],
    [
      'events by names they may have, after the identity',
      { user: jeff, variables: { analytical_events: [['posted: a/b!', { lines: 4 }], ['a'.repeat(300)]] } },
      [
        ['identify', 'jeff', {}],
        ['event', 'posted: a/b_'],
        ['event', 'a'.repeat(250)],
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, errors } = hotjar(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ hj: { q: queue }, _hjSettings })
  })
})

test('an anonymous visitor leaves the settings and the file alone', () => {
  const { globals, loads } = hotjar({})
  expect(globals).toEqual({ _hjSettings, hj: { q: [] } })
  expect(loads).toEqual(['https://static.hotjar.com/c/hotjar-3456789.js?sv=6'])
})

test('the version of the snippet can be another', () => {
  const { globals, loads } = hotjar({ settings: { ...settings, HOTJAR_SNIPPET_VERSION: 7 } })
  expect(globals).toEqual({ _hjSettings: { hjid: 3456789, hjsv: 7 }, hj: { q: [] } })
  expect(loads).toEqual(['https://static.hotjar.com/c/hotjar-3456789.js?sv=7'])
})

test.each(['XXXXXXX', '<your id>', 'G-ABCDE12345', '3456789a', 'k3p9x2mz7q'])('%s is refused', (id) => {
  expect(() => createAnalytical({ settings: { HOTJAR_SITE_ID: id } })).toThrow('must be digits')
})
