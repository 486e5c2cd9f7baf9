import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { AHREFS_KEY: 'Wq3mZ8cT1vXy5Rk0Lp9NbA' }
const script = 'https://analytics.ahrefs.com/analytics.js'

/** What AhrefsAnalytics.sendEvent is called with once the file is there. */
function sent(page: Partial<PageWith>): unknown[] {
  const calls: unknown[] = []
  const vendors = {
    [script]: (window: Record<string, unknown>) => {
      window.AhrefsAnalytics = { sendEvent: (...told: unknown[]) => calls.push(told) }
    },
  }
  const { errors } = trackingOf({ settings, ...page, vendors })
  expect(errors).toEqual([])
  return calls
}

describe('what Ahrefs’ script is told', () => {
  test.each<[what: string, page: Partial<PageWith>, calls: unknown[]]>([
    ['nothing of a visitor', { user: jeff, variables: { analytical_session: { plan: 'gold' } } }, []],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['goal_5']]],
    [
      'a goal by name with its revenue, as text',
      { variables: { analytical_goal: { id: 5, name: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [['posted', { props: { revenue: '9.5', currency: 'EUR' } }]],
    ],
    ['its own goal before the shared one', { variables: { analytical_goal: 5, ahrefs_goal: 6 } }, [['goal_6']]],
    [
      'events, their properties as text, nested ones left out',
      {
        variables: {
          analytical_events: [
            ['rhyme posted', { lines: 4, draft: false, form: 'sonnet', more: { a: 1 }, on: new Date(0), at: null }],
            ['liked'],
          ],
        },
      },
      [
        ['rhyme posted', { props: { lines: '4', draft: 'false', form: 'sonnet', on: '1970-01-01T00:00:00.000Z' } }],
        ['liked'],
      ],
    ],
    [
      'no e-mail address in an event',
      { variables: { analytical_events: [['liked', { by: 'a@b.example' }]] } },
      [['liked']],
    ],
  ])('%s', (_, page, calls) => {
    expect(sent(page)).toEqual(calls)
  })
})

test('a blocked script is not called', () => {
  const page = { settings, variables: { analytical_goal: 5 } }
  const { globals, errors } = trackingOf({ ...page, vendors: { [script]: () => {} } })
  expect({ globals, errors }).toEqual({ globals: {}, errors: [] })
})

test('the script finds the key on its element', () => {
  expect(trackingOf({ settings }).loads).toEqual([script])
  expect(createAnalytical({ settings }).render('ahrefs')).toContain('data-key="Wq3mZ8cT1vXy5Rk0Lp9NbA"')
})

test.each(['XXXXXXXXXXXXXXXX', 'your-project-key', 'G-ABCDE12345', 'two words and more', '">'])(
  '%s is refused',
  (key) => {
    expect(() => createAnalytical({ settings: { AHREFS_KEY: key } })).toThrow('AHREFS_KEY must be the key of a project')
  },
)

test('personal data cannot be granted', () => {
  expect(() => createAnalytical({ settings: { ...settings, AHREFS_PERSONAL_DATA: ['email'] } })).toThrow(
    'AHREFS_PERSONAL_DATA is no setting',
  )
})
