import { type ReadOptions, readTracking } from '@analytical/testing'
import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { VWO_ACCOUNT_ID: '654321' }
const vwo = (page: Partial<PageWith>) => trackingOf({ settings, ...page })
const addressOf = (page: string) =>
  `https://dev.visualwebsiteoptimizer.com/j.php?a=654321&u=${encodeURIComponent(page)}&vn=2`
const file = addressOf('https://rhymes.example/page?x=1')

type Page = Parameters<NonNullable<ReadOptions['vendors']>[string]>[0]

/** What `look` sees once VWO’s file has come. */
function seenWhenLoaded<T>(page: Partial<PageWith>, look: (window: Page) => T): T | undefined {
  let seen: T | undefined
  const vendors = {
    [file]: (window: Page) => {
      seen = look(window)
    },
  }
  expect(vwo({ ...page, vendors }).errors).toEqual([])
  return seen
}

describe('what VWO’s library finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['nothing of an anonymous visitor', {}, []],
    ['the user name as an attribute', { user: jeff }, [['visitor', { username: 'jeff' }]]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, VWO_PERSONAL_DATA: ['email', 'name'] } },
      [['visitor', { email: 'jeff@example.com', name: 'Jeffrey Bean', username: 'jeff' }]],
    ],
    [
      'session data and attributes',
      { variables: { analytical_session: { plan: 'pro' }, vwo_attributes: { plan: 'gold', form: 'sonnet' } } },
      [['visitor', { plan: 'gold', form: 'sonnet' }]],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['track.goalConversion', 5]]],
    [
      'a goal by number with its revenue',
      { variables: { analytical_goal: { id: '5', revenue: 9.5, currency: 'EUR' } } },
      [['track.revenueConversion', 9.5, 5]],
    ],
    ['a goal by name', { variables: { analytical_goal: 'posted' } }, [['event', 'posted']]],
    [
      'a goal with a name beside its number, and revenue',
      { variables: { analytical_goal: { id: 5, name: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [['event', 'posted', { revenue: 9.5, currency: 'EUR' }]],
    ],
    [
      'events after who it is',
      { user: jeff, variables: { analytical_events: [['liked', { lines: 4 }], ['read']] } },
      [
        ['visitor', { username: 'jeff' }],
        ['event', 'liked', { lines: 4 }],
        ['event', 'read', {}],
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, loads, errors } = vwo(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ VWO: queue, _vwo_code: { nonce: '' }, _vwo_settings_timer: expect.any(Number) })
    expect(loads).toEqual([file])
  })
})

test('campaigns run for another address where the page says so, made absolute', () => {
  const { globals, loads } = vwo({ variables: { vwo_url: '/rhymes' } })
  expect(globals._vis_opt_url).toBe('https://rhymes.example/rhymes')
  expect(loads).toEqual([addressOf('https://rhymes.example/rhymes')])
})

test('the page is invisible until VWO has finished', () => {
  const opacities = seenWhenLoaded({}, ({ document, _vwo_code }) => {
    const { style } = document.documentElement
    const before = [style.opacity, _vwo_code.finished()]
    _vwo_code.finish()
    return [before, [style.opacity, _vwo_code.finished()]]
  })
  expect(opacities).toEqual([
    ['0', false],
    ['', true],
  ])
})

test('the page shows where the file does not come', () => {
  const opacity = seenWhenLoaded({}, ({ document, Event }) => {
    document.querySelector('script[src]')?.dispatchEvent(new Event('error'))
    return document.documentElement.style.opacity
  })
  expect(opacity).toBe('')
})

test('a page that is not to be hidden never is', () => {
  const page = { settings: { ...settings, VWO_HIDE_PAGE: false } }
  const seen = seenWhenLoaded(page, ({ document, _vwo_code }) => [
    document.documentElement.style.opacity,
    _vwo_code.hide_element(),
  ])
  expect(seen).toEqual(['', ''])
})

test.each([
  [{}, [2000, 2500]],
  [{ VWO_SETTINGS_TOLERANCE: '1500', VWO_LIBRARY_TOLERANCE: 0 }, [1500, 0]],
])('with %j VWO may take so long', (more, tolerances) => {
  const page = { settings: { ...settings, ...more } }
  const seen = seenWhenLoaded(page, ({ _vwo_code }) => [_vwo_code.settings_tolerance(), _vwo_code.library_tolerance()])
  expect(seen).toEqual(tolerances)
})

test('calls of the page’s own code are queued', () => {
  const queue = seenWhenLoaded({}, ({ VWO }) => {
    VWO.event('liked', { lines: 4 })
    return VWO.map((call: unknown[]) => [...call])
  })
  expect(queue).toEqual([['event', 'liked', { lines: 4 }]])
})

test('VWO’s file has the nonce of the script that inserts it', () => {
  const analytical = createAnalytical({ settings })
  const context = { analytical: analytical.pageView({ ip: '203.0.113.7', nonce: 'bm9uY2U=' }) }
  expect(readTracking(analytical.render('vwo', context)).nonces).toEqual(['bm9uY2U=', 'bm9uY2U='])
})

test.each<[setting: string, value: unknown, reason: string]>([
  ['VWO_ACCOUNT_ID', 'XXXXXX', 'must be digits'],
  ['VWO_ACCOUNT_ID', '654321&u=x', 'must be digits'],
  ['VWO_SETTINGS_TOLERANCE', -1, 'must be a number from 0 to 60000'],
])('%s %s is refused', (setting, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [setting]: value } })).toThrow(reason)
})
