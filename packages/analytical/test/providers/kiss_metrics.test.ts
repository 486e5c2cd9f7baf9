import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const key = '0123456789abcdef0123456789abcdef01234567'
const settings = { KISS_METRICS_API_KEY: key }
const kissMetrics = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what Kissmetrics’ library finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['nothing of an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [['identify', 'jeff']]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, KISS_METRICS_PERSONAL_DATA: ['email', 'name'] } },
      [
        ['identify', 'jeff'],
        ['set', { email: 'jeff@example.com', name: 'Jeffrey Bean' }],
      ],
    ],
    [
      'every pair of names as an alias',
      { variables: { kiss_metrics_alias: { a: 'b', c: 'd' } } },
      [
        ['alias', 'a', 'b'],
        ['alias', 'c', 'd'],
      ],
    ],
    ['two names as an alias', { variables: { kiss_metrics_alias: ['a', 'b'] } }, [['alias', 'a', 'b']]],
    ['no alias of what is no pair', { variables: { kiss_metrics_alias: ['a'] } }, []],
    ['no properties that are null', { variables: { kiss_metrics_properties: null } }, []],
    ['no alias of null', { variables: { kiss_metrics_alias: null } }, []],
    [
      'an event and its properties as one pair',
      { variables: { kiss_metrics_event: ['x', { a: 1 }] } },
      [['record', 'x', { a: 1 }]],
    ],
    [
      'several events',
      { variables: { analytical_events: [['x'], ['y']] } },
      [
        ['record', 'x', {}],
        ['record', 'y', {}],
      ],
    ],
    ['properties', { variables: { kiss_metrics_properties: { plan: 'gold' } } }, [['set', { plan: 'gold' }]]],
    [
      'session data, the user name not among it, and properties beside it',
      {
        user: jeff,
        variables: { analytical_session: { plan: 'gold' }, kiss_metrics_properties: { form: 'sonnet' } },
      },
      [
        ['identify', 'jeff'],
        ['set', { plan: 'gold' }],
        ['set', { form: 'sonnet' }],
      ],
    ],
    [
      'a goal with its revenue',
      { variables: { analytical_goal: { id: 5, name: 'posted', revenue: 9.5, currency: 'EUR' } } },
      [['record', 'posted', { 'Billing Amount': 9.5, Currency: 'EUR' }]],
    ],
    ['a goal by number', { variables: { analytical_goal: 5 } }, [['record', 'goal_5']]],
    [
      'who it is, aliases, properties, split test and events in that order',
      {
        user: jeff,
        variables: {
          kiss_metrics_event: ['x', {}],
          analytical_goal: 'posted',
          analytical_split: { name: 'home', version: 'loud' },
          kiss_metrics_properties: { plan: 'gold' },
          kiss_metrics_alias: { jeff: 'poet' },
        },
      },
      [
        ['identify', 'jeff'],
        ['alias', 'jeff', 'poet'],
        ['set', { plan: 'gold' }],
        ['set', { home: 'loud' }],
        ['record', 'posted'],
        ['record', 'x', {}],
      ],
    ],
    [
      'its name in one word',
      {
        settings: { KISSMETRICS_API_KEY: key },
        variables: { kissmetrics_identity: 'ann', kissmetrics_properties: { a: 1 } },
      },
      [
        ['identify', 'ann'],
        ['set', { a: 1 }],
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, loads, errors } = kissMetrics(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ _kmq: queue })
    expect(loads).toEqual(['https://i.kissmetrics.io/i.js', `https://scripts.kissmetrics.io/${key}.2.js`])
  })
})

test('aliases are read from a page’s object, and left in it', () => {
  const aliases = Object.freeze({ a: 'b' })
  expect(kissMetrics({ variables: { kiss_metrics_alias: aliases } }).globals._kmq).toEqual([['alias', 'a', 'b']])
})

test.each([key.slice(1), `${key}0`, 'XXXXXXXX', key.toUpperCase(), '12345678'])('the key %s is refused', (wrong) => {
  expect(() => createAnalytical({ settings: { KISS_METRICS_API_KEY: wrong } })).toThrow('must be 40 hexadecimal digits')
})
