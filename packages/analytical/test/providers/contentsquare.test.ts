import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { contentsquare as provider } from '../../src/providers/contentsquare.ts'
import { consentOf, jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { CONTENTSQUARE_TAG_ID: '4a1b2c3d5e6f7' }
const contentsquare = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what the tag finds in _uxa', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['nothing for an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [['identify', 'jeff']]],
    [
      'no e-mail address or name, for which it has no call',
      { user: jeff, settings: { ...settings, CONTENTSQUARE_PERSONAL_DATA: ['email', 'name'] } },
      [['identify', 'jeff']],
    ],
    [
      'session data as dynamic variables, which are numbers and text',
      {
        variables: { analytical_session: { plan: 'gold', rhymes: 4, staff: false, city: { name: 'Ulm' }, none: null } },
      },
      [
        ['trackDynamicVariable', { key: 'plan', value: 'gold' }],
        ['trackDynamicVariable', { key: 'rhymes', value: 4 }],
        ['trackDynamicVariable', { key: 'staff', value: 'false' }],
      ],
    ],
    [
      'a split test as dynamic variable',
      { variables: { analytical_split: { name: 'home', version: 'loud' } } },
      [['trackDynamicVariable', { key: 'experiment_home', value: 'loud' }]],
    ],
    ['the path', { variables: { analytical_page: { href: 'https://rhymes.example/a?b' } } }, [['setPath', '/a?b']]],
    [
      'its own path before the shared one',
      { variables: { analytical_page: { href: '/a' }, contentsquare_path: '/b' } },
      [['setPath', '/b']],
    ],
    [
      'custom variables, what is none left out',
      {
        variables: {
          contentsquare_custom_variables: [
            { index: 1, name: 'page type', value: 'rhyme' },
            { index: 2, name: 'form', value: 'sonnet', scope: 'page' },
            null,
          ],
        },
      },
      [
        ['setCustomVariable', 1, 'page type', 'rhyme'],
        ['setCustomVariable', 2, 'form', 'sonnet', 'page'],
      ],
    ],
    [
      'page events, one or several',
      { variables: { contentsquare_page_events: 'rhyme read' } },
      [['trackPageEvent', 'rhyme read']],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['event', 'goal_5']]],
    [
      'a goal with revenue as event and transaction',
      {
        variables: {
          analytical_goal: { id: 'bought', revenue: '9.5', currency: 'EUR' },
          contentsquare_transaction_id: 42,
        },
      },
      [
        ['event', 'bought'],
        ['ec:transaction:create', { id: '42', revenue: 9.5, currency: 'EUR' }],
        ['ec:transaction:send'],
      ],
    ],
    [
      'events by names they may have',
      { variables: { analytical_events: [['posted!', { lines: 4 }]] } },
      [['event', 'posted_']],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, loads, errors } = contentsquare(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ _uxa: queue })
    expect(loads).toEqual(['https://t.contentsquare.net/uxa/4a1b2c3d5e6f7.js'])
  })
})

test('a site id loads the tag that takes Hotjar’s calls', () => {
  const { globals, loads, errors } = contentsquare({
    settings: { CONTENTSQUARE_SITE_ID: 5347775, CONTENTSQUARE_PERSONAL_DATA: 'email' },
    user: jeff,
    variables: {
      analytical_goal: { id: 'signed up', revenue: 9.5 },
      contentsquare_path: '/b',
      contentsquare_page_events: 'rhyme read',
    },
  })
  expect(errors).toEqual([])
  expect(globals).toEqual({
    _hjSettings: { hjid: 5347775 },
    hj: {
      q: [
        ['identify', 'jeff', { email: 'jeff@example.com' }],
        ['stateChange', '/b'],
        ['event', 'signed up'],
      ],
    },
  })
  expect(loads).toEqual(['https://static.hj.contentsquare.net/c/csq-5347775.js'])
})

describe('consent', () => {
  const choices = [{ analytics: 'pending' }, { analytics: 'granted' }, { analytics: 'denied' }] as const

  test('is told of each change', () => {
    expect(consentOf(provider, settings, ...choices)).toEqual({
      _uxa: [['trackConsentWithdrawn'], ['trackConsentGranted'], ['trackConsentWithdrawn']],
    })
  })

  test('is no call of the tag of a site id', () => {
    expect(consentOf(provider, { CONTENTSQUARE_TAG_ID: '5347775' }, ...choices)).toEqual({ hj: { q: [] } })
  })
})

test.each(['xxxxxxxxxxxxx', 'YOUR_TAG_ID', 'G-ABCDE12345', '4A1B2C3D5E6F7', '4a1b'])('%s is refused', (id) => {
  expect(() => createAnalytical({ settings: { CONTENTSQUARE_TAG_ID: id } })).toThrow(
    'must be a Contentsquare tag id or site id',
  )
})
