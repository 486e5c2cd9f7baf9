import { describe, expect, test } from 'vitest'
import { createAnalytical } from '../../src/analytical.ts'
import { jeff, type PageWith, trackingOf } from './tracking-of.ts'

const settings = { QUALAROO_ACCOUNT_NUMBER: '67890', QUALAROO_SITE_CODE: 'abc' }
const qualaroo = (page: Partial<PageWith>) => trackingOf({ settings, ...page })

describe('what Qualaroo’s script finds in its queue', () => {
  test.each<[what: string, page: Partial<PageWith>, queue: unknown[]]>([
    ['nothing of an anonymous visitor', {}, []],
    ['the user name', { user: jeff }, [['identify', 'jeff']]],
    [
      'e-mail address and name where a setting grants them',
      { user: jeff, settings: { ...settings, QUALAROO_PERSONAL_DATA: ['email', 'name'] } },
      [
        ['identify', 'jeff'],
        ['set', { email: 'jeff@example.com', name: 'Jeffrey Bean' }],
      ],
    ],
    [
      'session data as properties, the user name not among them',
      { user: jeff, variables: { analytical_session: { plan: 'gold' } } },
      [
        ['identify', 'jeff'],
        ['set', { plan: 'gold' }],
      ],
    ],
    ['a survey', { variables: { qualaroo_show_survey: 10062 } }, [['showSurvey', 10062]]],
    ['no survey that is null', { variables: { qualaroo_show_survey: null } }, []],
    ['how long cookies last', { settings: { ...settings, QUALAROO_COOKIE_DAYS: '30' } }, [['setCookieExpireDays', 30]]],
    [
      'what KISSinsights was told, by its names',
      {
        settings: { KISS_INSIGHTS_ACCOUNT_NUMBER: 67890, KISS_INSIGHTS_SITE_CODE: 'abc' },
        variables: { kiss_insights_identity: 'ann', kiss_insights_show_survey: 1234 },
      },
      [
        ['identify', 'ann'],
        ['showSurvey', 1234],
      ],
    ],
  ])('%s', (_, page, queue) => {
    const { globals, loads, errors } = qualaroo(page)
    expect(errors).toEqual([])
    expect(globals).toEqual({ _kiq: queue })
    expect(loads).toEqual(['https://cl.qualaroo.com/ki.js/67890/abc.js'])
  })
})

test('the tag has its former name too', () => {
  const analytical = createAnalytical({ settings })
  expect(analytical.render('kiss_insights')).toBe(analytical.render('qualaroo'))
})

test.each<[setting: string, value: string, reason: string]>([
  ['QUALAROO_ACCOUNT_NUMBER', 'abcd', 'must be digits'],
  ['QUALAROO_SITE_CODE', 'abc/d', 'must be letters, digits and underscores'],
  ['QUALAROO_SITE_CODE', '../x', 'must be letters, digits and underscores'],
  ['QUALAROO_SITE_CODE', 'XXX', 'your own'],
])('%s %s is refused', (setting, value, reason) => {
  expect(() => createAnalytical({ settings: { ...settings, [setting]: value } })).toThrow(reason)
})
